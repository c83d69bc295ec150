using Chainrule.Algebra;
using Chainrule.Tracing;

namespace Chainrule.Explain;

/// <summary>
/// All quantities of a recorded step on one sample, in the order in which they are computed. Their values are those of the
/// trace, that is of the engine; their rules come from the same texts as its kernels. For networks with elementwise
/// activations and losses, stepped by an optimizer without memory.
/// </summary>
public sealed class StepQuantities
{
    private readonly Dictionary<string, Quantity> _byId = [];
    private readonly List<Quantity> _all = [];
    private readonly Trace<double> _trace;
    private readonly Network<double> _network;
    private readonly Optimizer _optimizer;

    /// <param name="step">A step that has just run, recording, on one sample.</param>
    /// <exception cref="ArgumentException">It recorded nothing, or a batch of several samples, or what has no derivation yet.</exception>
    public StepQuantities(Step<double> step)
    {
        ArgumentNullException.ThrowIfNull(step);
        (_network, _optimizer) = (step.Network, step.Optimizer);
        _trace = step.Trace ?? throw new ArgumentException("The step left no trace: set Recording before Run.", nameof(step));
        if (_trace.Inputs.Length != _network.Inputs) throw new ArgumentException("The step had more than one sample.", nameof(step));
        RequireFormulas();
        Names = new([.. _network.Layers.Select(layer => (layer.Inputs, layer.Units))], HasLayerBiases());

        HasBiases = _network.Biases != BiasPolicy.Frozen || _trace.Layers.Any(layer => layer.Before.Biases.AsSpan().IndexOfAnyExcept(0) >= 0);
        AddGiven();
        for (var layer = 1; layer <= Depth; layer++) AddForward(layer);
        AddError();
        for (var layer = Depth; layer >= 1; layer--) AddBackward(layer);
        for (var layer = 1; layer <= Depth; layer++) AddUpdate(layer);
    }

    /// <summary>In the order in which they are computed.</summary>
    public IReadOnlyList<Quantity> All => _all;

    /// <summary>How many layers of weights there are.</summary>
    public int Depth => _network.Layers.Count;

    /// <summary>The quantity of that id.</summary>
    public Quantity this[string id] => _byId[id];

    internal Names Names { get; }

    /// <summary>2-2-2: how many inputs there are, and units in each layer.</summary>
    internal string Shape => string.Join('-', _network.Layers.Select(layer => layer.Units).Prepend(_network.Inputs));

    /// <summary>Biases that are 0 and stay 0 are none.</summary>
    internal bool HasBiases { get; }

    /// <summary>A layer of the trace, counted from 1.</summary>
    internal LayerTrace<double> Layer(int layer) => _trace.Layers[layer - 1];

    private void RequireFormulas()
    {
        var symbol = Symbol.Variable("");
        if (_network.Loss.ErrorFormula(symbol, symbol, 1) is null || _network.Layers.Any(layer => layer.Activation.Formula(symbol) is null))
            throw new ArgumentException("There is no derivation of softmax and cross-entropy yet.");
        var moved = _optimizer.Formulas(_trace.Update, symbol, symbol, Symbol.Variable("m"), Symbol.Variable("v")).W;
        if (Quantity.Variables(moved).Any(name => name.Length > 0))
            throw new ArgumentException($"There is no derivation of an optimizer with memory yet: {_optimizer.Name}.");
    }

    /// <summary>A frozen bias belongs to its layer, as in the tutorial, where all units of each layer have the same.</summary>
    private bool HasLayerBiases() => _network.Biases switch
    {
        BiasPolicy.PerUnit => false,
        BiasPolicy.Shared => true,
        _ => _network.Layers.All(layer => layer.Biases.AsSpan().IndexOfAnyExcept(layer.Biases[0]) < 0),
    };

