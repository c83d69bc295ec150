using System.CommandLine;
using System.Text;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>chainrule tutorial: the example the project began with, worked through by the engine.</summary>
internal static class TutorialCommand
{
    public static Command Create()
    {
        var sheet = new Option<string>("--sheet")
        {
            Description = "Which worked example: mazur, or rgu, an older one",
            DefaultValueFactory = _ => TutorialSheet.Mazur.Name,
        };
        sheet.AcceptOnlyFromAmong([.. TutorialSheet.All.Select(item => item.Name)]);
        var updates = new Option<int?>("--updates")
        {
            Description = "How many updates to make in all; left out, 10000 of mazur and 100 of rgu",
            HelpName = "N",
        };
        var biases = new Option<string>("--biases")
        {
            Description = "Who owns a bias, and whether it is trained",
            DefaultValueFactory = _ => "frozen",
        };
        biases.AcceptOnlyFromAmong([.. BiasPolicies.Names]);
        var format = new Option<string>("--format") { Description = "text, markdown, html or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "markdown", "html", "json");
        var math = new Option<string>("--math") { Description = "How Markdown marks formulas", DefaultValueFactory = _ => "github" };
        math.AcceptOnlyFromAmong("github", "dollar", "gitlab");
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        var command = new Command("tutorial", "Work through the step by step backpropagation example, number by number")
        {
            sheet, updates, biases, format, math, output,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var example = TutorialSheet.All.Single(item => item.Name == parsed.GetValue(sheet));
                var count = parsed.GetValue(updates) ?? example.Updates;
                if (count is < 0 or > TutorialRun.MostUpdates)
                    throw new BadInputException($"--updates must be a number from 0 to {TutorialRun.MostUpdates:N0}, not {count}");
                var run = new TutorialRun(example, BiasPolicies.Named(parsed.GetValue(biases)!), count, cancellation);
                var text = Render(run, parsed.GetValue(format)!, MarkOf(parsed.GetValue(math)!), CommandLine.LanguageOf(parsed), cancellation);
                if (parsed.GetValue(output) is { } file) Files.WriteWhole(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
                else Console.Out.Write(text);
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }

    private static MathMark MarkOf(string name) => Enum.Parse<MathMark>(name, ignoreCase: true);

    private static string Render(TutorialRun run, string format, MathMark mark, Language language, CancellationToken cancellation) => format switch
    {
        "json" => TutorialJson.Write(run),
        "html" => TutorialPage.Html(run, language, cancellation),
        "markdown" => TutorialPage.Markdown(run, language, mark, cancellation),
        _ => TutorialPage.Text(run, language, cancellation),
    };
}
