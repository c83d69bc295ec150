using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;

namespace Chainrule.Cli;

/// <summary>What is wrong with a command line: one sentence, with the nearest name where something is not known.</summary>
internal static class UsageSentence
{
    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var help = command is RootCommand ? "chainrule --help" : $"chainrule {command.Name} --help";
        return $"{Problem(parsed, command)}: see {help}";
    }

    private static string Problem(ParseResult parsed, Command command)
    {
        if (parsed.UnmatchedTokens is [var unknown, ..]) return Unknown(unknown, [command, parsed.RootCommandResult.Command]);
        var error = parsed.Errors[0];
        if ((error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent) is OptionResult { Tokens: [var given] } result)
            return Misfit(result.Option, given.Value);
        // The parser's own words, on one line.
        var message = error.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return $"{char.ToLowerInvariant(message[0])}{message[1..]}";
    }

    private static string Unknown(string token, Command[] commands)
    {
        var names = commands[0].Subcommands.Select(c => c.Name).Concat(commands.SelectMany(c => c.Options).Select(o => o.Name));
        return $"there is no {(token.StartsWith('-') ? "option" : "command or argument")} '{token}'{NearestName.Suggest(token, names)}";
    }

    private static string Misfit(Option option, string given)
    {
        string[] names = [.. option.GetCompletions(CompletionContext.Empty).Select(item => item.Label)];
        var expected = (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) switch
        {
            var type when type == typeof(int) => "a whole number",
            var type when type == typeof(ulong) => $"a whole number from 0 to {ulong.MaxValue}",
            var type when type == typeof(double) => "a number such as 0.05",
            _ => $"one of {string.Join(", ", names)}",
        };
        return $"{option.Name} must be {expected}, not '{given}'{NearestName.Suggest(given, names)}";
    }
}
