using System.CommandLine;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>The options of train that say how parameters follow gradients.</summary>
internal sealed class OptimizationOptions
{
    private readonly Option<string?> _optimizer = NewOption.Among(
        "--optimizer", "How parameters follow gradients (default adam)", [.. Optimizer.All.Select(optimizer => optimizer.Name)]);

    private readonly Option<double?> _learningRate =
        NewOption.Number("--learning-rate", "X", "The length of a step (default by optimizer and rows)");

    private readonly Option<double?> _momentum =
        NewOption.Number("--momentum", "X", "Of sgd (default 0.9) and rmsprop (default 0), from 0 to below 1");

    private readonly Option<double?> _weightDecay =
        NewOption.Number(
            "--weight-decay", "X", "How fast parameters shrink by themselves (default 0.001, or less for more than 1,000 rows; of adamw 0.01)");

    private readonly Option<string?> _schedule = NewOption.Among(
        "--schedule", "How the learning rate changes (default constant)", [.. Schedule.All.Select(schedule => schedule.Name)]);

    private readonly Option<int?> _warmUp =
        NewOption.Optional<int?>("--warm-up", "EPOCHS", "Epochs in which the learning rate climbs before the schedule begins (default 0)");

    private readonly Option<double?> _factor = NewOption.Number(
        "--schedule-factor", "X", "What a rate is multiplied by when it comes down (default 0.1 for step and plateau, 0.98 for exponential)");

    private readonly Option<int?> _epochs = NewOption.Optional<int?>(
        "--schedule-epochs", "N", "Epochs between two steps (default 30), or without a better validation loss on a plateau (default 10)");

    private readonly Option<double?> _clipNorm =
        NewOption.Number("--clip-norm", "X", "The longest that the gradient of all parameters may be");

    private readonly Option<double?> _clipValue = NewOption.Number("--clip-value", "X", "The largest that any gradient may be");

    private readonly Option<double?> _l1 =
        NewOption.Number("--l1", "X", "Penalty in the loss for each weight: X times its magnitude (default 0)");

    private readonly Option<double?> _l2 = NewOption.Number(
        "--l2", "X", "Penalty in the loss for each weight: half of X times its square (default 0; 0.01 for lbfgs and levenberg-marquardt)");

    public Option[] All =>
    [
        _optimizer, _learningRate, _momentum, _weightDecay, _schedule, _warmUp, _factor, _epochs, _clipNorm, _clipValue, _l1, _l2,
    ];

    /// <summary>The optimizer; what was left out is what suits a table of which so many rows are learned from.</summary>
    /// <exception cref="BadInputException">A number is out of its range or does not go with the optimizer.</exception>
    public Optimizer OptimizerOf(ParseResult parsed, int rows = 1)
    {
        var optimizer = TrainingPlan.OptimizerNamed(parsed.GetValue(_optimizer) ?? new TrainingPlan().OptimizerFor(rows).Name, rows);
        var decay = TrainOptions.InRange(parsed, _weightDecay, NumberRange.NotNegative);
        var momentum = TrainOptions.InRange(parsed, _momentum, NumberRange.Fraction);
        Refuse(momentum is not null && optimizer is not (Sgd or RmsProp),
            $"--momentum belongs to --optimizer sgd or rmsprop, not to {optimizer.Name}");
        Refuse(decay is not null && optimizer is Rprop,
            "--weight-decay does not go with --optimizer rprop, which sees the signs of gradients alone");
        Refuse(decay is not null && optimizer is SecondOrder, $"--weight-decay does not go with --optimizer {optimizer.Name}, but --l2 does");
        optimizer = optimizer switch
        {
            Sgd sgd => sgd with { Momentum = momentum ?? sgd.Momentum, WeightDecay = decay ?? sgd.WeightDecay },
            RmsProp rmsProp => rmsProp with { Momentum = momentum ?? rmsProp.Momentum, WeightDecay = decay ?? rmsProp.WeightDecay },
            Adagrad adagrad => adagrad with { WeightDecay = decay ?? adagrad.WeightDecay },
            Moments adam => adam with { WeightDecay = decay ?? adam.WeightDecay },
            _ => optimizer,
        };
        var rate = TrainOptions.InRange(parsed, _learningRate, NumberRange.Positive);
        Refuse(rate is not null && optimizer is LevenbergMarquardt,
            $"--learning-rate does not go with --optimizer {optimizer.Name}, which finds the length of its steps by its damping");
        return optimizer with { LearningRate = rate ?? optimizer.LearningRate };
    }

