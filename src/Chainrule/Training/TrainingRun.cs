using System.Numerics;
using Chainrule.Solvers;

namespace Chainrule.Training;

/// <summary>
/// One training on its way, batch by batch. Between two batches it may be written to a checkpoint, stopped, or put back to where it was a
/// moment ago: from the same state it goes on in the same way.
/// </summary>
internal sealed class TrainingRun<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The state is kept in memory this often, so that to look for the first number that was none takes not much longer.</summary>
    private const int KeepMilliseconds = 1000;

    /// <summary>Larger states, in bytes, are not kept: what went wrong is then found where it shows before it is in the parameters.</summary>
    private const long MostKept = 16 << 20;

    private readonly Optimizer _optimizer;
    private readonly TrainingOptions _options;
    private readonly RowSource<T> _training;
    private readonly RowSource<T>? _validation;
    private readonly Batches<T> _batches;
    private readonly TrainingState<T> _state;
    private readonly Step<T> _step;
    private readonly Objective? _objective;
    private readonly Solver? _solver;
    private readonly Snapshot<T>? _kept;
    private readonly CheckpointWriter<T>? _checkpoint;
    private readonly ProgressTeller _progress;
    private long _nextKeep;

    /// <exception cref="BadInputException">There is no checkpoint to resume from, it is of another training, or none can be written.</exception>
    public TrainingRun(Network<T> network, Optimizer optimizer, TrainingOptions options, RowSource<T> training, RowSource<T>? validation)
    {
        (_optimizer, _options, _training, _validation) = (optimizer, options, training, validation);
        _progress = new(options.OnProgress);
        _step = new(network, optimizer, options.Gradients) { Seed = options.Seed };
        if (optimizer is SecondOrder method)
        {
            _objective = Objective.Of(network, InMemory(training), options.Gradients);
            _solver = method.Solve(_objective);
        }
        _state = new(_step, _solver, options.Watch && _solver is null ? new(_step, training) : null);
        if (_state.Arrays.Sum(array => (long)array.Bytes.Length) <= MostKept) _kept = new(_state);
        _batches = training.Shuffled(options.BatchSize, options.Seed);
        if (options.Checkpoint is { } checkpoint)
            _checkpoint = new(checkpoint, _state, TrainingIdentity.Of(optimizer, options, training, validation));
    }

    /// <summary>Gives back what the batches were read with.</summary>
    public void Dispose() => _batches.Dispose();

    /// <summary>Goes on to the end, and leaves the network with its best parameters.</summary>
    /// <param name="onEpoch">Told of every epoch, also of those before a checkpoint.</param>
    /// <param name="isCancelled">Asked before every batch and before the end of every epoch.</param>
    /// <param name="cancellation">Ends the iteration of a solver on its way.</param>
    public TrainingResult Run(Action<EpochReport>? onEpoch, Func<bool> isCancelled, CancellationToken cancellation = default)
    {
        if (_options.Checkpoint is not { Resume: true } && !Begin(cancellation)) return new(TrainingEnd.Cancelled, 1, _state.BestReport);
        foreach (var report in _state.Reports) onEpoch?.Invoke(report with { IsFromCheckpoint = true });
        var end = RunToEnd(Tell, isCancelled, cancellation);
        if (end == TrainingEnd.Cancelled) _checkpoint?.Write();
        var divergence = end == TrainingEnd.Diverged ? FindDivergence() : null;
        _step.Network.CopyFrom(_state.Best);
        var isAmidEpoch = end is TrainingEnd.Cancelled or TrainingEnd.Diverged;
        return new(end, _state.Epoch + (isAmidEpoch ? 1 : 0), _state.BestReport) { Divergence = divergence };

        void Tell(EpochReport report)
        {
            _state.Reports.Add(report);
            onEpoch?.Invoke(report);
        }
    }

    /// <summary>Judges the network as it is; false if that was cancelled, and there is nothing yet to come back to.</summary>
    private bool Begin(CancellationToken cancellation)
    {
        var report = new EpochReport(
            0, Judge(_training, 0, cancellation), _validation is null ? null : Judge(_validation, 0, cancellation), true);
        if (cancellation.IsCancellationRequested) return false;
        _state.BestReport = report;
        return true;
    }

    /// <summary>The mean loss of the network as it is.</summary>
    private double Judge(RowSource<T> rows, int epoch, CancellationToken cancellation) =>
        _step.Network.Evaluate(rows, cancellation, _progress.OfJudging(epoch, rows.Rows));

    private static DataSet<T> InMemory(RowSource<T> rows) => rows as DataSet<T>
        ?? throw new BadInputException("a second-order optimizer looks at all rows at once: give it rows in memory, or train with another");

    private TrainingEnd RunToEnd(Action<EpochReport> tell, Func<bool> isCancelled, CancellationToken cancellation)
    {
        _batches.Begin(_state.Epoch, _state.Batch);
        Keep(Environment.TickCount64);
        while (true)
        {
            var now = Environment.TickCount64;
            var (isLate, isDue) = (now >= _nextKeep, _checkpoint?.IsDue(now) == true);
            var isStopped = _state.Epoch < _options.Epochs && isCancelled();
            // Nothing is kept, and nothing written, that is not sound.
            if ((isLate || isDue || isStopped) && !_state.IsFinite()) return TrainingEnd.Diverged;
            if (isStopped) return TrainingEnd.Cancelled;
            if (_state.Epoch == _options.Epochs) return TrainingEnd.Completed;
            if (isLate) Keep(now);
            if (isDue) _checkpoint!.Write();
            if (_progress.IsDue(now) && _solver is null) _progress.Tell(new(_state.Epoch + 1, IsJudging: false, RowsDone, _training.Rows));
            if (Advance(tell, cancellation) is { } end) return end;
        }
    }

    /// <summary>How many rows of the epoch are learned from.</summary>
    private int RowsDone => (int)Math.Min((long)_state.Batch * _options.BatchSize, _training.Rows);

    private void Keep(long now)
    {
        _kept?.Take();
        _nextKeep = now + KeepMilliseconds;
    }

    /// <summary>Runs the next batch, or ends the epoch where there is none; returns why training ends with it, if it does.</summary>
    private TrainingEnd? Advance(Action<EpochReport> tell, CancellationToken cancellation)
    {
        if (_solver is null) return !_batches.Next() ? EndEpoch(tell, cancellation) : double.IsFinite(RunBatch()) ? null : TrainingEnd.Diverged;
        try
        {
            return double.IsFinite(Iterate(_solver, cancellation)) ? EndEpoch(tell, cancellation) : TrainingEnd.Diverged;
        }
        catch (OperationCanceledException)
        {
            return TrainingEnd.Cancelled;
        }
    }

    /// <summary>A training step; returns the loss before it. With a loss that is no number nothing moves.</summary>
    private double RunBatch()
    {
        if (_options.Schedule is { } schedule)
            _step.LearningRate = _optimizer.LearningRate
                * schedule.Factor(new(_step.Updates, _batches.PerEpoch, _options.Epochs, _state.Plateau));
        var loss = _step.ComputeGradients(_batches.Inputs, _batches.Targets, _batches.Weights);
        if (!double.IsFinite(loss)) return loss;
        if (_state.Watch is { } watch) watch.Update();
        else _step.Update();
        var weight = _batches.Weight;
        _state.LossSum += weight * loss;
        _state.WeightSum += weight;
        _state.Batch++;
        return loss;
    }

    /// <summary>An iteration of a solver, which is an epoch; returns the loss before it.</summary>
    private double Iterate(Solver solver, CancellationToken cancellation)
    {
        var loss = solver.Iterate(cancellation);
        ParameterVector.Write(solver.Parameters, _step.Network);
        (_state.LossSum, _state.WeightSum) = (loss, 1);
        return loss;
    }

    private TrainingEnd? EndEpoch(Action<EpochReport> tell, CancellationToken cancellation = default)
    {
        // The mean loss of the rows, each before the update of its batch: what the last update did has to be looked at.
        var loss = _state.LossSum / _state.WeightSum;
        // A solver has ended its iteration, and forgets that it converged: its epoch is ended whatever is asked.
        if (_solver is not null) cancellation = default;
        var validationLoss = _validation is null ? (double?)null : Judge(_validation, _state.Epoch + 1, cancellation);
        // Nothing has changed yet: resumed, the epoch ends again.
        if (cancellation.IsCancellationRequested) return _state.IsFinite() ? TrainingEnd.Cancelled : TrainingEnd.Diverged;
        if (!double.IsFinite(loss) || !double.IsFinite(validationLoss ?? 0) || !_state.IsFinite()) return TrainingEnd.Diverged;
        var best = _state.BestReport;
        var report = new EpochReport(_state.Epoch + 1, loss, validationLoss, validationLoss is null || validationLoss < best.ValidationLoss)
        {
            LearningRate = _step.LearningRate,
            Layers = _state.Watch?.Report(),
            Score = _options.Score?.Invoke(),
        };
        if (_options.Schedule is { } schedule) _state.Plateau = schedule.Learn(_state.Plateau, validationLoss ?? loss);
        if (report.IsBest)
        {
            _state.BestReport = report;
            _state.Best.CopyFrom(_step.Network);
        }
        (_state.Epoch, _state.Batch, _state.LossSum, _state.WeightSum) = (report.Epoch, 0, 0, 0);
        if (_state.Epoch < _options.Epochs) _batches.Begin(_state.Epoch);
        tell(report);
        return _solver is { HasConverged: true } ? TrainingEnd.Converged
            : !report.IsBest && report.Epoch - best.Epoch >= _options.Patience ? TrainingEnd.EarlyStopped
            : null;
    }

    /// <summary>
    /// While all parameters are numbers, looks at what made the loss none: the present batch, or the validation behind the last one. Else
    /// goes back to where they were.
    /// </summary>
    private Divergence? FindDivergence()
    {
        if (_solver is not null || !_state.IsFinite()) return _kept is null ? null : FindAgain(_kept);
        if (_batches.Rows == 0) return new DivergenceSearch<T>(_step).InValidation(_validation, _state.Epoch + 1);
        var before = new Snapshot<T>(_state);
        before.Take();
        return new DivergenceSearch<T>(_step).InBatch(_batches, before, _state.Epoch + 1, _state.Batch + 1);
    }

    /// <summary>
    /// Goes back to the state that was kept last and takes the same way again, looking at everything after every batch. Null where it does
    /// not end as it did, which only somebody who changed the network meanwhile can cause.
    /// </summary>
    private Divergence? FindAgain(Snapshot<T> kept)
    {
        var end = (_state.Epoch, _state.Batch);
        kept.Restore();
        _batches.Begin(_state.Epoch, _state.Batch);
        var before = new Snapshot<T>(_state);
        while ((_state.Epoch, _state.Batch).CompareTo(end) <= 0)
        {
            before.Take();
            if (_solver is not null && !double.IsFinite(Iterate(_solver, default)))
                return new DivergenceSearch<double>(_objective!.Step).InData(_objective.Data, _state.Epoch + 1);
            if (_solver is not null || !_batches.Next())
            {
                if (EndEpoch(_ => { }) != TrainingEnd.Diverged) continue;
                return new DivergenceSearch<T>(_step).InValidation(_validation, _state.Epoch + 1);
            }
            if (double.IsFinite(RunBatch()) && _state.IsFinite()) continue;
            before.Restore();
            return new DivergenceSearch<T>(_step).InBatch(_batches, before, _state.Epoch + 1, _state.Batch + 1);
        }
        return null;
    }
}
