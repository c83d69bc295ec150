using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Chainrule;
using Chainrule.Cli;

// Exit codes: 0 done; 1 the work failed; 2 wrong usage or bad input; 130 stopped by Ctrl-C with what was done saved.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
try
{
    var parsed = CommandLine.Root().Parse(args);
    if (parsed.Errors is [var error, ..]) throw new BadInputException(Sentence(error, parsed));
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
}
catch (BadInputException e)
{
    return Fail(ExitCode.BadInput, e.Message);
}
catch (OperationCanceledException)
{
    return Fail(ExitCode.Cancelled, "stopped");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or OutOfMemoryException)
{
    return Fail(ExitCode.Failed, e.Message);
}

static int Fail(int code, string message)
{
    Console.Error.WriteLine($"chainrule: {message}");
    return code;
}

// The parser's own words, on one line, with the nearest name where something is not known.
static string Sentence(ParseError error, ParseResult parsed)
{
    var command = parsed.CommandResult.Command;
    var message = error.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
    if (parsed.UnmatchedTokens is [var unknown, ..])
    {
        var names = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name));
        message = $"there is no {(unknown.StartsWith('-') ? "option" : "command or argument")} '{unknown}'{NearestName.Suggest(unknown, names)}";
    }
    var help = command is RootCommand ? "chainrule --help" : $"chainrule {command.Name} --help";
    return $"{char.ToLowerInvariant(message[0])}{message[1..]}: see {help}";
}
