using System.Buffers.Binary;

namespace Chainrule.Data;

/// <summary>
/// An array of bytes in the IDX format of MNIST: two zeros, the type of the numbers, how many sizes, the sizes, the numbers.
/// </summary>
/// <param name="Name">What error messages call it.</param>
/// <param name="Sizes">How long the array is in each of its dimensions; the product is the number of values.</param>
/// <param name="Values">Row by row.</param>
internal sealed record IdxFile(string Name, int[] Sizes, byte[] Values)
{
    private const int ChunkLength = 1 << 20, HeaderLength = 4, MostSizes = 4;
    private const byte UnsignedByte = 0x08;

    /// <summary>Whether a file that begins so is IDX: text has no zeros, and the types of numbers are few.</summary>
    public static bool IsIdx(ReadOnlySpan<byte> start) => start is [0, 0, UnsignedByte or 0x09 or (>= 0x0B and <= 0x0E), > 0];

    /// <exception cref="BadInputException">It is cut short, too long, or of numbers other than bytes.</exception>
    public static IdxFile Read(Stream stream, string name)
    {
        var header = Header(stream, HeaderLength, name);
        if (!IsIdx(header)) throw new BadInputException($"{name} is no IDX file: give the images or labels as MNIST has them");
        if (header[2] != UnsignedByte)
            throw new BadInputException($"{name} holds numbers other than bytes (IDX type 0x{header[2]:X2}): save them as unsigned bytes, or as CSV");
        if (header[3] > MostSizes)
            throw new BadInputException($"{name} says that it has {header[3]} dimensions, and at most {MostSizes} are read: it may be damaged");
        var sizes = new int[header[3]];
        var length = 1L;
        for (var i = 0; i < sizes.Length; i++)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(Header(stream, sizeof(uint), name));
            // The product stays below 2^31 before each step, and so below 2^63 after it.
            length = size is 0 or > int.MaxValue ? 0 : length * size;
            if (length == 0 || length > Array.MaxLength)
                throw new BadInputException($"{name} says that it is {(size == 0 ? "empty" : "larger than 2 GB")}: it is damaged, or must be split");
            sizes[i] = (int)size;
        }
        return new(name, sizes, Body(stream, (int)length, name));
    }

    private static byte[] Header(Stream stream, int length, string name)
    {
        var bytes = new byte[length];
        return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length
            ? bytes
            : throw new BadInputException($"{name} ends within its header: copy or download it again");
    }

    /// <summary>Memory grows with what is there, not with what the header says.</summary>
    private static byte[] Body(Stream stream, int length, string name)
    {
        var body = new byte[Math.Min(length, ChunkLength)];
        var count = 0;
        for (int more; count < length && (more = stream.Read(body, count, body.Length - count)) > 0;)
        {
            count += more;
            if (count == body.Length && count < length) Array.Resize(ref body, (int)Math.Min(length, 2L * body.Length));
        }
        if (count < length)
            throw new BadInputException($"{name} ends after {count:N0} of the {length:N0} values that its header promises: "
                + "copy or download it again");
        if (stream.ReadByte() >= 0)
            throw new BadInputException($"{name} goes on after the {length:N0} values that its header promises: "
                + "it is damaged; copy or download it again");
        return body;
    }
}
