using TorchSharp;

namespace Chainrule.Peers;

/// <summary>The one place where numbers of threads are set.</summary>
internal static class Parallelism
{
    /// <summary>Gives both sides that many threads.</summary>
    public static void Set(int threads)
    {
        Threads.Count = threads;
        torch.set_num_threads(threads);
    }
}
