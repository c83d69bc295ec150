using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chainrule.Browser.Tests;

/// <summary>
/// Chromium without a window, driven over its own debugging protocol: opens a file at a width, answers questions about it, and
/// remembers what it asked the network for and what it wrote to its console.
/// </summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("chainrule-browser-");
    private readonly ClientWebSocket _socket = new();
    private readonly List<string> _requests = [], _messages = [];
    private Process? _process;
    private string? _session;
    private int _calls;

    /// <summary>Every address that was asked for since the last page was opened.</summary>
    public IReadOnlyList<string> Requests => _requests;

    /// <summary>Every message and error of the console since then.</summary>
    public IReadOnlyList<string> Messages => _messages;

    public async ValueTask InitializeAsync()
    {
        _process = Process.Start(new ProcessStartInfo(Find(),
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--hide-scrollbars",
            $"--user-data-dir={_profile.FullName}", "--remote-debugging-port=0", "about:blank",
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        await _socket.ConnectAsync(new Uri(await Address(_process.StandardError)), CancellationToken.None);
        var target = (await Call("Target.createTarget", new() { ["url"] = "about:blank" }))["targetId"]!.GetValue<string>();
        _session = (await Call("Target.attachToTarget", new() { ["targetId"] = target, ["flatten"] = true }))["sessionId"]!.GetValue<string>();
        foreach (var domain in new[] { "Page", "Network", "Runtime", "Log" }) await Call($"{domain}.enable");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        _socket.Dispose();
        _profile.Delete(recursive: true);
    }

    /// <summary>Opens a file in a window of some width, without scripts of its own, in the light or in the dark.</summary>
    public async Task Open(string file, int width, bool isDark = false)
    {
        _requests.Clear();
        _messages.Clear();
        await Call("Emulation.setDeviceMetricsOverride", new() { ["width"] = width, ["height"] = 800, ["deviceScaleFactor"] = 1, ["mobile"] = false });
        await Call("Emulation.setScriptExecutionDisabled", new() { ["value"] = true });
        await Call("Emulation.setEmulatedMedia", new()
        {
            ["features"] = new JsonArray(new JsonObject { ["name"] = "prefers-color-scheme", ["value"] = isDark ? "dark" : "light" }),
        });
        await Call("Page.navigate", new() { ["url"] = new Uri(file).AbsoluteUri });
        while (await Ask("document.readyState") is not "\"complete\"") await Task.Delay(20);
    }

    /// <summary>Whether nothing of the page is wider than the window.</summary>
    public async Task<bool> FitsItsWidth() => await Ask("document.documentElement.scrollWidth <= innerWidth") == "true";

    /// <summary>The value of an expression on the page, as JSON.</summary>
    public async Task<string> Ask(string expression)
    {
        var answer = await Call("Runtime.evaluate", new() { ["expression"] = expression, ["returnByValue"] = true });
        if (answer["exceptionDetails"] is { } error) throw new InvalidOperationException(error.ToJsonString());
        return answer["result"]!["value"]?.ToJsonString() ?? "null";
    }

    /// <summary>Where the browser is; its absence is a failure that says what to do, never a test passed over.</summary>
    private static string Find()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return s_names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                "There is no Chromium on this machine, and pages are judged in one: install it (apt-get install chromium) and run this again.");
    }

    private static async Task<string> Address(StreamReader errors)
    {
        const string Sign = "DevTools listening on ";
        while (await errors.ReadLineAsync().WaitAsync(s_patience) is { } line)
            if (line.StartsWith(Sign, StringComparison.Ordinal))
            {
                // Whatever else it has to say is read away, or a full pipe would stop it.
                _ = errors.ReadToEndAsync();
                return line[Sign.Length..];
            }
        throw new InvalidOperationException("The browser ended without saying where it listens.");
    }

    private async Task<JsonObject> Call(string method, JsonObject? parameters = null)
    {
        var id = ++_calls;
        var call = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        if (_session is not null) call["sessionId"] = _session;
        await _socket.SendAsync(Encoding.UTF8.GetBytes(call.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            var message = await Receive();
            if (message["id"]?.GetValue<int>() != id) Remember(message);
            else if (message["error"] is { } error) throw new InvalidOperationException($"{method}: {error.ToJsonString()}");
            else return message["result"]!.AsObject();
        }
    }

    private void Remember(JsonObject message)
    {
        switch (message["method"]?.GetValue<string>())
        {
            case "Network.requestWillBeSent":
                _requests.Add(message["params"]!["request"]!["url"]!.GetValue<string>());
                break;
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded":
                _messages.Add(message["params"]!.ToJsonString());
                break;
        }
    }

    private async Task<JsonObject> Receive()
    {
        using var message = new MemoryStream();
        var buffer = new byte[1 << 16];
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer, patience.Token);
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return JsonSerializer.Deserialize<JsonObject>(message.ToArray())!;
        }
    }
}
