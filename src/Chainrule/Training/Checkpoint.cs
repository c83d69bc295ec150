using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Chainrule.Schedules;

namespace Chainrule.Training;

/// <summary>
/// The file that a training can be resumed from: the model file's container with the present parameters, the optimizer's memory and the
/// best parameters; in the document the position, every epoch that is done, and the identity of the training. See docs/formats.md.
/// </summary>
internal static class Checkpoint
{
    /// <summary>The value of "format" in the document.</summary>
    public const string Format = "chainrule.checkpoint/1";

    private const string BestPrefix = "best.";

    /// <summary>Writes the state, whole or not at all.</summary>
    public static void Write<T>(string path, TrainingState<T> state, IReadOnlyList<KeyValuePair<string, string>> identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Files.WriteWhole(path, FileOf(state, identity).Write);

    /// <summary>How many bytes a checkpoint of this state has; its document grows a little with every epoch.</summary>
    public static long SizeOf<T>(TrainingState<T> state, IReadOnlyList<KeyValuePair<string, string>> identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FileOf(state, identity).FileSize;

    /// <summary>Puts a state where the checkpoint was written.</summary>
    /// <exception cref="BadInputException">There is no such file, it is altered, or it is of another training.</exception>
    public static void Read<T>(string path, TrainingState<T> state, IReadOnlyList<KeyValuePair<string, string>> identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var file = DocumentFile.Open(path);
        if (file.Format != Format)
            throw new BadInputException(
                $"'{path}' has the format {file.Format}, but a checkpoint has {Format}: name the file that the training wrote");
        if (!file.HasChecksum) throw file.Misfit("lacks its checksum");
        RequireSame(path, file, NetworkSpec.Describe(state.Best), identity);
        NamedTensor[] tensors = [.. TensorsOf(state)];
        if (file.Count != tensors.Length) throw file.Misfit($"has {file.Count} tensors in place of {tensors.Length}");
        // Everything is read before anything is changed.
        NamedTensor[] stored = [.. tensors.Select(file.Like)];
        // None is written of a state that is not sound.
        if (Array.Exists(stored, tensor => !tensor.IsFinite)) throw file.Misfit("has a number that is NaN or infinite");
        var position = PositionOf(file.View["position"]);
        var watched = state.Watch is null ? null : file.View.Find("watch")?.Items().Select(NumberOf).ToArray();
        if (watched is not null && watched.Length != state.Watch!.State.Length) throw file.Misfit("watched other layers");
        EpochReport[] reports = [.. file.View["reports"].Items().Select(ReportOf)];
        foreach (var (from, to) in stored.Zip(tensors)) from.Bytes.CopyTo(to.Bytes);
        state.Position = position;
        // Who begins to watch in the middle of an epoch has nothing to say of that one.
        if (state.Watch is not null) state.Watch.IsWhole = watched is not null || position.Batch == 0;
        if (watched is not null) state.Watch!.State = watched;
        state.Reports.Clear();
        state.Reports.AddRange(reports);
    }

    private static Safetensors FileOf<T>(TrainingState<T> state, IReadOnlyList<KeyValuePair<string, string>> identity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var document = new JsonObject
        {
            ["format"] = Format,
            ["network"] = NetworkSpec.Describe(state.Best),
            ["identity"] = new JsonObject(identity.Select(part => new KeyValuePair<string, JsonNode?>(part.Key, part.Value))),
            ["position"] = Describe(state.Position),
            ["reports"] = new JsonArray([.. state.Reports.Select(Describe)]),
        };
        if (state.Watch is { IsWhole: true }) document["watch"] = new JsonArray([.. state.Watch.State.Select(Number)]);
        return DocumentFile.Of(document, [.. TensorsOf(state)]);
    }

    private static IEnumerable<NamedTensor> TensorsOf<T>(TrainingState<T> state) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. state.Arrays, .. ModelFile.TensorsOf(state.Best, BestPrefix)];

    private static void RequireSame(
        string path, DocumentFile file, JsonObject network, IReadOnlyList<KeyValuePair<string, string>> identity)
    {
        var was = file.View["identity"];
        var differences = identity.Select(part => TrainingIdentity.Difference(part.Key, was.Find(part.Key)?.Text() ?? "", part.Value));
        if (!JsonNode.DeepEquals(JsonNode.Parse(file.Text)!["network"], network)) differences = differences.Prepend("other network");
        if (differences.FirstOrDefault(difference => difference is not null) is { } first)
            throw new BadInputException(
                $"'{path}' is the checkpoint of another training ({first}): "
                + "resume with the options and the data that it was begun with, or begin anew");
    }

    private static JsonObject Describe(Position position) => new()
    {
        ["epoch"] = position.Epoch,
        ["batch"] = position.Batch,
        ["lossSum"] = Number(position.LossSum),
        ["weightSum"] = Number(position.WeightSum),
        ["updates"] = position.Updates,
        ["learningRate"] = position.LearningRate,
        ["plateau"] = new JsonArray(Number(position.Plateau.Factor), Number(position.Plateau.Best), position.Plateau.Waited),
        ["best"] = Describe(position.Best),
    };

    private static Position PositionOf(JsonView view) => new(
        view["epoch"].Integer(0), view["batch"].Integer(0), NumberOf(view["lossSum"]), NumberOf(view["weightSum"]),
        view["plateau"].Items() is [var factor, var best, var waited]
            ? new Plateau(NumberOf(factor), NumberOf(best), waited.Integer(0))
            : throw view["plateau"].Error("must be three numbers"),
        ReportOf(view["best"]), view["updates"].Count(), view["learningRate"].Number(NumberRange.NotNegative));

    /// <summary>
    /// Epoch, losses of training and validation, whether it was the best so far, learning rate, score, and what is known of each layer.
    /// </summary>
    private static JsonArray Describe(EpochReport report) => new(
        report.Epoch, Number(report.TrainingLoss), report.ValidationLoss is { } loss ? Number(loss) : null, report.IsBest,
        Number(report.LearningRate), report.Score is { } score ? Number(score) : null,
        report.Layers is { } layers ? new JsonArray([.. layers.Select(Describe)]) : null);

    private static JsonArray Describe(LayerReport layer) => new(
        Number(layer.GradientNorm), Number(layer.WeightNorm), Number(layer.UpdateRatio), Number(layer.OutputMean), Number(layer.OutputDeviation),
        layer.DeadUnits);

    private static EpochReport ReportOf(JsonView view)
    {
        if (view.Items() is not [var epoch, var training, var validation, var isBest, var rate, var score, var layers])
            throw view.Error("must be a report of seven parts");
        return new(epoch.Integer(0), NumberOf(training), validation.IsNull ? null : NumberOf(validation), isBest.Boolean())
        {
            LearningRate = NumberOf(rate),
            Score = score.IsNull ? null : NumberOf(score),
            Layers = layers.IsNull ? null : [.. layers.Items().Select(LayerOf)],
        };
    }

    private static LayerReport LayerOf(JsonView view) =>
        view.Items() is [var gradient, var weight, var ratio, var mean, var deviation, var dead]
            ? new(NumberOf(gradient), NumberOf(weight), NumberOf(ratio), NumberOf(mean), NumberOf(deviation), dead.Integer(0))
            : throw view.Error("must be a layer of six numbers");

    /// <summary>A number with all of its bits; JSON itself knows no infinity.</summary>
    private static JsonNode Number(double value) =>
        double.IsFinite(value) ? value : BitConverter.DoubleToUInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    private static double NumberOf(JsonView view) =>
        !view.IsText ? view.Number()
        : ulong.TryParse(view.Text(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) ? BitConverter.UInt64BitsToDouble(bits)
        : throw view.Error("must be a number or its bits");
}
