namespace Chainrule.Kernels;

/// <summary>Long pieces of work for all threads; whoever finds none left sleeps until the others are done.</summary>
internal readonly struct Pieces(SharedPieces shared) : IWork
{
    public void Run(int part) => shared.Run();
}

/// <summary>What the threads share: which piece is next, and how many are not done.</summary>
/// <param name="count">How many pieces there are; at least 1.</param>
/// <param name="work">Does one of them.</param>
internal sealed class SharedPieces(int count, Action<int> work) : IDisposable
{
    private readonly CountdownEvent _open = new(count);
    private int _next;
    private volatile bool _hasFailed;

    public void Run()
    {
        while (Interlocked.Increment(ref _next) - 1 is var piece && piece < _open.InitialCount) Do(piece);
        _open.Wait();
    }

    public void Dispose() => _open.Dispose();

    private void Do(int piece)
    {
        try
        {
            if (!_hasFailed) work(piece);
        }
        catch
        {
            _hasFailed = true;
            throw;
        }
        finally
        {
            _open.Signal();
        }
    }
}
