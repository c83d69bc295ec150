using System.Numerics;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>A network with the schema of its table: raw rows of text in, predictions out.</summary>
/// <param name="network">The trained network.</param>
/// <param name="schema">What its inputs and outputs mean.</param>
/// <param name="training">How it was trained, for whoever inspects it later.</param>
public sealed class TabularModel<T>(Network<T> network, TableSchema schema, JsonObject? training = null)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string SchemaKey = "data", TrainingKey = "training", SettingsKey = "settings", GradientsKey = "gradients";

    /// <summary>The trained network.</summary>
    public Network<T> Network { get; } = network;

    /// <summary>What its inputs and outputs mean.</summary>
    public TableSchema Schema { get; } = schema;

    /// <summary>How it was trained: rows, epochs, seed, optimizer, validation metrics; null if nobody said.</summary>
    public JsonObject? Training { get; } = training;

    /// <summary>What moved the parameters in training, with its settings; null if nobody said.</summary>
    /// <exception cref="BadInputException">The file was altered.</exception>
    public Optimizer? Optimizer => Training?[SettingsKey] is { } settings ? NetworkSpec.OptimizerOf(settings, $"{TrainingKey}.{SettingsKey}") : null;

    /// <summary>The penalties and limits of gradients in training; null if nobody said.</summary>
    /// <exception cref="BadInputException">The file was altered.</exception>
    public GradientOptions? Gradients =>
        Training?[GradientsKey] is { } gradients ? NetworkSpec.GradientsOf(gradients, $"{TrainingKey}.{GradientsKey}") : null;

    /// <summary>Reads the model that <see cref="Save"/> or the command <c>train</c> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="BadInputException">It cannot be read, is no model of a table, or was altered.</exception>
    public static TabularModel<T> Load(string path) => Read(ModelFile.Open(path), path);

    /// <summary>Whether a file has a schema beside its network, as what <see cref="Save"/> writes.</summary>
    public static bool IsIn(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Document[SchemaKey] is not null;
    }

    /// <summary>Reads the model out of an opened file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">What to call it in an error, usually its path.</param>
    /// <exception cref="BadInputException">It has no schema, or its schema does not fit its network.</exception>
    public static TabularModel<T> Read(ModelFile file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Document[SchemaKey] is not { } data)
            throw new BadInputException($"'{name}' holds a network without the columns it was trained on: only C# can use it, through Network.Load");
        var network = file.Network<T>();
        var schema = TableSchema.FromJson(data, name);
        if (schema.InputCount != network.Inputs || schema.OutputCount != network.Outputs)
            throw new BadInputException($"'{name}' has a network that does not fit its columns: it was altered; train or copy it again");
        return new(network, schema, file.Document[TrainingKey]?.DeepClone() as JsonObject);
    }

    /// <summary>Writes network, schema and training summary to one file, whole or not at all.</summary>
    /// <exception cref="BadInputException">The folder does not exist or may not be written to.</exception>
    public void Save(string path)
    {
        var additions = new JsonObject { [SchemaKey] = Schema.ToJson() };
        if (Training is not null) additions[TrainingKey] = Training.DeepClone();
        ModelFile.Save(path, Network, additions);
    }

    /// <summary>What the model says of every row.</summary>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    public IReadOnlyList<TabularPrediction> Predict(Table table)
    {
        var outputs = Outputs(table, out _);
        return [.. outputs.Chunk(Schema.OutputCount).Select(row => Schema.Target switch
        {
            ClassTarget classes => new TabularPrediction(
                classes.Classes[ClassTarget.MostProbable<T>(row)], double.NaN, [.. row.Select(double.CreateTruncating)]),
            var target => new(null, double.CreateTruncating(((ValueTarget)target).Restore(row[0])), []),
        })];
    }

    /// <summary>
    /// The outputs of the network for every row, [rows, outputs]: probabilities of the classes, or the standardised amount, which
    /// <see cref="ValueTarget.Restore"/> turns into the target's own unit. <see cref="PredictionWriter"/> takes them as they are.
    /// </summary>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    public T[] Outputs(Table table, out IReadOnlyList<DataNote> notes)
    {
        var encoded = TableEncoder.EncodeInputs<T>(table, Schema);
        notes = encoded.Notes;
        return Network.Predict(encoded.Inputs);
    }

    /// <summary>How well the model does on a table that has the target.</summary>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    public Evaluation Evaluate(Table table, out IReadOnlyList<DataNote> notes) => Evaluate(table, out notes, out _);

    /// <summary>The same, and how well a model would do that does not look at its inputs.</summary>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    public Evaluation Evaluate(Table table, out IReadOnlyList<DataNote> notes, out Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(table);
        var encoded = TableEncoder.Encode<T>(table, [.. Enumerable.Range(0, table.RowCount)], Schema);
        notes = encoded.Notes;
        baseline = Baseline.Constant(Network, encoded.Data, encoded.Data, Schema.Target);
        return Evaluation.Of(Network, encoded.Data, Schema.Target);
    }

    /// <summary>
    /// Writes the rows of a large table with their predictions, as <see cref="PredictionWriter"/> does, a portion at a time: memory does not
    /// grow with the table, and what comes before a wrong cell has been written.
    /// </summary>
    /// <param name="table">The rows.</param>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="streaming">Whom to tell how far it is.</param>
    /// <returns>What a person should know.</returns>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    public IReadOnlyList<DataNote> Predict(StreamedTable table, Stream stream, StreamingOptions streaming)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(streaming);
        var notes = new EncodingNotes(Schema);
        PredictionWriter.Write(stream, Schema, table.Portions(StreamingStage.Predicting, streaming).Select(portion =>
        {
            var encoding = new Encoding<T>(portion, Schema, withTarget: false, notes);
            return (portion, Network.Predict(encoding.Inputs([.. Enumerable.Range(0, portion.RowCount)])));
        }));
        return notes.All;
    }

    /// <summary>How well the model does on a large table that has the target; its rows are in a temporary cache as long as it takes.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="streaming">Where the cache lies (null is the folder for temporary files), and whom to tell how far it is.</param>
    /// <param name="notes">What a person should know.</param>
    /// <param name="baseline">How well a model would do that does not look at its inputs.</param>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    /// <exception cref="IOException">The cache cannot be written; nothing is left of it.</exception>
    public Evaluation Evaluate(StreamedTable table, StreamingOptions streaming, out IReadOnlyList<DataNote> notes, out Baseline baseline)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(streaming);
        using var cache = TemporaryCache<T>.Of(table, Schema, streaming);
        notes = cache.Notes;
        baseline = Baseline.Constant(Network, cache.Rows, cache.Rows, Schema.Target);
        return Evaluation.Of(Network, cache.Rows, Schema.Target);
    }

    /// <summary>Some rows of a large table, always the same, to be looked at one by one: a table of theirs, and what the network takes.</summary>
    /// <param name="table">All rows.</param>
    /// <param name="rows">How many of them have the target.</param>
    /// <param name="streaming">Whom to tell how far it is.</param>
    /// <exception cref="BadInputException">A column is lacking, or a cell is not what the schema says.</exception>
    public (Table Table, EncodedTable<T> Rows) Sample(StreamedTable table, int rows, StreamingOptions streaming)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(streaming);
        var portions = table.Portions(StreamingStage.Sampling, streaming);
        return RowSample.Of<T>(
            table.Name, portions.Select(portion => (portion, Enumerable.Range(0, portion.RowCount))), Schema, rows, seed: 0);
    }
}
