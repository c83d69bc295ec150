using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>
/// Writes encoded rows to a cache file: blocks of the training part and of the validation part as they fill up, then a document that says
/// what they are; see docs/formats.md.
/// </summary>
internal sealed class CacheWriter<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Stream _stream;
    private readonly CacheLayout _layout;
    private readonly Part _training, _validation;
    private readonly JsonArray _blocks = [];

    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="layout">What a row is.</param>
    public CacheWriter(Stream stream, CacheLayout layout)
    {
        (_stream, _layout, _training, _validation) = (stream, layout, new(layout), new(layout));
        stream.Write(CacheFile.Mark);
    }

    /// <summary>What was written of each part.</summary>
    public (int Training, int Validation) Rows => (_training.Rows, _validation.Rows);

    /// <summary>Whether each part has a row of a weight above 0.</summary>
    public bool HasWeights => _training.HasWeights && _validation.HasWeights;

    /// <summary>Adds rows to a part.</summary>
    /// <param name="isTraining">Which part.</param>
    /// <param name="inputs">[rows, inputs]</param>
    /// <param name="targets">[rows, targets]</param>
    /// <param name="weights">[rows], or null where all rows count alike.</param>
    public void Append(bool isTraining, ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, T[]? weights)
    {
        var part = isTraining ? _training : _validation;
        for (var row = 0; row < inputs.Length / _layout.Inputs; row++)
        {
            part.Add(inputs.Slice(row * _layout.Inputs, _layout.Inputs), targets.Slice(row * _layout.Targets, _layout.Targets), weights?[row]);
            if (part.IsFull) Write(part, isTraining);
        }
    }

    /// <summary>Writes what is left, then the document with the places of the blocks.</summary>
    public void Complete(JsonObject document)
    {
        Write(_training, true);
        Write(_validation, false);
        document["format"] = CacheFile.Format;
        _layout.AddTo(document);
        document["blocks"] = _blocks;
        var text = Encoding.UTF8.GetBytes(document.ToJsonString());
        Span<byte> end = stackalloc byte[2 * sizeof(uint)];
        BinaryPrimitives.WriteInt32LittleEndian(end, text.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(end[sizeof(int)..], Checksum.Of(text));
        _stream.Write(text);
        _stream.Write(end);
        _stream.Write(CacheFile.Mark);
    }

    private void Write(Part part, bool isTraining)
    {
        if (part.Filled.IsEmpty) return;
        var bytes = MemoryMarshal.AsBytes(part.Filled);
        _stream.Write(bytes);
        var rows = part.Filled.Length / _layout.RowLength;
        _blocks.Add((JsonNode)new JsonArray(isTraining ? "training" : "validation", rows, (long)Checksum.Of(bytes)));
        part.Clear();
    }

    /// <summary>The block of one part that is being filled.</summary>
    private sealed class Part(CacheLayout layout)
    {
        private readonly T[] _block = new T[layout.BlockRows * layout.RowLength];
        private int _length;

        public int Rows { get; private set; }

        public bool HasWeights { get; private set; }

        public bool IsFull => _length == _block.Length;

        public ReadOnlySpan<T> Filled => _block.AsSpan(0, _length);

        public void Add(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, T? weight)
        {
            var row = _block.AsSpan(_length, layout.RowLength);
            inputs.CopyTo(row);
            targets.CopyTo(row[inputs.Length..]);
            if (weight is { } own) row[^1] = own;
            HasWeights |= weight is null || weight > T.Zero;
            Rows++;
            _length += layout.RowLength;
        }

        public void Clear() => _length = 0;
    }
}
