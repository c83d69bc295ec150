using System.Globalization;

namespace Chainrule.Cli;

/// <summary>The numbers of every epoch for TensorBoard, in an event file of its own for each run.</summary>
internal sealed class TensorBoardRecord(string folder) : IRunRecord
{
    private EventFile? _file;

    public void Begin(RunStart start)
    {
        Directory.CreateDirectory(folder);
        // TensorBoard knows its files by "tfevents"; the seconds sort them, and the rest keeps two runs of one second apart.
        var seconds = (long)(start.Time - DateTime.UnixEpoch).TotalSeconds;
        var name = string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds}.chainrule.{Guid.NewGuid():N}");
        _file = new(Path.Combine(folder, name), start.Time);
    }

    public void Epoch(RunEpoch epoch) => _file!.Add(epoch.Time, epoch.Report.Epoch, Scalars(epoch));

    public void End(RunEnd end) { }

    public void Dispose() => _file?.Dispose();

    private static IEnumerable<(string Tag, double Value)> Scalars(RunEpoch epoch)
    {
        var report = epoch.Report;
        yield return ("loss/train", report.TrainingLoss);
        if (report.ValidationLoss is { } loss) yield return ("loss/validation", loss);
        yield return ($"{epoch.Score.Name}/validation", epoch.Score.Value);
        yield return ("learning rate", report.LearningRate);
        foreach (var (l, layer) in (report.Layers ?? []).Index())
        {
            yield return ($"gradient norm/layer {l + 1}", layer.GradientNorm);
            yield return ($"weight norm/layer {l + 1}", layer.WeightNorm);
            yield return ($"update ratio/layer {l + 1}", layer.UpdateRatio);
            yield return ($"output mean/layer {l + 1}", layer.OutputMean);
            yield return ($"output deviation/layer {l + 1}", layer.OutputDeviation);
            yield return ($"dead units/layer {l + 1}", layer.DeadUnits);
        }
    }
}
