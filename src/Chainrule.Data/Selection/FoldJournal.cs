using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>
/// The folds that are judged already, in a file beside the checkpoint of a training, so that resumed it need not judge them again. Numbers
/// are written with all of their bits. A file that is damaged counts as none: its folds are judged again.
/// </summary>
public sealed class FoldJournal
{
    private const string Mark = "chainrule.folds/1";

    private readonly string _path;
    private readonly JsonObject _identity;
    private readonly SortedDictionary<int, FoldResult> _folds = [];

    private FoldJournal(string path, JsonObject identity) => (_path, _identity) = (path, identity);

    /// <summary>The journal that belongs to a checkpoint.</summary>
    public static string PathBeside(CheckpointOptions checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return checkpoint.File + ".folds";
    }

    /// <summary>Opens a journal; it is written when the first fold is added.</summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">All that the numbers of the folds depend on.</param>
    /// <param name="resume">Whether to take over what is there.</param>
    /// <exception cref="BadInputException">The file cannot be read or written, or it is of another training.</exception>
    public static FoldJournal Open(string path, JsonObject identity, bool resume)
    {
        Files.RequireWritable(path);
        var journal = new FoldJournal(path, identity);
        if (resume && File.Exists(path)) journal.TakeOver(Files.Read(path, File.ReadAllBytes));
        return journal;
    }

    /// <summary>The result of a fold, counted from 0 through all repeats, if it is judged.</summary>
    public FoldResult? Find(int index) => _folds.GetValueOrDefault(index);

    /// <summary>Writes down that a fold is judged.</summary>
    public void Add(int index, FoldResult fold)
    {
        _folds.Add(index, fold);
        var folds = new JsonArray([.. _folds.Select(known => Written(known.Key, known.Value))]);
        var text = Encoding.UTF8.GetBytes(new JsonObject { ["identity"] = _identity.DeepClone(), ["folds"] = folds }.ToJsonString());
        Files.WriteWhole(_path, file =>
        {
            file.Write(Encoding.UTF8.GetBytes(FirstLine(text)));
            file.Write(text);
        });
    }

    private static string FirstLine(ReadOnlySpan<byte> text) => $"{Mark} {Checksum.Of(text):x8}\n";

    private void TakeOver(byte[] file)
    {
        var start = Array.IndexOf(file, (byte)'\n') + 1;
        if (Encoding.UTF8.GetString(file, 0, start) != FirstLine(file.AsSpan(start))) return;
        var document = JsonNode.Parse(file.AsSpan(start))!;
        if (!JsonNode.DeepEquals(document["identity"], _identity))
            throw new BadInputException($"'{_path}' holds the folds of another training: "
                + "resume with the options and the data that it was begun with, or begin anew");
        foreach (var fold in document["folds"]!.AsArray()) _folds.Add((int)fold!["index"]!, Read(fold));
    }

    private static JsonObject Written(int index, FoldResult fold) => new()
    {
        ["index"] = index,
        ["repeat"] = fold.Repeat,
        ["number"] = fold.Number,
        ["end"] = fold.Result.End.ToString(),
        ["epochs"] = fold.Result.Epochs,
        ["bestEpoch"] = fold.Result.Best.Epoch,
        ["evaluation"] = Written(fold.Evaluation),
        ["baselines"] = new JsonArray([.. fold.Baselines.Select(baseline =>
            (JsonNode)new JsonObject { ["kind"] = baseline.Kind.ToString(), ["evaluation"] = Written(baseline.Evaluation) })]),
    };

    private static FoldResult Read(JsonNode fold) => new(
        (int)fold["repeat"]!, (int)fold["number"]!,
        new(Enum.Parse<TrainingEnd>((string)fold["end"]!), (int)fold["epochs"]!, new((int)fold["bestEpoch"]!, double.NaN, null, IsBest: true)),
        ReadEvaluation(fold["evaluation"]!),
        [.. fold["baselines"]!.AsArray().Select(baseline =>
            new Baseline(Enum.Parse<BaselineKind>((string)baseline!["kind"]!), ReadEvaluation(baseline["evaluation"]!)))]);

    /// <summary>As texts, which hold NaN and infinity too.</summary>
    private static JsonObject Written(Evaluation evaluation) => new()
    {
        ["rows"] = evaluation.Rows,
        ["metrics"] = new JsonObject(evaluation.Metrics.Select(metric =>
            KeyValuePair.Create(metric.Name, (JsonNode?)metric.Value.ToString("R", CultureInfo.InvariantCulture)))),
    };

    private static Evaluation ReadEvaluation(JsonNode evaluation) => Evaluation.OfMetrics(
        (int)evaluation["rows"]!,
        [.. evaluation["metrics"]!.AsObject().Select(metric => (metric.Key, double.Parse((string)metric.Value!, CultureInfo.InvariantCulture)))]);
}
