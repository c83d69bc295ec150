namespace Chainrule.Data;

/// <summary>
/// Walks over a structure in Thrift's compact protocol, as the footer and the page headers of a Parquet file are. It believes no length
/// and no count that the bytes at hand cannot hold, which is what the reader of the package does, and may never come back from.
/// </summary>
/// <param name="bytes">What there is to read.</param>
/// <param name="onInteger">Told of every whole number: the name of its structure, the number of its field, its value.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes, Action<string, int, long> onInteger)
{
    private const int Stop = 0, True = 1, False = 2, Byte = 3, Short = 4, Int = 5, Long = 6, Double = 7, Binary = 8, List = 9, Set = 10, Struct = 12;
    private const int Deepest = 32;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _depth;

    /// <summary>How many bytes have been read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads a structure to its end.</summary>
    /// <param name="name">Its name among the <see cref="ParquetShapes"/>; empty for one that nobody knows.</param>
    /// <exception cref="InvalidDataException">The bytes end before it does, or a field is not what its place asks for.</exception>
    public void Read(string name)
    {
        if (++_depth > Deepest) throw new InvalidDataException("structures within structures without end");
        onInteger(name, 0, 0);
        for (var id = 0; Next() is var header && header != Stop;)
        {
            id = header >> 4 == 0 ? (int)Signed() : id + (header >> 4);
            var type = header & 15;
            var expected = ParquetShapes.Field(name, id);
            if (expected is not null && !Fits(type, expected)) throw new InvalidDataException($"field {id} of {name} is of another type");
            if (type is not (True or False)) Value(type, expected ?? "", name, id);
        }
        _depth--;
    }

    private static bool Fits(int type, string expected) => expected[0] switch
    {
        'i' => type is Short or Int or Long,
        'b' => type == Binary,
        't' => type is True or False,
        'y' => type == Byte,
        'd' => type == Double,
        '[' => type == List,
        _ => type == Struct,
    };

    private void Value(int type, string expected, string name, int id)
    {
        switch (type)
        {
            case True or False or Byte: Skip(1); break;
            case Short or Int or Long: onInteger(name, id, Signed()); break;
            case Double: Skip(sizeof(double)); break;
            case Binary: Skip(Unsigned()); break;
            case List or Set: Items(expected.Length > 0 ? expected[1..] : ""); break;
            case Struct: Read(expected.Length > 0 ? expected[1..] : ""); break;
            default: throw new InvalidDataException($"type {type} is unknown");
        }
    }

    private void Items(string expected)
    {
        var header = Next();
        var count = header >> 4 == 15 ? Unsigned() : (ulong)(header >> 4);
        // No item is shorter than a byte.
        if (count > (ulong)(_bytes.Length - Position)) throw new InvalidDataException("a list is longer than the file");
        if (count > 0 && expected.Length > 0 && !Fits(header & 15, expected)) throw new InvalidDataException("a list is of another type");
        for (; count > 0; count--) Value(header & 15, expected, "", 0);
    }

    private int Next() => Position < _bytes.Length ? _bytes[Position++] : throw new InvalidDataException("it ends too soon");

    private void Skip(ulong length)
    {
        if (length > (ulong)(_bytes.Length - Position)) throw new InvalidDataException("it ends too soon");
        Position += (int)length;
    }

    /// <summary>Seven bits a byte, the lowest first.</summary>
    private ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var b = Next();
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80) return value;
        }
        throw new InvalidDataException("a number does not end");
    }

    /// <summary>0, -1, 1, -2, … as 0, 1, 2, 3, …</summary>
    private long Signed() => Unsigned() is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;
}
