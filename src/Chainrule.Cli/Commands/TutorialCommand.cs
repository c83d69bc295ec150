using System.CommandLine;
using System.Text;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>chainrule tutorial: the example the project began with, worked through by the engine.</summary>
internal static class TutorialCommand
{
    public static Command Create()
    {
        var sheets = TutorialSheet.All.Select(item => item.Name).ToArray();
        var sheet = NewOption.Among("--sheet", "Which worked example (default mazur; rgu is an older one)", sheets);
        var updates = NewOption.Optional<int?>("--updates", "N", "How many updates to make in all (default 10000, of rgu 100)");
        var biases = NewOption.Among("--biases", "Who owns a bias, and whether it is trained (default frozen)", [.. BiasPolicies.Names]);
        var format = NewOption.Among("--format", "How it is written (default text)", ["text", "markdown", "html", "json"]);
        var math = NewOption.Among("--math", "How Markdown marks formulas (default github)", ["github", "dollar", "gitlab"]);
        var output = NewOption.Optional<string?>("--output", "FILE", "Write to a file", "-o");
        var command = new Command("tutorial", "Work through the step by step backpropagation example, number by number")
        {
            sheet, updates, biases, format, math, output,
        };
        command.SetAction((parsed, cancellation) => Interruption.Run(
            () =>
            {
                var example = TutorialSheet.All.Single(item => item.Name == (parsed.GetValue(sheet) ?? TutorialSheet.Mazur.Name));
                var count = parsed.GetValue(updates) ?? example.Updates;
                if (count is < 0 or > TutorialRun.MostUpdates)
                    throw new BadInputException($"--updates must be a number from 0 to {TutorialRun.MostUpdates:N0}, not {count}");
                var run = new TutorialRun(example, BiasPolicies.Named(parsed.GetValue(biases) ?? "frozen"), count, cancellation);
                var mark = Enum.Parse<MathMark>(parsed.GetValue(math) ?? "github", ignoreCase: true);
                var file = parsed.GetValue(output);
                var language = CommandLine.LanguageOf(parsed);
                var text = parsed.GetValue(format) switch
                {
                    "json" => TutorialJson.Write(run),
                    "html" => TutorialPage.Html(run, language, cancellation),
                    "markdown" => TutorialPage.Markdown(run, language, mark, cancellation),
                    _ => TutorialPage.Text(run, language, CommandLine.WidthOf(file), cancellation),
                };
                if (file is not null) Files.WriteWhole(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
                else Console.Out.Write(text);
                return ExitCode.Done;
            }));
        return command;
    }
}
