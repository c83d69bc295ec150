using System.Text;
using Chainrule;
using Chainrule.Cli;

// Exit codes: 0 done; 1 the work failed; 2 wrong usage or bad input; 130 stopped by Ctrl-C with what was done saved.
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
Interruption.SurviveFileLimit();
try
{
    var parsed = CommandLine.Root().Parse(args);
    if (parsed.Errors.Count > 0) throw new BadInputException(UsageSentence.Of(parsed));
    CommandLine.SetThreads(parsed);
    return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromMinutes(10) });
}
catch (BadInputException e)
{
    return Fail(ExitCode.BadInput, e.Message);
}
catch (OperationCanceledException)
{
    return Fail(ExitCode.Cancelled, "stopped");
}
catch (Exception e) when (e is OutOfMemoryException or OverflowException)
{
    // An array longer than .NET allows is asked for with an overflow.
    return Fail(ExitCode.Failed, "there is not enough memory for a network or a batch of this size");
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException)
{
    return Fail(ExitCode.Failed, e.Message);
}

static int Fail(int code, string message)
{
    Console.Error.WriteLine($"chainrule: {message}");
    return code;
}
