using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Chainrule.Data;

/// <summary>
/// Passes on the bytes of a file as they are read, as long as they are text in UTF-8, so that nothing behind this door meets a binary
/// file, however long it is. Errors name the line.
/// </summary>
/// <param name="source">The bytes, already transcoded if they were in another encoding; they stay open.</param>
/// <param name="name">What error messages call them.</param>
/// <param name="encoding">What they were, if not UTF-8.</param>
internal sealed class Utf8Stream(Stream source, string name, Encoding? encoding) : ForwardStream
{
    private const int LongestSequence = 4;

    private readonly byte[] _cut = new byte[LongestSequence];
    private int _cutLength;
    private long _line = 1;
    private bool _isStart = true, _endsInReturn;

    public override int Read(Span<byte> buffer)
    {
        var count = ReadSource(buffer);
        if (count > 0) Check(buffer[..count]);
        else if (_cutLength > 0 && buffer.Length > 0) throw Invalid(_cut);
        return count;
    }

    private int ReadSource(Span<byte> buffer)
    {
        try
        {
            return source.Read(buffer);
        }
        catch (DecoderFallbackException e)
        {
            throw new BadInputException($"{name} is not text in {encoding?.WebName}: name its encoding with --encoding", e);
        }
    }

    private void Check(ReadOnlySpan<byte> bytes)
    {
        if (_isStart && bytes is [0x1F, 0x8B, ..])
            throw new BadInputException($"{name} is packed with gzip: unpack it with gunzip -c, or name the file");
        _isStart = false;
        var zero = bytes.IndexOf((byte)0);
        if (zero >= 0) throw Binary(bytes[..zero]);
        var start = CompleteCut(bytes);
        var end = bytes.Length - LengthOfCut(bytes[start..]);
        if (!Utf8.IsValid(bytes[start..end]))
        {
            while (Rune.DecodeFromUtf8(bytes[start..end], out _, out var length) == OperationStatus.Done) start += length;
            CountLines(bytes[..start]);
            throw Invalid(bytes[start..]);
        }
        bytes[end..].CopyTo(_cut.AsSpan(_cutLength));
        _cutLength += bytes.Length - end;
        CountLines(bytes);
    }

    /// <summary>Ends the character that the last portion began; returns how many bytes that took.</summary>
    private int CompleteCut(ReadOnlySpan<byte> bytes)
    {
        if (_cutLength == 0) return 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            _cut[_cutLength++] = bytes[i];
            var status = Rune.DecodeFromUtf8(_cut.AsSpan(0, _cutLength), out _, out _);
            if (status == OperationStatus.InvalidData) throw Invalid(_cut);
            if (status != OperationStatus.Done) continue;
            _cutLength = 0;
            return i + 1;
        }
        return bytes.Length;
    }

    /// <summary>How many bytes at the end begin a character that the next portion ends.</summary>
    private static int LengthOfCut(ReadOnlySpan<byte> bytes)
    {
        for (var length = 1; length < LongestSequence && length <= bytes.Length; length++)
            if (bytes[^length] is not (>= 0x80 and < 0xC0))
                return Rune.DecodeFromUtf8(bytes[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
        return 0;
    }

    /// <summary>CR, LF and CRLF each end a line.</summary>
    private void CountLines(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        var returns = bytes.Count((byte)'\r');
        _line += bytes.Count((byte)'\n') + returns;
        if (returns > 0) _line -= bytes.Count("\r\n"u8);
        if (_endsInReturn && bytes[0] == '\n') _line--;
        _endsInReturn = bytes[^1] == '\r';
    }

    private BadInputException Binary(ReadOnlySpan<byte> before)
    {
        CountLines(before);
        return new($"{name}:{_line}: a NUL byte, so this is not text in UTF-8 (UTF-16, or a binary file?): "
            + "save it as CSV in UTF-8, or say --encoding utf-16");
    }

    private BadInputException Invalid(ReadOnlySpan<byte> bytes) =>
        new($"{name}:{_line}: the byte 0x{bytes[0]:X2} is not UTF-8 text (Latin-1 or Windows-1252?): "
            + "save the file as CSV in UTF-8, or say --encoding windows-1252, or gb18030 for Chinese");
}
