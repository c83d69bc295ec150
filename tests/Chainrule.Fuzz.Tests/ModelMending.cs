using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chainrule.Fuzz.Tests;

/// <summary>Gives a damaged model file the length of its header and the checksum that it would have if it were meant so.</summary>
internal static class ModelMending
{
    private const int LengthOfLength = 8, LengthOfChecksum = 8;
    private static readonly byte[] s_lastPart = "\"data_offsets\""u8.ToArray(), s_endOfHeader = "}}"u8.ToArray();
    private static readonly byte[] s_checksum = "\"crc32c\":\""u8.ToArray();

    public static byte[] Mend(byte[] file)
    {
        byte[] mended = [.. file];
        if (mended.Length < LengthOfLength) return mended;
        // The last tensor closes the header; two braces may stand among the numbers by chance, such a word does not.
        var last = Math.Max(LengthOfLength, mended.AsSpan().LastIndexOf(s_lastPart));
        var end = mended.AsSpan(Math.Min(last, mended.Length)).IndexOf(s_endOfHeader);
        if (end < 0) return mended;
        end += last;
        var header = end + s_endOfHeader.Length - LengthOfLength;
        while (LengthOfLength + header < mended.Length && mended[LengthOfLength + header] == ' ') header++;
        BinaryPrimitives.WriteInt64LittleEndian(mended, header);
        var at = mended.AsSpan().IndexOf(s_checksum) + s_checksum.Length;
        if (at < s_checksum.Length || at + LengthOfChecksum > mended.Length) return mended;
        if (Document(mended.AsSpan(LengthOfLength, header)) is { } document)
            Encoding.ASCII.GetBytes(Checksum(document, mended.AsSpan(LengthOfLength + header))).CopyTo(mended.AsSpan(at));
        return mended;
    }

    private static string? Document(ReadOnlySpan<byte> header)
    {
        try
        {
            return JsonNode.Parse(header)?["__metadata__"]?["chainrule"]?.GetValue<string>();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Checksum(string document, ReadOnlySpan<byte> numbers)
    {
        var crc = uint.MaxValue;
        foreach (var b in Encoding.UTF8.GetBytes(document)) crc = BitOperations.Crc32C(crc, b);
        foreach (var b in numbers) crc = BitOperations.Crc32C(crc, b);
        return (~crc).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }
}
