using System.CommandLine;
using System.Text;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>chainrule explain: any number of any step, and why a model predicts what it does.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var arguments = new ExplainArguments();
        var command = new Command("explain", "Derive any number of a training step, or of a prediction, in symbols, numbers and result");
        arguments.AddTo(command);
        command.SetAction((parsed, cancellation) => Interruption.Run(() => Run(arguments, parsed, cancellation)));
        return command;
    }

    private static int Run(ExplainArguments arguments, ParseResult parsed, CancellationToken cancellation)
    {
        var options = arguments.OptionsOf(parsed);
        var path = parsed.GetRequiredValue(arguments.Network);
        var output = parsed.GetValue(arguments.Output);
        if (output is not null)
        {
            AnyModel.RequireDifferent(output, path);
            Files.RequireWritable(output);
        }
        var explained = Explained.Read(arguments, parsed, cancellation);
        options = options with { Origin = explained.Origin };
        LineBudget.RequireFew(explained.Steps, options);
        var language = CommandLine.LanguageOf(parsed);
        Document Page(ExplainOptions some) => explained.Write(language, some);
        string Text(Func<Document, string> render) => LineBudget.Fit(options, language, Page, render);
        switch (parsed.GetValue(arguments.Format))
        {
            case "json":
                Print(output, stream => ExplanationJson.Write(stream, Page(options with { IsAll = false }), explained.Steps, options.IsAll));
                break;
            case "markdown":
                var mark = Enum.Parse<MathMark>(parsed.GetValue(arguments.Math) ?? "github", ignoreCase: true);
                Print(output, Text(page => MarkdownRenderer.Write(page, mark)));
                break;
            case "html":
                // A page of HTML is as deep as its text would be, whose lines can be counted.
                var fitting = Page(options);
                Text(page => TextRenderer.Write(fitting = page));
                Print(output, HtmlPage.Write(fitting, explained.Steps[0]));
                break;
            default:
                Print(output, Text(page => TextRenderer.Write(page, CommandLine.WidthOf(output), parsed.GetValue(arguments.Ascii))));
                break;
        }
        return ExitCode.Done;
    }

    private static void Print(string? output, string text) => Print(output, stream => stream.Write(Encoding.UTF8.GetBytes(text)));

    private static void Print(string? output, Action<Stream> write)
    {
        if (output is not null)
        {
            Files.WriteWhole(output, write);
            return;
        }
        using var stdout = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
        write(stdout);
    }
}
