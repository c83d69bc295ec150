using System.Numerics;

namespace Chainrule.Data;

/// <summary>Everything that is known before the first epoch, for whoever wants to print it.</summary>
/// <param name="Inferred">The schema with its notes.</param>
/// <param name="Network">The network as it will be trained.</param>
/// <param name="TrainingRows">How many rows are learned from.</param>
/// <param name="ValidationRows">How many rows judge.</param>
/// <param name="BatchSize">Rows per update.</param>
/// <param name="Notes">What a person should know of the encoded rows.</param>
public sealed record TrainingSetup(
    InferredSchema Inferred, string Network, int TrainingRows, int ValidationRows, int BatchSize, IReadOnlyList<DataNote> Notes);

/// <summary>A trained model and how it went.</summary>
/// <param name="Model">The model with its best parameters.</param>
/// <param name="Result">Why and when training ended.</param>
/// <param name="Validation">How well the model does on the validation rows.</param>
public sealed record TabularTraining<T>(TabularModel<T> Model, TrainingResult Result, Evaluation Validation) where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>From a table of text to a trained model: split, infer, encode, train, judge.</summary>
public static class TabularTrainer
{
    /// <summary>Trains a model on a table.</summary>
    /// <param name="table">The rows to learn from, and to validate on unless there is a table of its own for that.</param>
    /// <param name="options">The target and what is said of the columns.</param>
    /// <param name="plan">How to train.</param>
    /// <param name="validationTable">Rows to validate on; null splits them off.</param>
    /// <param name="onSetup">Told once, before the first epoch.</param>
    /// <param name="onEpoch">Told at the end of each epoch.</param>
    /// <param name="cancellation">Ends the training early, with the best parameters so far.</param>
    /// <exception cref="BadInputException">Table, options and plan do not go together.</exception>
    public static TabularTraining<T> Train<T>(
        CsvTable table, SchemaOptions options, TrainingPlan plan, CsvTable? validationTable = null,
        Action<TrainingSetup>? onSetup = null, Action<EpochReport>? onEpoch = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(plan);
        var (trainingRows, validationRows) = Split(table, options, plan, validationTable);
        var inferred = SchemaInference.Infer(table, trainingRows, options);
        var schema = inferred.Schema;
        var training = TableEncoder.Encode<T>(table, trainingRows, schema);
        var validation = TableEncoder.Encode<T>(validationTable ?? table, validationRows, schema);

        Dense[] layers = [.. plan.Hidden.Select(units => new Dense(units, plan.Activation)), new Dense(schema.OutputCount)];
        var network = new Network<T>(schema.InputCount, layers, plan.LossFor(schema.Task), seed: plan.Seed);
        var batchSize = plan.BatchSizeFor(training.Data.Rows);
        onSetup?.Invoke(new(inferred, network.ToString(), training.Data.Rows, validation.Data.Rows, batchSize, [.. training.Notes, .. validation.Notes]));

        var trainer = new Trainer<T>(network, plan.Optimizer, new()
        {
            Epochs = plan.Epochs,
            BatchSize = batchSize,
            Patience = plan.Patience,
            Seed = plan.Seed,
        });
        var result = trainer.Fit(training.Data, validation.Data, onEpoch, cancellation);
        var evaluation = Evaluation.Of(network, validation.Data, schema.Target);
        return new(new(network, schema, plan.Summarise(training.Data.Rows, result, evaluation)), result, evaluation);
    }

    private static (int[] Training, int[] Validation) Split(CsvTable table, SchemaOptions options, TrainingPlan plan, CsvTable? validationTable) =>
        validationTable is null
            ? RowSplit.Holdout(TargetValues.Read(table, options), plan.Validation, plan.Seed)
            : ([.. Enumerable.Range(0, table.RowCount)], [.. Enumerable.Range(0, validationTable.RowCount)]);
}
