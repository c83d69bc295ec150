using System.Runtime.InteropServices;

namespace Chainrule.Testing;

/// <summary>
/// Spans that end exactly where a page begins that may not be touched, or begin where one ends: whoever reads or writes one number too far
/// ends the process. Of Linux and macOS.
/// </summary>
/// <param name="atEnd">Whether the forbidden page lies behind the span, and not before it.</param>
public sealed unsafe partial class GuardedMemory(bool atEnd) : IDisposable
{
    private const int NoAccess = 0, ReadAndWrite = 3, Private = 2;

    private readonly List<(nint Start, nuint Length)> _mappings = [];

    /// <summary>A span of its own that holds some numbers.</summary>
    public Span<T> Of<T>(ReadOnlySpan<T> numbers) where T : unmanaged
    {
        var page = (nuint)Environment.SystemPageSize;
        var bytes = (nuint)numbers.Length * (nuint)sizeof(T);
        var inner = (bytes + page - 1) / page * page;
        var start = Map(0, inner + 2 * page, NoAccess, Private | (OperatingSystem.IsMacOS() ? 0x1000 : 0x20), -1, 0);
        if (start == -1 || Protect(start + (nint)page, inner, ReadAndWrite) != 0) throw new InvalidOperationException("no memory to guard");
        _mappings.Add((start, inner + 2 * page));
        var span = new Span<T>((void*)(start + (nint)page + (atEnd ? (nint)(inner - bytes) : 0)), numbers.Length);
        numbers.CopyTo(span);
        return span;
    }

    /// <summary>Gives all memory back; the spans are gone.</summary>
    public void Dispose()
    {
        foreach (var (start, length) in _mappings) _ = Unmap(start, length);
        _mappings.Clear();
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
