using System.Diagnostics;
using System.Reflection;

namespace Chainrule.Fuzz.Tests;

/// <summary>Runs the tool inside this process, many times faster than a process of its own.</summary>
internal static class InProcess
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly MethodInfo s_main = Assembly.Load("Chainrule.Cli").EntryPoint!;

    public static Outcome Run(string folder, string command)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var (code, before) = (Outcome.Hung, GC.GetTotalAllocatedBytes());
        var watch = Stopwatch.StartNew();
        var (ownOutput, ownError) = (Console.Out, Console.Error);
        var thread = new Thread(Work) { IsBackground = true };
        (Environment.CurrentDirectory, var ownFolder) = (folder, Environment.CurrentDirectory);
        Console.SetOut(output);
        Console.SetError(error);
        try
        {
            thread.Start();
            var hasEnded = thread.Join(s_patience);
            return new(hasEnded ? code : Outcome.Hung, error.ToString(), watch.Elapsed.TotalSeconds, GC.GetTotalAllocatedBytes() - before);
        }
        finally
        {
            Console.SetOut(ownOutput);
            Console.SetError(ownError);
            Environment.CurrentDirectory = ownFolder;
        }

        void Work()
        {
            try
            {
                code = (int)s_main.Invoke(null, [command.Split(' ')])!;
            }
            catch (TargetInvocationException e)
            {
                error.Write(e.InnerException);
                code = Outcome.Crashed;
            }
        }
    }
}
