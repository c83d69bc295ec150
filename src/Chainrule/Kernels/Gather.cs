using System.Runtime.Intrinsics.X86;

namespace Chainrule.Kernels;

/// <summary>Rows from all over a data set, one after the other: the way from memory to a batch.</summary>
internal static unsafe class Gather
{
    /// <summary>So many rows before it is copied, a row is called into the cache.</summary>
    private const int Ahead = 2;

    /// <summary>A few numbers are moved before a call that moves many would begin.</summary>
    private const int Few = 8;

    /// <summary>Copies rows of <paramref name="width"/> numbers in the order of their numbers.</summary>
    public static void Rows<T>(ReadOnlySpan<T> source, int width, ReadOnlySpan<int> rows, Span<T> destination) where T : unmanaged
    {
        fixed (T* start = source)
            for (var n = 0; n < rows.Length; n++)
            {
                if (width > Few && n + Ahead < rows.Length) Fetch(start + (nint)rows[n + Ahead] * width, width);
                var from = source.Slice(rows[n] * width, width);
                var to = destination.Slice(n * width, width);
                if (width > Few) from.CopyTo(to);
                else
                    for (var i = 0; i < from.Length; i++) to[i] = from[i];
            }
    }

    private static void Fetch<T>(T* row, int width) where T : unmanaged
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < width; i += Memory.Spare<T>()) Sse.Prefetch0(row + i);
    }
}
