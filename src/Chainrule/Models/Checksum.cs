using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Chainrule;

/// <summary>A CRC-32C that grows with every piece: it tells what was altered by accident, and whether data is the same as before.</summary>
internal struct Checksum()
{
    private uint _crc = uint.MaxValue;

    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    public void Add<T>(ReadOnlySpan<T> numbers) where T : unmanaged => Add(MemoryMarshal.AsBytes(numbers));

    /// <summary>Eight bytes at a time count as they would one by one, on little-endian machines, which all of ours are.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var crc = _crc;
        foreach (var word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (var b in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, b);
        _crc = crc;
    }

    /// <summary>Eight hexadecimal digits.</summary>
    public override readonly string ToString() => (~_crc).ToString("x8", CultureInfo.InvariantCulture);
}
