using System.Text;
using System.Text.Unicode;

namespace Chainrule.Data;

/// <summary>Takes bytes in and lets only UTF-8 text through, so that nothing behind this door meets a binary file.</summary>
internal static class CsvBytes
{
    private const int ChunkLength = 1 << 16;

    /// <summary>All bytes of the stream. It grows as it reads, so that a length that the file system only claims costs nothing.</summary>
    public static ReadOnlyMemory<byte> Read(Stream stream, string name)
    {
        using var text = new MemoryStream();
        var chunk = new byte[ChunkLength];
        for (int count; (count = stream.Read(chunk)) > 0;)
        {
            if (text.Length + count > Array.MaxLength)
                throw new BadInputException($"{name} is larger than 2 GB, which does not fit in memory: split it");
            text.Write(chunk, 0, count);
            // Asked of every chunk: a device full of zeros has no end to wait for.
            var zero = chunk.AsSpan(0, count).IndexOf((byte)0);
            if (zero < 0) continue;
            var line = LineAt(text.GetBuffer().AsSpan(0, (int)text.Length - count + zero));
            throw new BadInputException(
                $"{name}:{line}: a NUL byte, so this is not text in UTF-8 (UTF-16, or a binary file?): save it as CSV in UTF-8");
        }
        var bytes = text.GetBuffer().AsMemory(0, (int)text.Length);
        if (!Utf8.IsValid(bytes.Span)) throw Invalid(bytes.Span, name);
        return bytes;
    }

    private static BadInputException Invalid(ReadOnlySpan<byte> bytes, string name)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
        return new($"{name}:{LineAt(bytes[..at])}: the byte 0x{bytes[at]:X2} is not UTF-8 text (Latin-1 or Windows-1252?): "
            + "save the file as CSV in UTF-8");
    }

    /// <summary>The line, from 1, that the end of <paramref name="before"/> stands in; CR, LF and CRLF each end one.</summary>
    private static int LineAt(ReadOnlySpan<byte> before)
    {
        var line = 1;
        for (var i = 0; i < before.Length; i++)
            if (before[i] == '\n' || (before[i] == '\r' && (i + 1 == before.Length || before[i + 1] != '\n'))) line++;
        return line;
    }
}
