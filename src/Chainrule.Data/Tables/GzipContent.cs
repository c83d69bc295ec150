using System.IO.Compression;
using System.Text;

namespace Chainrule.Data;

/// <summary>
/// What is packed in a gzip file, to its end. The class library takes a file that was cut short for a shorter one, so behind the file
/// stands one more packed piece, a mark: it comes out unharmed only if everything before it did.
/// </summary>
/// <param name="packed">The file.</param>
/// <param name="name">What error messages call it.</param>
internal sealed class GzipContent(Stream packed, string name) : ForwardStream
{
    private static readonly byte[] s_mark = Encoding.ASCII.GetBytes("end of what was packed"), s_packedMark = Pack(s_mark);

    private readonly GZipStream _unpacked = new(new ChainedStream(packed, new MemoryStream(s_packedMark)), CompressionMode.Decompress);
    private readonly byte[] _held = new byte[1 << 16];
    private int _start, _end;
    private bool _isWhole;

    /// <summary>As many bytes are held back as may turn out to be the mark, or to be the mark still packed.</summary>
    /// <exception cref="BadInputException">The file is damaged, cut short, or followed by something else.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (!_isWhole && _end - _start <= s_packedMark.Length)
            if (!Hold()) RequireMark();
        var count = Math.Min(buffer.Length, _end - _start - (_isWhole ? 0 : s_packedMark.Length));
        _held.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>Unpacks more; false at the end.</summary>
    private bool Hold()
    {
        _held.AsSpan(_start, _end - _start).CopyTo(_held);
        (_start, _end) = (0, _end - _start);
        try
        {
            var count = _unpacked.Read(_held.AsSpan(_end));
            _end += count;
            return count > 0;
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException(Damage, e);
        }
    }

    private void RequireMark()
    {
        if (!_held.AsSpan(_start, _end - _start).EndsWith(s_mark)) throw new BadInputException(Damage);
        _end -= s_mark.Length;
        _isWhole = true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private string Damage => $"{name} is a damaged gzip file, or was cut short: copy or download it again";

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionLevel.Fastest)) packing.Write(content);
        return packed.ToArray();
    }
}
