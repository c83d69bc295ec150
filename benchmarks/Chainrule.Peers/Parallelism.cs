using TorchSharp;

namespace Chainrule.Peers;

/// <summary>The one place where numbers of threads are set.</summary>
internal static class Parallelism
{
    /// <summary>How many threads Chainrule uses.</summary>
    public static int OfChainrule { get; private set; } = 1;

    /// <summary>Gives both sides that many threads.</summary>
    public static void Set(int threads)
    {
        torch.set_num_threads(threads);
        // Chainrule runs on one thread. As soon as it has a setting, this is the line: Threads.Count = OfChainrule = threads.
        OfChainrule = 1;
    }
}
