using System.Numerics;
using System.Text.Json.Nodes;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>A training that is recorded: what is told of it while it runs, and all that a report needs at its end.</summary>
internal sealed class RecordedRun<T>(TabularTrainer<T> trainer, TabularData<T> data, string dataPath, TrainingPlan plan, RunRecords records)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private RunStart? _start;

    /// <summary>Begins the records, and returns what is to be told of every epoch.</summary>
    /// <param name="onEpoch">Whoever else wants to know.</param>
    public Action<EpochReport> Watch(Action<EpochReport> onEpoch)
    {
        if (!records.IsAny) return onEpoch;
        _start = new(DateTime.UtcNow, CommandLine.Repeat(), Options(), Data(), Network());
        records.Begin(_start);
        var name = trainer.Schema.Task == LearningTask.Classification ? "accuracy" : "r2";
        return records.Of(onEpoch, report => new(name, report.Score ?? double.NaN));
    }

    /// <summary>What the report is about; a run that was stopped does not wait for the importance of columns.</summary>
    public ReportData Report(
        TabularTraining<T> training, IReadOnlyList<Baseline> baselines, string ending, string? modelPath, StreamingProgress reading,
        CancellationToken cancellation)
    {
        var (network, schema) = (training.Model.Network, trainer.Schema);
        var (table, judged) = data.IsStreamed ? reading.Run(_ => trainer.JudgedSample()) : trainer.JudgedSample();
        // Without an epoch there are only the first weights, which depend on nothing.
        var importance = records.Epochs.Count == 0
            ? null
            : ReportData.ImportanceOf(network, judged.Data, table, schema, plan.Seed, cancellation);
        var learned = new LearnedFrom(
            dataPath, data.Rows, data.Columns, trainer.TrainingRows, trainer.TrainingClassCounts, trainer.MissingCounts, trainer.Notes);
        return new(
            data.Name, ReportData.InDouble(training.Model), table, judged.Rows, Judgement.Of(network, judged.Data, schema.Target),
            training.Validation, baselines, importance,
            new(_start!, records.Epochs, training.Result, ending, modelPath, learned, training.DivergedAt));
    }

    private JsonObject Options()
    {
        var options = plan.ToJson(trainer.Schema.Task, trainer.TrainingRows);
        options["precision"] = typeof(T) == typeof(float) ? "float" : "double";
        return options;
    }

    private JsonObject Data() => new()
    {
        ["name"] = dataPath,
        ["rows"] = data.Rows,
        ["columns"] = data.Columns,
        ["target"] = trainer.Schema.Target.Name,
        ["inputs"] = trainer.Schema.Inputs.Count,
        ["trainingRows"] = trainer.TrainingRows,
        ["validationRows"] = trainer.ValidationRows,
    };

    private JsonObject Network() => new()
    {
        ["inputs"] = trainer.Network.Inputs,
        ["layers"] = new JsonArray([.. trainer.Network.Layers.Select(
            layer => new JsonObject { ["units"] = layer.Units, ["activation"] = layer.Activation.Name })]),
        ["parameters"] = trainer.Network.ParameterCount,
    };
}
