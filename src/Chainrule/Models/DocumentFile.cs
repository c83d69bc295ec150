using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Chainrule;

/// <summary>
/// A safetensors file with one JSON document under <c>__metadata__["chainrule"]</c>, and a checksum over the document and all numbers:
/// what models and checkpoints are.
/// </summary>
internal sealed class DocumentFile
{
    private const string DocumentKey = "chainrule";
    private const string ChecksumKey = "crc32c";
    private const string NotFinite = "holds a number that is NaN or infinite";

    private readonly Safetensors _file;
    private readonly string _name;

    private DocumentFile(Safetensors file, string name)
    {
        (_file, _name) = (file, name);
        if (!file.Metadata.TryGetValue(DocumentKey, out var text))
            throw new BadInputException($"'{name}' is a safetensors file, but not one of Chainrule: it lacks the document '{DocumentKey}'");
        HasChecksum = file.Metadata.TryGetValue(ChecksumKey, out var checksum);
        if (HasChecksum && checksum != ChecksumOf(text, file.Tensors))
            throw new BadInputException($"'{name}' was altered after it was written (its checksum differs): train or copy it again");
        (Text, View) = (text, JsonView.Parse(text, name));
    }

    /// <summary>The document as it stands in the file.</summary>
    public string Text { get; }

    /// <summary>The document, to be read.</summary>
    public JsonView View { get; }

    /// <summary>What sort of document it says it is.</summary>
    public string Format => View["format"].Text();

    /// <summary>Whether it has a checksum, which then is right.</summary>
    public bool HasChecksum { get; }

    /// <summary>Whether its numbers, or those of its first array, are doubles; otherwise they are floats.</summary>
    public bool IsDouble => _file.Tensors[0].Type == "F64";

    /// <summary>Whether all of its arrays are of one type.</summary>
    public bool IsOfOneType => _file.Tensors.All(tensor => tensor.Type == _file.Tensors[0].Type);

    /// <summary>How many arrays it has.</summary>
    public int Count => _file.Tensors.Count;

    /// <summary>A file ready to be written.</summary>
    public static Safetensors Of(JsonObject document, IReadOnlyList<NamedTensor> tensors)
    {
        var text = document.ToJsonString();
        var metadata = new Dictionary<string, string> { [DocumentKey] = text, [ChecksumKey] = ChecksumOf(text, tensors) };
        return new() { Tensors = tensors, Metadata = metadata };
    }

    /// <exception cref="BadInputException">There is no such file, or it is cut short, altered or nothing of ours.</exception>
    public static DocumentFile Open(string path) => new(Files.Read(path, file =>
    {
        using var stream = File.OpenRead(file);
        return Safetensors.Read(stream, path);
    }), path);

    /// <summary>The numbers of an array, of exactly this shape. Floats are read as doubles where asked, doubles never as floats.</summary>
    /// <exception cref="BadInputException">There are no such numbers.</exception>
    public T[] Numbers<T>(string name, long[] shape) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IsDouble && typeof(T) == typeof(float))
            throw new BadInputException($"'{_name}' holds doubles: read it as a network of double, as float would round it");
        var tensor = Find(name, shape);
        return tensor.Type == "F64"
            ? Convert<double, T>(MemoryMarshal.Cast<byte, double>(tensor.Bytes))
            : Convert<float, T>(MemoryMarshal.Cast<byte, float>(tensor.Bytes));
    }

    /// <summary>The numbers of an array of the same name, shape and type as this one.</summary>
    /// <exception cref="BadInputException">There are no such numbers.</exception>
    public NamedTensor Like(NamedTensor tensor)
    {
        var found = Find(tensor.Name, tensor.Shape);
        if (found.Type != tensor.Type) throw Misfit($"has '{tensor.Name}' of type {found.Type} in place of {tensor.Type}");
        return found.IsFinite ? found : throw Misfit(NotFinite);
    }

    private NamedTensor Find(string name, long[] shape)
    {
        var tensor = _file.Tensors.FirstOrDefault(t => t.Name == name) ?? throw Misfit($"lacks '{name}'");
        return tensor.Shape.AsSpan().SequenceEqual(shape)
            ? tensor
            : throw Misfit($"has '{name}' of shape [{string.Join(", ", tensor.Shape)}] where the network needs [{string.Join(", ", shape)}]");
    }

    /// <summary>An exception that says what does not fit.</summary>
    public BadInputException Misfit(string what) => new($"'{_name}' {what}: it was altered or written by something else");

    private T[] Convert<TFrom, T>(ReadOnlySpan<TFrom> from)
        where TFrom : unmanaged, IBinaryFloatingPointIeee754<TFrom>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var to = new T[from.Length];
        for (var i = 0; i < to.Length; i++)
            to[i] = TFrom.IsFinite(from[i]) ? T.CreateTruncating(from[i]) : throw Misfit(NotFinite);
        return to;
    }

    private static string ChecksumOf(string document, IEnumerable<NamedTensor> tensors)
    {
        var checksum = new Checksum();
        checksum.Add(document);
        foreach (var tensor in tensors) checksum.Add(tensor.Bytes);
        return checksum.ToString();
    }
}
