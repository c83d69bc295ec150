using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;

namespace Chainrule.Fuzz.Tests;

/// <summary>Damages files as disks, networks, editors and enemies do; the same seed, the same damage.</summary>
internal sealed partial class Mutator(int seed)
{
    private static readonly string[] s_numbers =
        ["0", "-1", "1", "1e999", "-1e308", "1e-999", "2147483647", "2147483648", "-2147483648", "4294967296", "99999999999", "9223372036854775807",
         "99999999999999999999", "0.5", "NaN", "1e38", "100000", "1000000000", "1,5", "00", "- 1", "0x10"];

    private static readonly string[] s_pieces =
        ["\"", "\"\"", ",", ";", "\t", "\n", "\r\n", "\0", "NaN", "inf", " ", "\uFEFF", "é", "\\ud800", "[", "]", "{", "}", "[[[[[[[[", "null", "true",
         "\"x\":", "prediction", "p(a)", "sep=;", "units", "\\", "//", "/*", "PAR1", "$1,000", "01/02/2024"];

    private static readonly long[] s_integers = [0, -1, 1, 127, 128, 255, 256, 32767, 65536, int.MaxValue, int.MinValue, 1L << 31, 1L << 32, long.MaxValue, long.MinValue];

    private readonly Random _random = new(seed);

    /// <summary>One to three injuries, mostly one.</summary>
    public byte[] Damage(byte[] good, byte[] other)
    {
        var bytes = good;
        for (var count = Math.Max(1, _random.Next(-2, 4)); count > 0; count--) bytes = Injure(bytes.Length == 0 ? [0] : bytes, other);
        return bytes;
    }

    public int Next(int below) => _random.Next(below);

    private byte[] Injure(byte[] bytes, byte[] other)
    {
        var at = Place(bytes.Length);
        var length = Math.Min(_random.Next(4) == 0 ? _random.Next(1, 400) : _random.Next(1, 12), bytes.Length - at);
        return _random.Next(11) switch
        {
            0 or 1 => Changed(bytes, at, (byte)(bytes[at] ^ (1 << _random.Next(8)))),
            2 => Changed(bytes, at, (byte)_random.Next(256)),
            3 => bytes[..at],
            4 => [.. bytes[..at], .. bytes[(at + length)..]],
            5 => [.. bytes[..at], .. bytes.AsSpan(at, length), .. bytes[at..]],
            6 => [.. bytes[..at], .. other.AsSpan(Math.Min(Place(other.Length), other.Length))],
            7 => [.. bytes[..at], .. Encoding.UTF8.GetBytes(s_pieces[_random.Next(s_pieces.Length)]), .. bytes[at..]],
            8 => Integer(bytes, at),
            _ => Number(bytes),
        };
    }

    /// <summary>Headers stand at the start and, in Parquet, at the end: half of the damage goes there.</summary>
    private int Place(int length) => _random.Next(4) switch
    {
        0 => _random.Next(Math.Min(length, 64)),
        1 => length - 1 - _random.Next(Math.Min(length, 1000)),
        _ => _random.Next(length),
    };

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }

    /// <summary>Two, four or eight bytes as a length of either order might stand there.</summary>
    private byte[] Integer(byte[] bytes, int at)
    {
        byte[] changed = [.. bytes];
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(value, s_integers[_random.Next(s_integers.Length)]);
        value = value[..(2 << _random.Next(3))];
        if (_random.Next(2) == 0) value.Reverse();
        value[..Math.Min(value.Length, changed.Length - at)].CopyTo(changed.AsSpan(at));
        return changed;
    }

    /// <summary>A number that is written out becomes another, or a text where there is none.</summary>
    private byte[] Number(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var numbers = WrittenNumber().Matches(text);
        if (numbers.Count == 0) return Integer(bytes, Place(bytes.Length));
        var number = numbers[_random.Next(numbers.Count)];
        var instead = s_numbers[_random.Next(s_numbers.Length)];
        return Encoding.Latin1.GetBytes(string.Concat(text.AsSpan(0, number.Index), instead, text.AsSpan(number.Index + number.Length)));
    }

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex WrittenNumber();
}
