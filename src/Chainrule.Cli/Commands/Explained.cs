using System.CommandLine;
using Chainrule.Data;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>What is to be explained: recorded steps of a network, and how to write them down.</summary>
/// <param name="Steps">The steps.</param>
/// <param name="Origin">Where their optimizer comes from.</param>
/// <param name="Write">Writes the document.</param>
internal sealed record Explained(IReadOnlyList<StepQuantities> Steps, StepOrigin Origin, Func<Language, ExplainOptions, Document> Write)
{
    /// <exception cref="BadInputException">There is nothing to explain: no such file, or no sample.</exception>
    public static Explained Read(ExplainArguments arguments, ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(arguments.Network);
        return AnyModel.IsSpec(path) ? OfSpec(path, arguments, parsed, cancellation) : OfModel(path, arguments, parsed, cancellation);
    }

    private static Explained OfModel(string path, ExplainArguments arguments, ParseResult parsed, CancellationToken cancellation)
    {
        var file = ModelFile.Open(path);
        if (parsed.GetValue(arguments.Row) is { } text)
        {
            if (parsed.GetValue(arguments.Input) is not null) throw new BadInputException("--row and --input are two samples: give one of them");
            return ExplainedRow.Read(TabularModel<double>.Read(file, path), path, ExplainArguments.RowOf(text), parsed, arguments);
        }
        var network = file.Network<double>();
        return SampleOf(arguments, parsed, network) switch
        {
            null => throw new BadInputException($"'{path}' is a trained model: say which row to explain with --row DATA:N, or give --input"),
            (var input, null) => OfPrediction(network, input, path),
            var (input, target) => OfSteps(
                StepOf(network, TabularModel<double>.IsIn(file) ? TabularModel<double>.Read(file, path) : null, out var origin),
                new(input, target, 1), arguments.StepsOf(parsed), path, origin, cancellation),
        };
    }

    /// <summary>
    /// A step by the optimizer that the model was trained with, if it says so and parameters move one by one; else by gradient descent.
    /// </summary>
    /// <param name="network">What the step is made on.</param>
    /// <param name="model">Whose training is known.</param>
    /// <param name="origin">Which of the two it is.</param>
    public static Step<double> StepOf(Network<double> network, TabularModel<double>? model, out StepOrigin origin)
    {
        origin = model?.Optimizer is null or SecondOrder ? StepOrigin.ModelWithoutOptimizer : StepOrigin.Model;
        return origin == StepOrigin.Model
            ? new(network, model!.Optimizer!, model.Gradients == new GradientOptions() ? null : model.Gradients)
            : new(network, new Sgd());
    }

    private static Explained OfSpec(string path, ExplainArguments arguments, ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(arguments.Row) is not null)
            throw new BadInputException($"--row needs a model of a table, which train writes; '{path}' is a network spec: give --input and --target");
        var spec = NetworkSpec.Read(path);
        var network = spec.Build<double>();
        var given = SampleOf(arguments, parsed, network);
        if (given is { Target: null }) return OfPrediction(network, given.Value.Input, path);
        var batch = given is { } sample ? new DataSet<double>(sample.Input, sample.Target!, 1) : spec.Batch
            ?? throw new BadInputException($"'{path}' has no batch to step on: add one, or give --input and --target");
        if (spec.Optimizer is SecondOrder { Name: var optimizer })
            throw new BadInputException(
                $"'{path}' has the optimizer {optimizer}, which moves all parameters together, by trial, so that none has an update to be derived: "
                + "leave the optimizer out to have the gradients explained");
        var step = new Step<double>(network, spec.Optimizer ?? new Sgd(), spec.Gradients) { Seed = spec.Seed };
        return OfSteps(step, batch, arguments.StepsOf(parsed), path, StepOrigin.Training, cancellation);
    }

    private static (double[] Input, double[]? Target)? SampleOf(ExplainArguments arguments, ParseResult parsed, Network<double> network)
    {
        var input = ExplainArguments.NumbersOf(parsed, arguments.Input, network.Inputs, "inputs");
        var target = ExplainArguments.NumbersOf(parsed, arguments.Target, network.Outputs, "outputs");
        if (input is null && target is not null) throw new BadInputException("--target needs --input: give both");
        if (target is not null && !network.Loss.Allows(target))
            throw new BadInputException($"--target must be probabilities, none below 0 and 1 in all, under the loss {network.Loss.Name}");
        return input is null ? null : (input, target);
    }

    private static Explained OfPrediction(Network<double> network, double[] input, string name)
    {
        StepQuantities[] steps = [new(network, input)];
        return new(steps, StepOrigin.Training, (language, options) => StepExplanation.Write(steps, Path.GetFileName(name), language, options));
    }

    /// <summary>Trains on the same batch up to the last step asked for, and records those asked for.</summary>
    private static Explained OfSteps(
        Step<double> step, DataSet<double> batch, int[] updates, string name, StepOrigin origin, CancellationToken cancellation)
    {
        var steps = new List<StepQuantities>();
        foreach (var update in updates)
        {
            while (step.Updates < update - 1)
            {
                if (step.Updates % 1024 == 0) cancellation.ThrowIfCancellationRequested();
                step.Run(batch.Inputs, batch.Targets, batch.Weights);
            }
            step.Recording = true;
            step.Run(batch.Inputs, batch.Targets, batch.Weights);
            step.Recording = false;
            steps.Add(new(step, isOneOfMany: updates.Length > 1));
        }
        return new(steps, origin, (language, options) => StepExplanation.Write(steps, Path.GetFileName(name), language, options));
    }
}
