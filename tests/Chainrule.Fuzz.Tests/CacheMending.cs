using System.Buffers.Binary;
using System.Numerics;

namespace Chainrule.Fuzz.Tests;

/// <summary>Gives the document of a damaged cache of rows the length and the checksum that it would have if it were meant so.</summary>
internal static class CacheMending
{
    private const int MarkLength = 8, EndLength = 2 * sizeof(uint) + MarkLength;
    private static readonly byte[] s_mark = "CHAINROW"u8.ToArray(), s_document = "{\"rows\":"u8.ToArray();

    public static byte[] Mend(byte[] file)
    {
        byte[] mended = [.. file];
        // Before the document there are numbers, which hold no such text but by chance.
        var start = mended.AsSpan().LastIndexOf(s_document);
        var end = mended.Length - EndLength;
        if (start < MarkLength || end <= start) return mended;
        s_mark.CopyTo(mended, 0);
        BinaryPrimitives.WriteInt32LittleEndian(mended.AsSpan(end), end - start);
        BinaryPrimitives.WriteUInt32LittleEndian(mended.AsSpan(end + sizeof(uint)), ~mended[start..end].Aggregate(uint.MaxValue, BitOperations.Crc32C));
        s_mark.CopyTo(mended, end + 2 * sizeof(uint));
        return mended;
    }
}
