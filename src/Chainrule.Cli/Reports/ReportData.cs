using System.Numerics;
using Chainrule.Data;
using Table = Chainrule.Data.Table;

namespace Chainrule.Cli;

/// <summary>Everything that a report is about.</summary>
/// <param name="Name">What the data is called.</param>
/// <param name="Model">The model, whatever it was trained in, in double.</param>
/// <param name="Table">The table of the rows that are looked at one by one.</param>
/// <param name="Rows">Which of its rows, in the order of the judgement.</param>
/// <param name="Judgement">What the model says of each of these rows.</param>
/// <param name="Evaluation">What it says of all rows that judge, in numbers.</param>
/// <param name="Baselines">What simple models reach.</param>
/// <param name="Importance">What the model depends on; null where nobody waited for it.</param>
/// <param name="Run">How it was trained; null where only a model is judged.</param>
internal sealed record ReportData(
    string Name, TabularModel<double> Model, Table Table, IReadOnlyList<int> Rows, Judgement Judgement, Evaluation Evaluation,
    IReadOnlyList<Baseline> Baselines, PermutationImportance? Importance, ReportedRun? Run)
{
    private const int MostRegions = 7;

    public TableSchema Schema => Model.Schema;

    /// <summary>The classes that are predicted; empty for amounts.</summary>
    public IReadOnlyList<string> Classes => Schema.Target is ClassTarget target ? target.Classes : [];

    /// <summary>Whether the rows that are looked at one by one are some of those that judge, as not all of them are in memory.</summary>
    public bool IsSample => Rows.Count < Evaluation.Rows;

    /// <summary>Whether the inputs are the pixels of images and nothing else.</summary>
    public bool IsOfImages => Table.ImageSize is { } size && size.Height * size.Width == Schema.Inputs.Count;

    /// <summary>How many regions an image is divided into, down and across.</summary>
    public static (int Height, int Width) Regions((int Height, int Width) image) =>
        (Math.Min(MostRegions, image.Height), Math.Min(MostRegions, image.Width));

    /// <summary>What a model depends on, or null where nobody waits for it any more.</summary>
    public static PermutationImportance? ImportanceOf<T>(
        Network<T> network, DataSet<T> data, Table table, TableSchema schema, ulong seed, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            return PermutationImportance.Of(network, data, schema.Target, Groups(table, schema), seed, cancellation: cancellation);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>The inputs of each column, or of images those of each region, line by line.</summary>
    private static IReadOnlyList<InputGroup> Groups(Table table, TableSchema schema)
    {
        if (table.ImageSize is not { } size || size.Height * size.Width != schema.Inputs.Count) return InputGroup.Columns(schema);
        var (height, width) = Regions(size);
        return [.. Enumerable.Range(0, schema.Inputs.Count)
            .GroupBy(pixel => (pixel / size.Width * height / size.Height * width) + (pixel % size.Width * width / size.Width))
            .OrderBy(region => region.Key)
            .Select(region => new InputGroup($"{region.Key / width + 1}, {region.Key % width + 1}", [.. region]))];
    }

    /// <summary>The model in double, for its working.</summary>
    public static TabularModel<double> InDouble<T>(TabularModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = model.Network;
        var copy = new Network<double>(
            network.Inputs,
            [.. network.Layers.Select(layer => new Dense(layer.Units, layer.Activation, Initializer.Zeros)
            {
                Normalization = layer.Normalizer?.Kind ?? Normalization.None,
                Dropout = layer.Dropout,
            })],
            network.Loss);
        foreach (var (from, to) in network.Layers.Zip(copy.Layers))
        {
            Copy(from.Weights, to.Weights);
            Copy(from.Biases, to.Biases);
            if (from.Normalizer is not { } normalizer) continue;
            Copy(normalizer.Gains, to.Normalizer!.Gains);
            Copy(normalizer.Means, to.Normalizer.Means);
            Copy(normalizer.Variances, to.Normalizer.Variances);
        }
        return new(copy, model.Schema);
    }

    private static void Copy<T>(T[] from, double[] to) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < from.Length; i++) to[i] = double.CreateTruncating(from[i]);
    }
}

/// <summary>How the model of a report was trained.</summary>
/// <param name="Start">What was decided.</param>
/// <param name="Epochs">What was seen.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Ending">The same as a sentence.</param>
/// <param name="ModelPath">Where the model was written; null if it was not.</param>
/// <param name="Data">What was learned from.</param>
/// <param name="DivergedAt">Where the row stands that it diverged at; null where it did not, or at none.</param>
internal sealed record ReportedRun(
    RunStart Start, IReadOnlyList<RunEpoch> Epochs, TrainingResult Result, string Ending, string? ModelPath, LearnedFrom Data,
    string? DivergedAt)
{
    /// <summary>The epochs of which it is known how the layers fared; those before a resumption were perhaps not watched.</summary>
    public IReadOnlyList<RunEpoch> Watched { get; } = [.. Epochs.Where(epoch => epoch.Report.Layers is not null)];
}

/// <summary>The data of a training.</summary>
/// <param name="Path">The file; - for standard input.</param>
/// <param name="Rows">How many rows the file has.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="TrainingRows">How many rows were learned from.</param>
/// <param name="ClassCounts">How many of them each class has; empty for amounts.</param>
/// <param name="Missing">How many rows of the table have no value, for each column.</param>
/// <param name="Notes">What a person should know.</param>
internal sealed record LearnedFrom(
    string Path, int Rows, int Columns, int TrainingRows, IReadOnlyList<int> ClassCounts, IReadOnlyDictionary<string, int> Missing,
    IReadOnlyList<DataNote> Notes);
