using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Chainrule.Kernels;

namespace Chainrule;

/// <summary>A named array of a <see cref="Safetensors"/> file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Type">F32 or F64.</param>
internal abstract record NamedTensor(string Name, long[] Shape, string Type)
{
    /// <summary>Its numbers, row-major and little-endian as the format wants it and all our platforms are.</summary>
    public abstract Span<byte> Bytes { get; }

    /// <summary>Whether none of them is NaN or infinite.</summary>
    public bool IsFinite => Type == "F32"
        ? Reduce.IsFinite<float>(MemoryMarshal.Cast<byte, float>(Bytes))
        : Reduce.IsFinite<double>(MemoryMarshal.Cast<byte, double>(Bytes));
}

/// <summary>One whose numbers are an array of ours.</summary>
internal sealed record Tensor<T>(string Name, long[] Shape, T[] Values) : NamedTensor(Name, Shape, typeof(T) == typeof(float) ? "F32" : "F64")
    where T : unmanaged
{
    public override Span<byte> Bytes => MemoryMarshal.AsBytes(Values.AsSpan());
}

/// <summary>One that was read from a file.</summary>
internal sealed record StoredTensor(string Name, long[] Shape, string Type, byte[] Values) : NamedTensor(Name, Shape, Type)
{
    public override Span<byte> Bytes => Values;
}

/// <summary>
/// The container format of our models: eight bytes with the length of a JSON header, the header (name → type, shape,
/// place), the numbers. Nothing read from a file is believed before it is checked against the file's own size.
/// </summary>
internal sealed class Safetensors
{
    private const string MetadataKey = "__metadata__";

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<NamedTensor> Tensors { get; init; }

    /// <summary>Free texts by key.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>How many bytes the file has.</summary>
    public long FileSize => 8 + Header().Length + Tensors.Sum(tensor => (long)tensor.Bytes.Length);

    public void Write(Stream stream)
    {
        var header = Header();
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var tensor in Tensors) stream.Write(tensor.Bytes);
    }

    private byte[] Header()
    {
        var header = new JsonObject();
        var metadata = new JsonObject();
        foreach (var (key, text) in Metadata) metadata[key] = text;
        header[MetadataKey] = metadata;
        long offset = 0;
        foreach (var tensor in Tensors)
        {
            header[tensor.Name] = new JsonObject
            {
                ["dtype"] = tensor.Type,
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => JsonValue.Create(size))]),
                ["data_offsets"] = new JsonArray(offset, offset + tensor.Bytes.Length),
            };
            offset += tensor.Bytes.Length;
        }
        // Spaces fill the header up, so that the numbers begin at a multiple of eight.
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        return [.. json, .. Enumerable.Repeat((byte)' ', (8 - json.Length % 8) % 8)];
    }

    /// <exception cref="BadInputException">The bytes are not such a file, or not all of it.</exception>
    public static Safetensors Read(Stream stream, string name)
    {
        if (!stream.CanSeek)
        {
            // A pipe does not say how long it is.
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            (stream, copy.Position) = (copy, 0);
        }
        if (stream.Length < 8) throw Broken(name, "is too short to be a model file");
        Span<byte> first = stackalloc byte[8];
        stream.ReadExactly(first);
        var length = BinaryPrimitives.ReadInt64LittleEndian(first);
        if (length < 2) throw Broken(name, "is not a model file");
        if (length > Math.Min(stream.Length - 8, Array.MaxLength)) throw Broken(name, "is cut short or not a model file");
        JsonView header;
        try
        {
            header = JsonView.Parse(new UTF8Encoding(false, true).GetString(Bytes(stream, length)), name);
        }
        catch (Exception e) when (e is BadInputException or DecoderFallbackException)
        {
            throw new BadInputException($"'{name}' is not a model file, or its header was altered: train or copy it again", e);
        }
        return Read(header, stream, name);
    }

    private static Safetensors Read(JsonView header, Stream stream, string name)
    {
        var metadata = new Dictionary<string, string>();
        var entries = new List<(string Name, long[] Shape, string Type, long Length)>();
        var (next, end) = (0L, stream.Length - stream.Position);
        foreach (var (key, entry) in header.Properties())
        {
            if (key == MetadataKey)
            {
                foreach (var (textKey, text) in entry.Properties()) metadata[textKey] = text.Text();
                continue;
            }
            entry.Object("dtype", "shape", "data_offsets");
            var (from, to) = entry["data_offsets"].Items() is [var first, var second]
                ? (first.Count(), second.Count())
                : throw Broken(name, $"has no place for '{key}'");
            var shape = entry["shape"].Items().Select(size => size.Count()).ToArray();
            var type = entry["dtype"].Text();
            if (type is not ("F32" or "F64")) throw Broken(name, "holds numbers that are neither F32 nor F64");
            if (from != next || to < from) throw Broken(name, $"has a wrong place for '{key}'");
            if (to > end) throw Broken(name, "is cut short");
            if (Size(shape) * (type == "F32" ? 4 : 8) != to - from) throw Broken(name, $"has a wrong shape for '{key}'");
            if (to - from > Array.MaxLength) throw Broken(name, $"has more numbers for '{key}' than fit into one array");
            entries.Add((key, shape, type, to - from));
            next = to;
        }
        if (next != end) throw Broken(name, "has more bytes than its header says");
        if (entries.Count == 0) throw Broken(name, "holds no numbers");
        return new()
        {
            Tensors = [.. entries.Select(entry => new StoredTensor(entry.Name, entry.Shape, entry.Type, Bytes(stream, entry.Length)))],
            Metadata = metadata,
        };
    }

    private static byte[] Bytes(Stream stream, long length)
    {
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The number of elements, or −1 where it is larger than any array.</summary>
    private static long Size(long[] shape)
    {
        long size = 1;
        foreach (var dimension in shape)
            if (dimension == 0 || (size *= dimension) > int.MaxValue || dimension > int.MaxValue) return -1;
        return size;
    }

    private static BadInputException Broken(string name, string what) => new($"'{name}' {what}: train or copy it again");
}
