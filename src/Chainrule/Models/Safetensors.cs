using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Chainrule;

/// <summary>A named array of a <see cref="Safetensors"/> file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Bytes">Its numbers, row-major and little-endian.</param>
internal sealed record NamedTensor(string Name, long[] Shape, byte[] Bytes);

/// <summary>
/// The container format of our models: eight bytes with the length of a JSON header, the header (name → type, shape,
/// place), the numbers. Nothing read from a file is believed before it is checked against the file's own size.
/// </summary>
internal sealed class Safetensors
{
    private const string MetadataKey = "__metadata__";

    /// <summary>F32 or F64, the same for all tensors.</summary>
    public required string Type { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<NamedTensor> Tensors { get; init; }

    /// <summary>Free texts by key.</summary>
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }

    /// <summary>The type name of float or double.</summary>
    public static string TypeOf<T>() => typeof(T) == typeof(float) ? "F32" : "F64";

    /// <summary>The bytes of an array of numbers, little-endian as the format wants it and all our platforms are.</summary>
    public static byte[] BytesOf<T>(T[] values) where T : unmanaged, IBinaryFloatingPointIeee754<T> => MemoryMarshal.AsBytes<T>(values).ToArray();

    public void Write(Stream stream)
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
                ["dtype"] = Type,
                ["shape"] = new JsonArray([.. tensor.Shape.Select(size => JsonValue.Create(size))]),
                ["data_offsets"] = new JsonArray(offset, offset + tensor.Bytes.Length),
            };
            offset += tensor.Bytes.Length;
        }
        // Spaces fill the header up, so that the numbers begin at a multiple of eight.
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        var padding = (8 - json.Length % 8) % 8;
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length + padding);
        stream.Write(length);
        stream.Write(json);
        stream.Write(Encoding.UTF8.GetBytes(new string(' ', padding)));
        foreach (var tensor in Tensors) stream.Write(tensor.Bytes);
    }

    /// <exception cref="BadInputException">The bytes are not such a file, or not all of it.</exception>
    public static Safetensors Read(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length < 8) throw Broken(name, "is too short to be a model file");
        var length = BinaryPrimitives.ReadInt64LittleEndian(file);
        if (length < 2) throw Broken(name, "is not a model file");
        if (length > file.Length - 8) throw Broken(name, "is cut short or not a model file");
        JsonView header;
        try
        {
            header = JsonView.Parse(new UTF8Encoding(false, true).GetString(file.Slice(8, (int)length)), name);
        }
        catch (Exception e) when (e is BadInputException or DecoderFallbackException)
        {
            throw new BadInputException($"'{name}' is not a model file, or its header was altered: train or copy it again", e);
        }
        return Read(header, file[(8 + (int)length)..], name);
    }

    private static Safetensors Read(JsonView header, ReadOnlySpan<byte> data, string name)
    {
        var metadata = new Dictionary<string, string>();
        var tensors = new List<NamedTensor>();
        string? type = null;
        long next = 0;
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
            type ??= entry["dtype"].Text();
            if (type is not ("F32" or "F64") || entry["dtype"].Text() != type)
                throw Broken(name, "holds numbers that are neither all F32 nor all F64");
            if (from != next || to < from) throw Broken(name, $"has a wrong place for '{key}'");
            if (to > data.Length) throw Broken(name, "is cut short");
            if (Size(shape) != (to - from) / (type == "F32" ? 4 : 8)) throw Broken(name, $"has a wrong shape for '{key}'");
            tensors.Add(new(key, shape, data[(int)from..(int)to].ToArray()));
            next = to;
        }
        if (next != data.Length) throw Broken(name, "has more bytes than its header says");
        return new() { Type = type ?? throw Broken(name, "holds no numbers"), Tensors = tensors, Metadata = metadata };
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
