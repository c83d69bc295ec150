using System.Diagnostics;
using System.Text.Json.Nodes;
using Chainrule.Explain;
using Chainrule.Explain.Tests;

namespace Chainrule.Cli.Tests;

/// <summary>Whatever ends a training before its time, it can be resumed, and the model is then the one of a training that nobody ended.</summary>
public sealed class ResumeTests
{
    private const string Checkpoint = "iris.checkpoint.safetensors";

    /// <summary>A training of about a second behind the start of the process, with weights that count, a schedule and a penalty.</summary>
    private static readonly string[] s_training =
    [
        "train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "400", "--patience", "400", "--batch", "4", "--hidden", "32",
        "--class-weights", "balanced", "--schedule", "plateau", "--l2", "0.0001", "--checkpoint-every", "0.01s", "--quiet", "--json",
    ];

    [Fact]
    public void A_training_killed_at_any_moment_resumes_to_the_same_bytes()
    {
        using var whole = new Tool();
        var watch = Stopwatch.StartNew();
        var seconds = (double)whole.Run(s_training).Done().Json["seconds"]!;
        var (process, training) = (watch.Elapsed, TimeSpan.FromSeconds(seconds));
        Assert.Equal(["iris.safetensors"], whole.Files().Keys);
        var random = new Random(20);
        var found = 0;
        for (var kill = 0; kill < 20; kill++)
        {
            using var tool = new Tool();
            // Most while there are checkpoints; some at any moment of the process.
            if (kill < 4) tool.Kill(process * random.NextDouble(), s_training);
            else tool.Kill(training * random.NextDouble(), s_training, since: () => File.Exists(tool.PathOf(Checkpoint)));
            // Nothing lies there but files that are whole, and a part of one under a name that says so.
            Assert.All(tool.Files().Keys, name => Assert.Matches(@"^iris\.(checkpoint\.)?safetensors(\.[0-9a-f]{32}\.tmp)?$", name));
            var isFinished = tool.Files().ContainsKey("iris.safetensors");
            if (tool.Files().ContainsKey(Checkpoint))
            {
                found++;
                Assert.Equal("chainrule.checkpoint/1", (string?)DocumentOf(tool.Bytes(Checkpoint))["format"]);
                tool.Run([.. s_training, "--resume"]).Done();
            }
            else if (!isFinished)
            {
                Assert.StartsWith($"chainrule: there is no checkpoint '{Checkpoint}' to resume from: ", tool.Run([.. s_training, "--resume"]).Error, StringComparison.Ordinal);
                tool.Run(s_training).Done();
            }
            // The same bytes, and nothing left over.
            Assert.Equal(whole.Files(), tool.Files());
        }
        Assert.True(found > 5, $"only {found} of the 20 were killed while there was a checkpoint");
    }

    [Fact]
    public void One_that_was_stopped_says_how_to_go_on_and_does()
    {
        Interrupts.RequireCtrlC();
        foreach (var signal in new[] { "INT", "TERM" })
        {
            using var whole = new Tool();
            using var tool = new Tool();
            foreach (var folder in new[] { whole, tool }) folder.With("my data.csv", File.ReadAllBytes(Tool.Sample("iris.csv")));
            string[] training = ["train", "my data.csv", "--target=species", "--epochs", "20000", "--patience", "20000", "-o", "m.safetensors"];
            var run = tool.Signal(signal, Interrupts.UntilAnEpochIsDone, training);
            Assert.Equal(130, run.Code);
            const string Command = "chainrule train 'my data.csv' --target=species --epochs 20000 --patience 20000 -o m.safetensors --resume";
            Assert.EndsWith($"\nto go on from here: {Command}\n", run.Error, StringComparison.Ordinal);
            Assert.Equal(["m.checkpoint.safetensors", "m.safetensors", "my data.csv"], tool.Files().Keys);
            tool.Run("evaluate", "m.safetensors", "my data.csv").Done();
            var resumed = tool.Run([.. training, "--resume"]).Done();
            Assert.Contains("\nresumed  m.checkpoint.safetensors\n", resumed.Error, StringComparison.Ordinal);
            var uninterrupted = whole.Run(training).Done();
            Assert.Equal(uninterrupted.Out, resumed.Out);
            Assert.Equal(whole.Files(), tool.Files());
        }
    }

