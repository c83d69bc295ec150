using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>All that a model must know of its table: which columns it reads, how they become numbers, and what its outputs mean.</summary>
/// <param name="Inputs">The input columns in the order of the encoded row.</param>
/// <param name="Target">The column that the model predicts.</param>
/// <param name="Ignored">The columns of the training table that the model does not see.</param>
/// <param name="MissingTexts">The texts that count as missing, besides the empty cell.</param>
public sealed record TableSchema(
    IReadOnlyList<Column> Inputs, Target Target, IReadOnlyList<IgnoredColumn> Ignored, IReadOnlyList<string> MissingTexts)
{
    /// <summary>How many numbers an encoded input row has.</summary>
    public int InputCount => Inputs.Sum(column => column.Width);

    /// <summary>How many numbers an encoded target row has.</summary>
    public int OutputCount => Target.Width;

    /// <summary>Whether the target is a class or an amount.</summary>
    public LearningTask Task => Target is ClassTarget ? LearningTask.Classification : LearningTask.Regression;

    /// <summary>The schema as it is stored in a model file; doubles keep every bit.</summary>
    public JsonObject ToJson() => SchemaJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote, and trusts nothing.</summary>
    /// <param name="json">The stored schema.</param>
    /// <param name="where">The file it came from, for the error message.</param>
    /// <exception cref="BadInputException">It is not a schema: the file is damaged or made by another program.</exception>
    public static TableSchema FromJson(JsonNode? json, string where) => SchemaJson.Read(json, where);
}
