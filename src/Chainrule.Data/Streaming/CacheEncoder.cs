using System.Numerics;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>Encodes portion after portion of a table into a cache, just as a table in memory is encoded.</summary>
/// <param name="writer">Takes the rows.</param>
/// <param name="schema">How they become numbers.</param>
/// <param name="options">Names the column of weights, if there is one.</param>
/// <param name="classWeights">The weight of each class, or null.</param>
internal sealed class CacheEncoder<T>(CacheWriter<T> writer, TableSchema schema, SchemaOptions options, double[]? classWeights)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly EncodingNotes _training = new(schema), _validation = new(schema);

    /// <summary>What was noticed, of the training part first.</summary>
    public IEnumerable<DataNote> Notes => _training.All.Concat(_validation.All);

    /// <summary>Adds the rows of a portion to their parts.</summary>
    public void Add(Table portion, RowPart[] parts)
    {
        Add(portion, parts, RowPart.Training, _training);
        Add(portion, parts, RowPart.Validation, _validation);
    }

    /// <summary>Ends the cache.</summary>
    /// <param name="validation">What error messages call the rows that validate.</param>
    /// <param name="document">What the rows are.</param>
    /// <exception cref="BadInputException">A part has no rows, or none that counts.</exception>
    public void Complete(string validation, JsonObject document)
    {
        if (writer.Rows.Validation == 0) throw new BadInputException($"{validation}: {Sentence.NoTarget(schema.Target.Name)}");
        RowWeights.RequireAny(writer.HasWeights, validation, Math.Max(writer.Rows.Training, writer.Rows.Validation));
        writer.Complete(document);
    }

    private void Add(Table portion, RowPart[] parts, RowPart part, EncodingNotes notes)
    {
        var encoding = new Encoding<T>(portion, schema, withTarget: true, notes);
        var rows = encoding.RowsWithTarget([.. Enumerable.Range(0, parts.Length).Where(row => parts[row] == part)]);
        var targets = encoding.Targets(rows);
        writer.Append(part == RowPart.Training, encoding.Inputs(rows), targets, RowWeights.Of(targets, rows, portion, options, classWeights));
    }
}
