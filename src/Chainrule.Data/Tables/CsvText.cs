using System.Text;

namespace Chainrule.Data;

/// <summary>Opens bytes as text in UTF-8, whatever encoding they are in.</summary>
internal static class CsvText
{
    private const int PortionLength = 1 << 16;

    /// <summary>The text of a stream as it is read.</summary>
    /// <param name="stream">The bytes; they stay open.</param>
    /// <param name="name">What error messages call them.</param>
    /// <param name="encoding">What the bytes are, if not UTF-8.</param>
    /// <exception cref="BadInputException">There is no such encoding.</exception>
    public static Stream Open(Stream stream, string name, string? encoding)
    {
        if (encoding is null) return new Utf8Stream(stream, name, null);
        var from = Known(encoding);
        return new Utf8Stream(Encoding.CreateTranscodingStream(stream, from, Encoding.UTF8, leaveOpen: true), name, from);
    }

    /// <summary>All of the text. Memory grows with what is read, so that a length that the file system only claims costs nothing.</summary>
    /// <inheritdoc cref="Open" path="/param"/>
    public static ReadOnlyMemory<byte> Read(Stream stream, string name, string? encoding)
    {
        using var source = Open(stream, name, encoding);
        using var text = new MemoryStream();
        var portion = new byte[PortionLength];
        for (int count; (count = source.Read(portion)) > 0;)
        {
            if (text.Length + count > Array.MaxLength)
                throw new BadInputException(
                    $"{name} is larger than 2 GB, which does not fit in memory: give it as a CSV file and say less to --memory");
            text.Write(portion, 0, count);
        }
        return text.GetBuffer().AsMemory(0, (int)text.Length);
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
}
