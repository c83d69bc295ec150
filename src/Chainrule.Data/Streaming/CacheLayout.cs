using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>What a row of a cache is: its inputs, its targets and, if rows have weights, its weight.</summary>
/// <param name="Inputs">How many inputs.</param>
/// <param name="Targets">How many targets.</param>
/// <param name="IsWeighted">Whether rows have weights.</param>
/// <param name="NumberLength">The bytes of a number.</param>
internal sealed record CacheLayout(int Inputs, int Targets, bool IsWeighted, int NumberLength)
{
    private const int BlockLength = 1 << 20, LongestRow = 1 << 28;

    /// <summary>How many numbers a row is.</summary>
    public int RowLength => Inputs + Targets + (IsWeighted ? 1 : 0);

    /// <summary>How many rows make a block: as many as fit into a megabyte, and at least one.</summary>
    public int BlockRows { get; init; } = Math.Max(1, BlockLength / NumberLength / (Inputs + Targets + (IsWeighted ? 1 : 0)));

    /// <summary>The rows of a schema.</summary>
    public static CacheLayout Of<T>(TableSchema schema, bool isWeighted) where T : unmanaged =>
        new(schema.InputCount, schema.OutputCount, isWeighted, Unsafe.SizeOf<T>());

    /// <summary>What <see cref="AddTo"/> wrote.</summary>
    /// <exception cref="InvalidDataException">There can be no such rows.</exception>
    public static CacheLayout FromJson(JsonPart document)
    {
        static int AtLeastOne(JsonPart count) => (int)count.Number is > 0 and <= LongestRow and var known ? known : throw new InvalidDataException();
        return new(AtLeastOne(document["inputs"]), AtLeastOne(document["targets"]), document["weights"].Flag, AtLeastOne(document["numberLength"]))
        {
            BlockRows = AtLeastOne(document["blockRows"]),
        };
    }

    /// <summary>Writes the layout into a document.</summary>
    public void AddTo(JsonObject document)
    {
        (document["inputs"], document["targets"], document["weights"]) = (Inputs, Targets, IsWeighted);
        (document["numberLength"], document["blockRows"]) = (NumberLength, BlockRows);
    }
}
