using System.Text;
using System.Text.Unicode;

namespace Chainrule.Data;

/// <summary>Takes bytes in and lets only UTF-8 text through, so that nothing behind this door meets a binary file.</summary>
internal static class CsvText
{
    private const int ChunkLength = 1 << 16;

    /// <summary>All bytes of the stream. It grows as it reads, so that a length that the file system only claims costs nothing.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="name">What error messages call them.</param>
    /// <param name="encoding">What the bytes are, if not UTF-8.</param>
    public static ReadOnlyMemory<byte> Read(Stream stream, string name, string? encoding)
    {
        var from = encoding is null ? null : Known(encoding);
        using var text = new MemoryStream();
        var chunk = new byte[ChunkLength];
        for (int count; (count = stream.Read(chunk)) > 0;)
        {
            if (text.Length + count > Array.MaxLength)
                throw new BadInputException($"{name} is larger than 2 GB, which does not fit in memory: split it");
            text.Write(chunk, 0, count);
            // Asked of every chunk: a device full of zeros has no end to wait for.
            var zero = chunk.AsSpan(0, count).IndexOf((byte)0);
            if (zero >= 0 && from is null) throw Binary(text.GetBuffer().AsSpan(0, (int)text.Length - count + zero), name);
        }
        var bytes = text.GetBuffer().AsMemory(0, (int)text.Length);
        if (from is not null) return Transcoded(from, bytes.Span, name);
        if (!Utf8.IsValid(bytes.Span)) throw bytes.Span is [0x1F, 0x8B, ..] ? Packed(name) : Invalid(bytes.Span, name);
        return bytes;
    }

    private static Encoding Known(string name)
    {
        try
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"there is no encoding {Sentence.Quoted(name)}: utf-8, utf-16, latin1, windows-1252 and gb18030 are some", e);
        }
    }

    private static byte[] Transcoded(Encoding from, ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            var text = Encoding.UTF8.GetBytes(from.GetString(bytes));
            var zero = text.AsSpan().IndexOf((byte)0);
            return zero < 0 ? text : throw Binary(text.AsSpan(0, zero), name);
        }
        catch (DecoderFallbackException e)
        {
            throw new BadInputException($"{name} is not text in {from.WebName}: name its encoding with --encoding", e);
        }
    }

    private static BadInputException Packed(string name) => new($"{name} is packed with gzip: unpack it with gunzip -c, or name the file");

    private static BadInputException Binary(ReadOnlySpan<byte> before, string name) => new(
        $"{name}:{LineAt(before)}: a NUL byte, so this is not text in UTF-8 (UTF-16, or a binary file?): "
        + "save it as CSV in UTF-8, or say --encoding utf-16");

    private static BadInputException Invalid(ReadOnlySpan<byte> bytes, string name)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == System.Buffers.OperationStatus.Done) at += length;
        return new($"{name}:{LineAt(bytes[..at])}: the byte 0x{bytes[at]:X2} is not UTF-8 text (Latin-1 or Windows-1252?): "
            + "save the file as CSV in UTF-8, or say --encoding windows-1252, or gb18030 for Chinese");
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