    /// <summary>The schedule; null for an optimizer left alone.</summary>
    /// <exception cref="BadInputException">A number is out of its range or does not go with the schedule or the optimizer.</exception>
    public Schedule? ScheduleOf(ParseResult parsed)
    {
        var (factor, epochs) = (TrainOptions.InRange(parsed, _factor, NumberRange.Part), TrainOptions.AtLeastOne(parsed, _epochs));
        var (name, warmUp) = (parsed.GetValue(_schedule), TrainOptions.AtLeastOne(parsed, _warmUp));
        var schedule = Schedule.Named(name ?? "constant") with { WarmUp = warmUp ?? 0 };
        Refuse(factor is not null && schedule is not (StepSchedule or ExponentialSchedule or PlateauSchedule),
            "--schedule-factor belongs to --schedule step, exponential or plateau");
        Refuse(epochs is not null && schedule is not (StepSchedule or PlateauSchedule), "--schedule-epochs belongs to --schedule step or plateau");
        Refuse(warmUp is not null && schedule is OneCycleSchedule, "--warm-up does not go with --schedule one-cycle, which climbs by itself");
        if (name is null && warmUp is null) return null;
        var optimizer = OptimizerOf(parsed);
        Refuse(optimizer is Rprop or SecondOrder, $"a schedule does not go with --optimizer {optimizer.Name}, whose steps find their own lengths");
        return schedule switch
        {
            StepSchedule step => step with { Gamma = factor ?? step.Gamma, Every = epochs ?? step.Every },
            ExponentialSchedule exponential => exponential with { Gamma = factor ?? exponential.Gamma },
            PlateauSchedule plateau => plateau with { Gamma = factor ?? plateau.Gamma, Patience = epochs ?? plateau.Patience },
            _ => schedule,
        };
    }

    /// <summary>Penalties and limits; null where nothing is said of them.</summary>
    /// <exception cref="BadInputException">A number is out of its range.</exception>
    public GradientOptions? GradientsOf(ParseResult parsed)
    {
        var norm = TrainOptions.InRange(parsed, _clipNorm, NumberRange.Positive);
        var value = TrainOptions.InRange(parsed, _clipValue, NumberRange.Positive);
        var (l1, l2) = (TrainOptions.InRange(parsed, _l1, NumberRange.NotNegative), TrainOptions.InRange(parsed, _l2, NumberRange.NotNegative));
        Refuse(norm is not null && value is not null, "--clip-value does not go with --clip-norm");
        var optimizer = OptimizerOf(parsed);
        Refuse(optimizer is SecondOrder && (norm ?? value) is not null,
            $"{(norm is null ? "--clip-value" : "--clip-norm")} does not go with --optimizer {optimizer.Name}, whose steps find their own lengths");
        Refuse(optimizer is SecondOrder && l1 is not null,
            $"--l1 does not go with --optimizer {optimizer.Name}, which needs a smooth loss, but --l2 does");
        return norm is null && value is null && l1 is null && l2 is null
            ? null
            : new() { ClipNorm = norm, ClipValue = value, L1 = l1 ?? 0, L2 = l2 ?? 0 };
    }

    private static void Refuse(bool isWrong, string sentence)
    {
        if (isWrong) throw new BadInputException($"{sentence}: leave it out");
    }
}
