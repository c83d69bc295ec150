using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Chainrule.Kernels;

/// <summary>Rows from all over a data set, one after the other: the way from memory to a batch.</summary>
internal static unsafe class Gather
{
    /// <summary>So many rows before it is copied, a row is called into the cache.</summary>
    private const int Ahead = 2;

    /// <summary>Copies rows of <paramref name="width"/> numbers in the order of their numbers.</summary>
    public static void Rows<T>(ReadOnlySpan<T> source, int width, ReadOnlySpan<int> rows, Span<T> destination) where T : unmanaged
    {
        fixed (T* first = source, to = destination[..(rows.Length * width)])
            for (var n = 0; n < rows.Length; n++)
                fixed (T* from = source.Slice(rows[n] * width, width))
                    Row(from, to + n * width, width, first + (nint)rows[Math.Min(n + Ahead, rows.Length - 1)] * width);
    }

    /// <summary>Copies a row, a cache line at a time, and calls one that comes later: the memory is asked as evenly as it answers.</summary>
    private static void Row<T>(T* from, T* to, int width, T* later) where T : unmanaged
    {
        var i = 0;
        for (; i <= width - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            if (Sse.IsSupported) Sse.Prefetch0(later + i);
            Vector512.Load(from + i).Store(to + i);
        }
        for (; i < width; i++) to[i] = from[i];
    }
}
