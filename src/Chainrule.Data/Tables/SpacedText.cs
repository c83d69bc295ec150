namespace Chainrule.Data;

/// <summary>Text whose columns are kept apart by any number of blanks, as many scientific files have it.</summary>
internal static class SpacedText
{
    /// <summary>The same with a single tab between two cells and none around them; blanks inside quotes stay.</summary>
    public static ReadOnlyMemory<byte> WithTabs(ReadOnlySpan<byte> text)
    {
        var result = new byte[text.Length];
        var length = 0;
        var (isQuoted, isPending) = (false, false);
        foreach (var c in text)
        {
            var isEnd = c is (byte)'\n' or (byte)'\r';
            if (!isQuoted && c is (byte)' ' or (byte)'\t')
            {
                isPending = length > 0 && result[length - 1] is not ((byte)'\n' or (byte)'\r');
                continue;
            }
            if (isPending && !isEnd) result[length++] = (byte)'\t';
            isPending = false;
            if (c == '"') isQuoted = !isQuoted;
            result[length++] = c;
        }
        return result.AsMemory(0, length);
    }
}
