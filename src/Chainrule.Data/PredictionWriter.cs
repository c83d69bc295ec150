using System.Numerics;
using CsvHelper;

namespace Chainrule.Data;

/// <summary>
/// Writes predictions as CSV: the input's columns as they came, then "prediction", and for classes "p(NAME)" each. Such columns
/// of an earlier prediction are replaced, and the pixels of images stay where they are.
/// </summary>
public static class PredictionWriter
{
    private const string Prediction = "prediction";

    /// <summary>Writes a file, all of it or nothing: to a temporary file beside it, which takes its name at the end.</summary>
    /// <param name="path">The file to write; one that exists is replaced.</param>
    /// <param name="input">The table that was predicted from.</param>
    /// <param name="schema">The model's schema.</param>
    /// <param name="outputs">[rows, outputs] as the model gives them: probabilities of the classes, or standardised amounts.</param>
    /// <exception cref="BadInputException">The file cannot be written there, or the input has columns of these names.</exception>
    public static void Write<T>(string path, Table input, TableSchema schema, T[] outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(path);
        Files.WriteWhole(path, file => Write(file, input, schema, outputs));
    }

    /// <summary>Writes to a stream as it goes, and leaves it open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="input">The table that was predicted from.</param>
    /// <param name="schema">The model's schema.</param>
    /// <param name="outputs">[rows, outputs] as the model gives them: probabilities of the classes, or standardised amounts.</param>
    /// <exception cref="BadInputException">The input has columns of these names that are its own.</exception>
    public static void Write<T>(Stream stream, Table input, TableSchema schema, T[] outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(outputs);
        if (outputs.Length != input.RowCount * schema.OutputCount)
            throw new ArgumentException($"{outputs.Length} outputs are not {input.RowCount} rows of {schema.OutputCount}.", nameof(outputs));
        Write(stream, schema, [(input, outputs)]);
    }

    /// <summary>The same for a table that comes in portions.</summary>
    internal static void Write<T>(Stream stream, TableSchema schema, IEnumerable<(Table Input, T[] Outputs)> portions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var options = new CsvWriterOptions { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace };
        CsvWriter? writer = null;
        int[] kept = [];
        try
        {
            foreach (var (input, outputs) in portions)
            {
                if (writer is null)
                {
                    kept = KeptColumns(input, schema);
                    writer = CsvWriter.Create(stream, options, leaveOpen: true);
                    foreach (var name in kept.Select(column => input.Columns[column]).Concat(NewColumns(schema))) writer.WriteField(name);
                    writer.EndRecord();
                }
                for (var row = 0; row < input.RowCount; row++)
                {
                    foreach (var column in kept) writer.WriteField(input[row, column]);
                    WriteOutputs(writer, schema.Target, outputs.AsSpan(row * schema.OutputCount, schema.OutputCount));
                    writer.EndRecord();
                }
            }
        }
        finally
        {
            writer?.Dispose();
        }
    }

    private static void WriteOutputs<T>(CsvWriter writer, Target target, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (target is ValueTarget value) writer.WriteField(value.Restore(outputs[0]));
        if (target is not ClassTarget classes) return;
        writer.WriteField(classes.Classes[ClassTarget.MostProbable(outputs)]);
        foreach (var probability in outputs) writer.WriteField(probability);
    }

    private static IEnumerable<string> NewColumns(TableSchema schema) =>
        schema.Target is ClassTarget classes ? [Prediction, .. classes.Classes.Select(name => $"p({name})")] : [Prediction];

    private static int[] KeptColumns(Table input, TableSchema schema)
    {
        var earlier = EarlierPrediction(input);
        int[] kept = [.. Enumerable.Range(0, input.Columns.Count).Except(earlier).Where(column => input.Cells(column) is not PixelCells)];
        var needed = schema.Inputs.Select(column => column.Name).Append(schema.Target.Name)
            .Intersect(earlier.Select(column => input.Columns[column]));
        var doubled = NewColumns(schema).Intersect(kept.Select(column => input.Columns[column]));
        if (needed.Concat(doubled).FirstOrDefault() is { } name)
            throw new BadInputException(
                $"{input.Name} has a column {Sentence.Quoted(name)} of its own, a name that the predictions need: rename it");
        return kept;
    }

    /// <summary>"prediction" and the run of "p(…)" behind it.</summary>
    private static int[] EarlierPrediction(Table input)
    {
        var first = input.IndexOf(Prediction);
        if (first < 0) return [];
        var probabilities = input.Columns.Skip(first + 1).TakeWhile(name => name.StartsWith("p(", StringComparison.Ordinal)).Count();
        return [.. Enumerable.Range(first, 1 + probabilities)];
    }
}
