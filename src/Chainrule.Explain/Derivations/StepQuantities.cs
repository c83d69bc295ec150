using Chainrule.Algebra;
using Chainrule.Tracing;

namespace Chainrule.Explain;

/// <summary>
/// The quantities of a recorded step, or of a prediction, each made when it is asked for: a network of a million parameters costs
/// nothing until somebody asks about one of them. Values are those of the trace, that is of the engine; rules come from the same
/// texts as its kernels.
/// </summary>
public sealed class StepQuantities
{
    private readonly StepValues _values;
    private readonly StepRules _rules;
    private readonly QuantityReader _reader;

    /// <param name="step">A step that has just run, recording.</param>
    /// <exception cref="ArgumentException">It recorded nothing.</exception>
    /// <param name="isOneOfMany">Whether ids end in the number of the update, #2, as those of other steps stand beside them.</param>
    public StepQuantities(Step<double> step, bool isOneOfMany = false) : this(
        (step ?? throw new ArgumentNullException(nameof(step))).Trace
            ?? throw new ArgumentException("The step left no trace: set Recording before Run.", nameof(step)),
        step.Network, step.Optimizer, isOneOfMany)
    {
    }

    /// <summary>The forward pass of a prediction; batch normalisation is folded into weights and biases (<see cref="Network{T}.Folded"/>).</summary>
    public StepQuantities(Network<double> network, double[] inputs)
        : this((network ?? throw new ArgumentNullException(nameof(network))).Folded(), inputs,
            network.HasBatchNormalization)
    {
    }

    private StepQuantities(Network<double> plain, double[] inputs, bool isFolded) : this(plain.Trace(inputs), plain, new Sgd(), false, isFolded)
    {
    }

    internal StepQuantities(Trace<double> trace, Network<double> network, Optimizer optimizer, bool isOneOfMany, bool isFolded = false)
    {
        Shape = new(trace, network, optimizer, isOneOfMany ? $"#{trace.Update}" : "") { IsFolded = isFolded };
        Names = new([.. network.Layers.Select(layer => (layer.Inputs, layer.Units))], Shape.HasLayerBiases)
        {
            HasSharedBiases = network.Biases == BiasPolicy.Shared,
            HasJointOutput = Shape.IsJoint(Depth) || Shape.Weights.Any,
            HasDropout = Shape.Dropout.In,
            HasGradientTerms = Shape.Gradients.HasPenalty || Shape.Gradients.HasLimit,
        };
        _values = new(Shape, Evaluate);
        _rules = new(Shape);
        _reader = new(Shape, Names);
    }

    /// <summary>In the order in which they are computed, made one after another.</summary>
    public IEnumerable<Quantity> All => QuantityOrder.Of(Shape).Select(Make);

    /// <summary>How many layers of weights there are.</summary>
    public int Depth => Shape.Depth;

    /// <summary>The quantity of that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Quantity this[string id] => Make(Id(id));

    internal Names Names { get; }

    internal StepShape Shape { get; }

    /// <summary>The quantity of an id or of any of its aliases.</summary>
    /// <exception cref="BadInputException">There is none; the message has the nearest there is.</exception>
    public Quantity Find(string name) => Make(_reader.Find(name));

    internal QuantityId FindId(string name) => _reader.Find(name);

    internal Quantity Make(QuantityId id) => new(
        id + Shape.Suffix, Names.AliasOf(id), id.Kind, _values[id], _rules[id])
    {
        HasOwnError = !Names.HasJointOutput,
    };

    internal Symbol? RuleOf(QuantityId id) => _rules[id];

    internal double Value(QuantityId id) => _values[id];

    internal double Value(string id) => _values[Id(id)];

    /// <summary>The rule as a long sum, where it is one.</summary>
    internal LongSum? SumOf(QuantityId id) => _rules.SumOf(id);

    internal QuantityId Id(string id) => _reader.TryRead(id.AsSpan(0, id.Length - Shape.Suffix.Length), out var found)
        ? found
        : throw new KeyNotFoundException($"There is no quantity {id}.");

    /// <summary>A rule in numbers; of what the engine keeps only inside a kernel, by the same text in the same arithmetic.</summary>
    internal double Evaluate(Symbol rule) => rule.Evaluate<Scalar<double>>(id => new(Value(id))).Value;

    private double Evaluate(QuantityId id) => Evaluate(_rules[id]!);

    /// <summary>A layer of the trace, counted from 1.</summary>
    internal LayerTrace<double> Layer(int layer) => Shape.Layer(layer);
}
