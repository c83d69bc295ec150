using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chainrule.Cli;

/// <summary>A line of JSON for the start, for every epoch and for the end, each on the disk's way before training goes on.</summary>
/// <param name="path">The file; if there is one already, it is added to.</param>
internal sealed class LogRecord(string path) : IRunRecord
{
    private static readonly JsonSerializerOptions s_oneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private StreamWriter? _file;

    public void Begin(RunStart start)
    {
        _file = new(path, append: true) { NewLine = "\n" };
        Write(Line(start));
    }

    public void Epoch(RunEpoch epoch) => Write(new()
    {
        ["event"] = "epoch",
        ["epoch"] = epoch.Report.Epoch,
        ["seconds"] = Math.Round(epoch.Seconds, 6),
        ["trainingLoss"] = Finite(epoch.Report.TrainingLoss),
        ["validationLoss"] = epoch.Report.ValidationLoss is { } loss ? Finite(loss) : null,
        [epoch.Score.Name] = Finite(epoch.Score.Value),
        ["learningRate"] = epoch.Report.LearningRate,
        ["isBest"] = epoch.Report.IsBest,
        ["layers"] = new JsonArray([.. (epoch.Report.Layers ?? []).Select(Layer)]),
    });

    public void End(RunEnd end)
    {
        JsonObject line = new() { ["event"] = "end", ["time"] = end.Time.ToString("O") };
        foreach (var (name, value) in end.Summary) line[name] = value?.DeepClone();
        Write(line);
    }

    public void Dispose() => _file?.Dispose();

    private static JsonObject Line(RunStart start) => new()
    {
        ["event"] = "start",
        ["schema"] = "chainrule.log/1",
        ["time"] = start.Time.ToString("O"),
        ["version"] = CommandLine.Version,
        ["command"] = start.Command,
        ["options"] = start.Options.DeepClone(),
        ["data"] = start.Data.DeepClone(),
        ["network"] = start.Network.DeepClone(),
    };

    private static JsonObject Layer(LayerReport layer, int l) => new()
    {
        ["layer"] = l + 1,
        ["gradientNorm"] = Finite(layer.GradientNorm),
        ["weightNorm"] = Finite(layer.WeightNorm),
        ["updateRatio"] = Finite(layer.UpdateRatio),
        ["outputMean"] = Finite(layer.OutputMean),
        ["outputDeviation"] = Finite(layer.OutputDeviation),
        ["deadUnits"] = layer.DeadUnits,
    };

    /// <summary>JSON has no NaN.</summary>
    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private void Write(JsonObject line)
    {
        _file!.WriteLine(line.ToJsonString(s_oneLine));
        _file.Flush();
    }
}