    private void AddGiven()
    {
        for (var i = 1; i <= _trace.Inputs.Length; i++)
            Add(Names.X(i), Names.InputAlias(i), QuantityKind.Input, _trace.Inputs[i - 1]);
        for (var k = 1; k <= _trace.Targets.Length; k++)
            Add(Names.T(k), $"target_o{k}", QuantityKind.Target, _trace.Targets[k - 1]);
        for (var layer = 1; layer <= Depth; layer++)
        {
            var before = Layer(layer).Before;
            for (var j = 1; j <= before.Units; j++)
            {
                for (var i = 1; i <= before.Inputs; i++)
                    Add(Names.W(layer, j, i), Names.WeightAlias(layer, j, i), QuantityKind.Weight, before.Weights[(j - 1) * before.Inputs + i - 1]);
                if (HasBiases) Add(Names.B(layer, j), Names.BiasAlias(layer, j), QuantityKind.Bias, before.Biases[j - 1]);
            }
        }
    }

    private void AddForward(int layer)
    {
        var trace = Layer(layer);
        for (var j = 1; j <= trace.Before.Units; j++)
        {
            var net = Sum(trace.Before.Inputs, i => Ref(Names.W(layer, j, i)) * Ref(Names.A(layer - 1, i)));
            if (HasBiases) net += Ref(Names.B(layer, j));
            Add(Names.Z(layer, j), $"net_{Names.Unit(layer, j)}", QuantityKind.Net, trace.Z[j - 1], net);
            var rule = trace.Before.Activation.Formula(Ref(Names.Z(layer, j)));
            Add(Names.A(layer, j), Names.OutputAlias(layer, j), QuantityKind.Output, trace.A[j - 1], rule);
        }
    }

    private void AddError()
    {
        var outputs = _trace.Targets.Length;
        for (var k = 1; k <= outputs; k++)
        {
            var rule = _network.Loss.ErrorFormula(Ref(LossInput(k)), Ref(Names.T(k)), outputs);
            Add(Names.OutputError(k), $"E_o{k}", QuantityKind.OutputError, _trace.Errors[k - 1], rule);
        }
        Add("E", "E_total", QuantityKind.SampleLoss, _trace.Loss, Sum(outputs, k => Ref(Names.OutputError(k))));
    }

    private void AddBackward(int layer)
    {
        var trace = Layer(layer);
        for (var j = 1; j <= trace.Before.Units; j++)
        {
            // A loss that contains its activation is differentiated as one: its slope is δ at once.
            var rule = layer == Depth && _network.Loss.Contains is not null ? LossSlopeRule(j) : AddTwoFactors(layer, j);
            Add(Names.Delta(layer, j), $"delta_{Names.Unit(layer, j)}", QuantityKind.Delta, trace.Delta[j - 1], rule);
        }
        for (var j = 1; j <= trace.Before.Units; j++) AddGradients(layer, j);
    }

    /// <summary>∂E/∂out and ∂out/∂net, whose product δ is.</summary>
    private Symbol AddTwoFactors(int layer, int j)
    {
        var arriving = layer == Depth ? AddLossSlope(j) : AddBackSum(layer, j);
        var activation = Layer(layer).Before.Activation;
        var slope = activation.SlopeFormula(Ref(activation.DerivativeOf == Functions.Needs.Input ? Names.Z(layer, j) : Names.A(layer, j)))!;
        var unit = Names.Unit(layer, j);
        Add(Names.Slope(layer, j), $"dout_{unit}/dnet_{unit}", QuantityKind.ActivationSlope, Evaluate(slope), slope);
        return Ref(arriving) * Ref(Names.Slope(layer, j));
    }

    private string AddLossSlope(int k)
    {
        Add(Names.LossSlope(k), $"dE_total/dout_o{k}", QuantityKind.LossSlope, Layer(Depth).S[k - 1], LossSlopeRule(k));
        return Names.LossSlope(k);
    }

    private Symbol? LossSlopeRule(int k) => _network.Loss.SlopeFormula(Ref(LossInput(k)), Ref(Names.T(k)), _trace.Targets.Length);

