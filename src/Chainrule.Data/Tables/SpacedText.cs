namespace Chainrule.Data;

/// <summary>
/// Text whose columns are kept apart by any number of blanks, as many scientific files have it, read with a single tab between two cells
/// and none around them; blanks inside quotes stay.
/// </summary>
internal sealed class SpacedText(Stream text) : ForwardStream
{
    private readonly byte[] _raw = new byte[1 << 16], _squeezed = new byte[(1 << 16) + 1];
    private bool _isQuoted, _isPending;
    private byte _last = (byte)'\n';
    private int _start, _end;

    /// <summary>All of a text.</summary>
    public static ReadOnlyMemory<byte> WithTabs(ReadOnlyMemory<byte> text)
    {
        var result = new byte[text.Length];
        return result.AsMemory(0, new SpacedText(Null).Squeeze(text.Span, result));
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        // What is read may be nothing but blanks, and is not the end.
        while (_start == _end)
        {
            var raw = text.Read(_raw);
            if (raw == 0) return 0;
            (_start, _end) = (0, Squeeze(_raw.AsSpan(0, raw), _squeezed));
        }
        var count = Math.Min(buffer.Length, _end - _start);
        _squeezed.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>Returns how many bytes are left; they may be one more than there were, as blanks from before become a tab now.</summary>
    private int Squeeze(ReadOnlySpan<byte> bytes, Span<byte> result)
    {
        var length = 0;
        foreach (var c in bytes)
        {
            var isEnd = c is (byte)'\n' or (byte)'\r';
            if (!_isQuoted && c is (byte)' ' or (byte)'\t')
            {
                _isPending = _last is not ((byte)'\n' or (byte)'\r');
                continue;
            }
            if (_isPending && !isEnd) result[length++] = (byte)'\t';
            _isPending = false;
            if (c == '"') _isQuoted = !_isQuoted;
            result[length++] = _last = c;
        }
        return length;
    }
}
