using System.CommandLine;
using System.Text;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>chainrule tutorial: the example the project began with, worked through by the engine.</summary>
internal static class TutorialCommand
{
    public static Command Create()
    {
        var updates = new Option<int>("--updates")
        {
            Description = "How many updates to make in all",
            DefaultValueFactory = _ => 10_000,
            HelpName = "N",
        };
        var biases = new Option<string>("--biases")
        {
            Description = "Who owns a bias, and whether it is trained",
            DefaultValueFactory = _ => "frozen",
        };
        biases.AcceptOnlyFromAmong([.. BiasPolicies.Names]);
        var format = new Option<string>("--format") { Description = "text or json", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        var output = new Option<string?>("--output", "-o") { Description = "Write to a file", HelpName = "FILE" };
        var command = new Command("tutorial", "Work through the step by step backpropagation example, number by number")
        {
            updates, biases, format, output,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var count = parsed.GetValue(updates);
                if (count is < 0 or > TutorialRun.MostUpdates)
                    throw new BadInputException($"--updates must be a number from 0 to {TutorialRun.MostUpdates:N0}, not {count}");
                var run = new TutorialRun(BiasPolicies.Named(parsed.GetValue(biases)!), count, cancellation);
                var text = parsed.GetValue(format) == "json" ? TutorialJson.Write(run) : TutorialText.Write(run, CommandLine.LanguageOf(parsed));
                if (parsed.GetValue(output) is { } file) Files.WriteWhole(file, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
                else Console.Out.Write(text);
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }
}