    [Fact]
    public void A_second_signal_ends_it_at_once_and_leaves_the_checkpoint()
    {
        Interrupts.RequireCtrlC();
        using var tool = new Tool();
        // Nobody reads from this pipe, so that the model will never be written.
        var pipe = $"/dev/shm/chainrule-{Guid.NewGuid():N}";
        Process.Start("mkfifo", [pipe]).WaitForExit();
        string[] training = ["train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "3000", "--patience", "3000", "--checkpoint", "c"];
        try
        {
            var run = tool.Signal("INT", Interrupts.UntilAnEpochIsDone, [.. training, "-o", pipe], again: () => File.Exists(tool.PathOf("c")));
            Assert.Equal((130, ""), (run.Code, run.Out));
        }
        finally
        {
            File.Delete(pipe);
        }
        Assert.Equal(["c"], tool.Files().Keys);
        tool.Run([.. training, "-o", "m", "--resume"]).Done();
        var resumed = tool.Files();
        File.Delete(tool.PathOf("m"));
        tool.Run([.. training, "-o", "m"]).Done();
        Assert.Equal(["m"], resumed.Keys);
        Assert.Equal(tool.Files(), resumed);
    }

    [Fact]
    public void What_cannot_be_resumed_is_said_in_a_sentence()
    {
        using var tool = new Tool();
        string[] training = ["train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "5"];
        Refusal.Expect(tool, $"there is no checkpoint '{Checkpoint}' to resume from: that training has ended, or never wrote one", [.. training, "--resume"]);
        tool.Run(training).Done();
        Refusal.Expect(tool, $"there is no checkpoint '{Checkpoint}' to resume from: that training has ended, or never wrote one", [.. training, "--resume"]);
        Refusal.Expect(tool, "--resume does not go with --checkpoint none: name the file to go on from, or leave --checkpoint out", [.. training, "--resume", "--checkpoint", "none"]);
        Refusal.Expect(tool, "'iris.safetensors' cannot be both model and checkpoint: give --checkpoint another file", [.. training, "--checkpoint", "iris.safetensors"]);
        Refusal.Expect(tool, $"'{Tool.Sample("iris.csv")}' is read and cannot be written too: give -o another file", [.. training, "--checkpoint", Tool.Sample("iris.csv")]);
        foreach (var text in new[] { "0", "-1", "10x", "m", "0s", "1e3m", "∞h" })
            Refusal.Expect(tool, $"--checkpoint-every must be a time such as 10m, 90s or 2h, or a number of epochs such as 5, not '{text}'", [.. training, "--checkpoint-every", text]);
        tool.With(Checkpoint, "half a checkp");
        Refusal.Expect(tool, $"'{Checkpoint}' is cut short or not a model file: train or copy it again", [.. training, "--resume", "--quiet"]);
    }

    [Fact]
    public void Another_training_is_not_resumed_and_not_lost()
    {
        using var tool = new Tool();
        tool.Kill(TimeSpan.Zero, s_training, since: () => File.Exists(tool.PathOf(Checkpoint)));
        var first = tool.Bytes(Checkpoint);
        void Expect(string difference, params string[] more) => Refusal.Expect(tool,
            $"'{Checkpoint}' is the checkpoint of another training ({difference}): "
            + "resume with the options and the data that it was begun with, or begin anew", [.. s_training, "--resume", .. more]);
        Expect("LearningRate = 0.005, not 0.01", "--learning-rate", "0.01");
        Expect("other training rows", "--validation", "0.3");
        Expect("other network", "--ignore", "petal_width");
        Expect("Seed = 0, not 1", "--seed", "1");
        var begun = tool.Run("train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "3");
        Assert.Contains("--resume would have gone on with it", begun.Error, StringComparison.Ordinal);
        Assert.Equal(first, tool.Bytes(Checkpoint + ".previous"));
    }

    [Fact]
    public void Records_of_a_run_that_was_killed_go_on()
    {
        using var tool = new Tool();
        string[] training = [.. s_training, "--log", "run.jsonl", "--report", "run.html", "--tensorboard", "runs"];
        tool.Kill(TimeSpan.FromMilliseconds(50), training, since: () => File.Exists(tool.PathOf(Checkpoint)));
        var reports = DocumentOf(tool.Bytes(Checkpoint))["reports"]!.AsArray().Count;
        tool.Run([.. training, "--resume"]).Done();
        var lines = tool.Text("run.jsonl").TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(["start", "start", "end"], lines.Select(line => (string)line["event"]!).Where(name => name != "epoch"));
        // After the second start come the epochs behind the checkpoint, each once, up to the last.
        var resumed = lines.SkipWhile(line => line["command"] is not { } command || !((string)command!).EndsWith(" --resume", StringComparison.Ordinal))
            .Where(line => (string)line["event"]! == "epoch").Select(line => (int)line["epoch"]!).ToArray();
        Assert.Equal(Enumerable.Range(reports + 1, 400 - reports), resumed);
        Assert.Contains("<svg", tool.Text("run.html"), StringComparison.Ordinal);
        Refusal.Expect(tool, $"there is no checkpoint '{Checkpoint}' to resume from: that training has ended, or never wrote one", [.. training, "--resume"]);
    }

    /// <summary>Records may be asked for when a training goes on; what nobody watched before is not on the page, which says so.</summary>
    [Fact]
    public void Records_may_be_added_when_a_training_goes_on()
    {
        using var tool = new Tool();
        tool.Run([.. s_training, "-o", "whole"]).Done();
        tool.Kill(TimeSpan.FromMilliseconds(50), s_training, since: () => File.Exists(tool.PathOf(Checkpoint)));
        var document = DocumentOf(tool.Bytes(Checkpoint));
        var (done, isAmid) = (document["reports"]!.AsArray().Count, (int)document["position"]!["batch"]! > 0);
        tool.Run([.. s_training, "--resume", "--log", "run.jsonl", "--report", "run.html", "--tensorboard", "runs"]).Done();
        Assert.Equal(tool.Bytes("whole"), tool.Bytes("iris.safetensors"));
        var page = PageXml.Read(tool.Text("run.html"));
        PageRules.AssertAll(page, Language.English);
        string Said(string id) => page.Descendants("section").Single(section => (string?)section.Attribute("id") == id).Value;
        if (done > 0) Assert.Contains($"This was watched from epoch {done + 1} on;", Said("curves"), StringComparison.Ordinal);
        // Of an epoch that was watched to its half, the layers are not known.
        if (done > 0 || isAmid) Assert.Contains($"This was watched from epoch {done + (isAmid ? 2 : 1)} on;", Said("layers"), StringComparison.Ordinal);
        var epochs = tool.Text("run.jsonl").TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).Where(line => (string)line["event"]! == "epoch").ToList();
        Assert.Equal(Enumerable.Range(done + 1, 400 - done), epochs.Select(line => (int)line["epoch"]!));
        Assert.Equal(isAmid ? 0 : 2, epochs[0]["layers"]!.AsArray().Count);
        Assert.All(epochs.Skip(1), line => Assert.Equal(2, line["layers"]!.AsArray().Count));
    }

    private static JsonObject DocumentOf(byte[] file)
    {
        var header = JsonNode.Parse(file.AsSpan(8, (int)BitConverter.ToInt64(file)))!;
        return JsonNode.Parse((string)header["__metadata__"]!["chainrule"]!)!.AsObject();
    }
}