    private string AddBackSum(int layer, int j)
    {
        var above = Layer(layer + 1);
        for (var k = 1; k <= above.Before.Units; k++)
        {
            var rule = Ref(Names.Delta(layer + 1, k)) * Ref(Names.W(layer + 1, k, j));
            Add(Names.BackTerm(layer, j, k), BackTermAlias(layer, j, k), QuantityKind.BackTerm, Evaluate(rule), rule);
        }
        var sum = Sum(above.Before.Units, k => Ref(Names.BackTerm(layer, j, k)));
        Add(Names.BackSum(layer, j), $"dE_total/dout_{Names.Unit(layer, j)}", QuantityKind.BackSum, Layer(layer).S[j - 1], sum);
        return Names.BackSum(layer, j);
    }

    /// <summary>Only a part that comes straight from an output is the derivative of that output's own error.</summary>
    private string BackTermAlias(int layer, int j, int k)
    {
        var above = Names.Unit(layer + 1, k);
        return layer + 1 == Depth ? $"dE_{above}/dout_{Names.Unit(layer, j)}" : $"dE_total/dout_{Names.Unit(layer, j)} via {above}";
    }

    private void AddGradients(int layer, int j)
    {
        var trace = Layer(layer);
        var inputs = trace.Before.Inputs;
        for (var i = 1; i <= inputs; i++)
        {
            var id = Names.Gradient(Names.W(layer, j, i));
            var rule = Ref(Names.Delta(layer, j)) * Ref(Names.A(layer - 1, i));
            var value = trace.WeightGradients[(j - 1) * inputs + i - 1];
            Add(id, $"dE_total/d{Names.WeightAlias(layer, j, i)}", QuantityKind.WeightGradient, value, rule);
        }
        if (!HasBiases) return;
        // Where the bias of a layer is not trained as one, each of these is the derivative by one unit's part in it.
        var (alias, bias) = _network.Biases == BiasPolicy.Shared
            ? (Names.BiasAlias(layer, j), Sum(trace.Before.Units, k => Ref(Names.Delta(layer, k))))
            : (Names.UnitBiasAlias(layer, j), Ref(Names.Delta(layer, j)));
        Add(Names.Gradient(Names.B(layer, j)), $"dE_total/d{alias}", QuantityKind.BiasGradient, trace.BiasGradients[j - 1], bias);
    }

    private void AddUpdate(int layer)
    {
        var (before, after) = (Layer(layer).Before, Layer(layer).After);
        for (var j = 1; j <= before.Units; j++)
        {
            for (var i = 1; i <= before.Inputs; i++)
                AddNew(Names.W(layer, j, i), QuantityKind.NewWeight, after.Weights[(j - 1) * before.Inputs + i - 1], isMoved: true);
            if (HasBiases) AddNew(Names.B(layer, j), QuantityKind.NewBias, after.Biases[j - 1], _network.Biases != BiasPolicy.Frozen);
        }
    }

    private void AddNew(string parameter, QuantityKind kind, double value, bool isMoved)
    {
        var rule = isMoved ? _optimizer.Formulas(_trace.Update, Ref(parameter), Ref(Names.Gradient(parameter)), 0, 0).W : Ref(parameter);
        Add(Names.New(parameter), _byId[parameter].Alias + "+", kind, value, rule);
    }

    /// <summary>What the loss is a function of: the net input where it contains the activation, else the output.</summary>
    private string LossInput(int k) => _network.Loss.Contains is null ? Names.A(Depth, k) : Names.Z(Depth, k);

    private void Add(string id, string alias, QuantityKind kind, double value, Symbol? rule = null)
    {
        var quantity = new Quantity(id, alias, kind, value, rule);
        _byId.Add(id, quantity);
        _all.Add(quantity);
    }

    /// <summary>A number that the engine keeps only inside a kernel, by the same text in the same arithmetic.</summary>
    private double Evaluate(Symbol rule) => rule.Evaluate<Scalar<double>>(id => new(_byId[id].Value)).Value;

    private static Symbol Ref(string id) => Symbol.Variable(id);

    private static Symbol Sum(int count, Func<int, Symbol> term)
    {
        var sum = term(1);
        for (var i = 2; i <= count; i++) sum += term(i);
        return sum;
    }
}
