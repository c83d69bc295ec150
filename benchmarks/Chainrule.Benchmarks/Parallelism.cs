using System.Globalization;
using System.Runtime.CompilerServices;

namespace Chainrule.Benchmarks;

/// <summary>The one place where the number of threads is set: one, unless the environment says otherwise.</summary>
internal static class Parallelism
{
    /// <summary>Runs before anything else here does, in every process that measures.</summary>
    [ModuleInitializer]
    internal static void Set() => Threads.Count = int.Parse(Environment.GetEnvironmentVariable("CHAINRULE_THREADS") ?? "1", CultureInfo.InvariantCulture);
}
