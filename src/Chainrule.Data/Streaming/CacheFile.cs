using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Chainrule.Data;

/// <summary>Some rows of a cache that were written, and are read, together.</summary>
/// <param name="Offset">Where they begin in the file.</param>
/// <param name="Rows">How many.</param>
/// <param name="Checksum">The CRC-32C of their bytes.</param>
internal readonly record struct CacheBlock(long Offset, int Rows, uint Checksum);

/// <summary>An open cache of encoded rows. Nothing in it is trusted: every block is checked whenever it is read.</summary>
internal sealed class CacheFile : IDisposable
{
    /// <summary>What a cache is called in its document; another number is another format.</summary>
    public const string Format = "chainrule.rows/1";

    private const int EndLength = 2 * sizeof(uint) + 8, LongestDocument = 1 << 28;

    private readonly SafeFileHandle _file;
    private readonly string _path;

    private CacheFile(SafeFileHandle file, string path)
    {
        (_file, _path) = (file, path);
        Document = ReadDocument();
        var parts = new JsonPart(Document, "$", path);
        if (parts["format"].Text != Format) throw new InvalidDataException();
        Layout = CacheLayout.FromJson(parts);
        var offset = (long)Mark.Length;
        foreach (var block in parts["blocks"].Items)
        {
            if (block.Items.ToArray() is not [var part, var rows, var checksum]) throw new InvalidDataException();
            var found = new CacheBlock(offset, (int)rows.Number, (uint)checksum.Number);
            (part.Text == "training" ? Training : Validation).Add(found);
            offset += LengthOf(found);
        }
        if (offset > RandomAccess.GetLength(_file)) throw new InvalidDataException();
    }

    /// <summary>What a cache begins and ends with.</summary>
    public static ReadOnlySpan<byte> Mark => "CHAINROW"u8;

    /// <summary>What the rows are and came from.</summary>
    public JsonObject Document { get; }

    /// <summary>What a row is.</summary>
    public CacheLayout Layout { get; }

    /// <summary>The blocks of the training part in the order in which they were written.</summary>
    public List<CacheBlock> Training { get; } = [];

    /// <summary>The blocks of the validation part in the order in which they were written.</summary>
    public List<CacheBlock> Validation { get; } = [];

    /// <summary>Writes a cache, all of it or nothing, and opens it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="size">About how large it will be, if that is known.</param>
    /// <exception cref="IOException">There is no room for it.</exception>
    public static CacheFile Create(string path, Action<Stream> write, string? size = null)
    {
        try
        {
            Files.WriteWhole(path, write);
        }
        catch (IOException e)
        {
            throw new IOException($"{e.Message}, with --cache{(size is null ? "" : $": the cache takes about {size}")}", e);
        }
        return TryOpen(path, out _) ?? throw new IOException($"the cache '{path}' was changed while it was written: try again");
    }

    /// <summary>Opens a cache; null if there is none, or none that can be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isDamaged">Whether there is a file, and it is no cache of this format.</param>
    public static CacheFile? TryOpen(string path, out bool isDamaged)
    {
        isDamaged = false;
        if (!File.Exists(path)) return null;
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, options: FileOptions.RandomAccess);
            return new(file, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsDamage(e))
        {
            isDamaged = true;
            file?.Dispose();
            return null;
        }
    }

    /// <summary>Whether it is what reading a document ends in that was altered.</summary>
    public static bool IsDamage(Exception e) =>
        e is InvalidDataException or JsonException or BadInputException or InvalidOperationException or ArgumentException or FormatException;

    /// <summary>Whether every block is as it was written; reads all of them.</summary>
    public bool IsSound<T>(CancellationToken cancellation) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = new T[Training.Concat(Validation).Max(block => block.Rows) * Layout.RowLength];
        foreach (var block in Training.Concat(Validation))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!TryRead<T>(block, rows)) return false;
        }
        return true;
    }

    /// <summary>Reads the rows of a block.</summary>
    /// <exception cref="IOException">They are not as they were written.</exception>
    public void Read<T>(CacheBlock block, Span<T> rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!TryRead(block, rows)) throw new IOException($"'{_path}' was damaged while it was read: delete it and train again");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private bool TryRead<T>(CacheBlock block, Span<T> rows) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bytes = MemoryMarshal.AsBytes(rows)[..(int)LengthOf(block)];
        return TryRead(block.Offset, bytes) && Checksum.Of(bytes) == block.Checksum;
    }

    private bool TryRead(long offset, Span<byte> bytes)
    {
        for (int count; bytes.Length > 0; bytes = bytes[count..], offset += count)
            if ((count = RandomAccess.Read(_file, bytes, offset)) == 0) return false;
        return true;
    }

    private long LengthOf(CacheBlock block) => block.Rows is > 0 && block.Rows <= Layout.BlockRows
        ? (long)block.Rows * Layout.RowLength * Layout.NumberLength
        : throw new InvalidDataException();

    private JsonObject ReadDocument()
    {
        var length = RandomAccess.GetLength(_file);
        Span<byte> start = stackalloc byte[Mark.Length], end = stackalloc byte[EndLength];
        if (length < Mark.Length + EndLength || !TryRead(0, start) || !start.SequenceEqual(Mark)
            || !TryRead(length - EndLength, end) || !end[^Mark.Length..].SequenceEqual(Mark))
            throw new InvalidDataException();
        var size = BinaryPrimitives.ReadInt32LittleEndian(end);
        if (size is < 2 or > LongestDocument || size > length - EndLength - Mark.Length) throw new InvalidDataException();
        var text = new byte[size];
        if (!TryRead(length - EndLength - size, text) || Checksum.Of(text) != BinaryPrimitives.ReadUInt32LittleEndian(end[sizeof(int)..]))
            throw new InvalidDataException();
        return JsonNode.Parse(text) as JsonObject ?? throw new InvalidDataException();
    }
}
