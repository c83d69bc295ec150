namespace Chainrule.Explain;

/// <summary>
/// The way of some quantities through the network: which links and which units are highlighted, forwards to what a unit puts out, or
/// backwards from the errors to a weight. Layers and units count from 1, and layer 0 is the inputs; a source of 0 is the bias.
/// </summary>
internal sealed class NetworkPath
{
    private readonly HashSet<(int Layer, int Unit, int From)> _links = [];
    private readonly HashSet<(int Layer, int Unit)> _units = [], _reached = [], _returned = [];
    private readonly HashSet<int> _errors = [];
    private readonly NetworkView _view;
    private readonly int _depth;
    private readonly bool _hasErrors;
    private int _lowestReturn;

    public NetworkPath(IReadOnlyList<string> focus, NetworkView view)
    {
        (_view, _depth, _lowestReturn, _hasErrors) = (view, view.Depth, view.Depth, view.HasTargets);
        foreach (var id in focus) Add(id);
    }

    /// <summary>Whether it runs from the errors back to the weights.</summary>
    public bool IsBackward => _returned.Count > 0;

    /// <summary>Whether the errors are part of it.</summary>
    public bool ReachesErrors => IsBackward || _errors.Count > 0;

    /// <summary>The link whose derivative is taken, where there is exactly one: its factors are numbered.</summary>
    public (int Layer, int Unit, int From)? Weight { get; private set; }

    /// <summary>Whether a link is on the way: what reaches a unit from below, or what returns to it from all that is above.</summary>
    public bool HasLink(int layer, int unit, int from) =>
        _links.Contains((layer, unit, from)) || _reached.Contains((layer, unit))
        || from > 0 && (layer > _lowestReturn + 1 || _returned.Contains((layer - 1, from)));

    public bool HasUnit(int layer, int unit) =>
        _units.Contains((layer, unit)) || layer > _lowestReturn || _reached.Any(reached => reached.Layer == layer + 1);

    public bool HasError(int output) => _lowestReturn < _depth || _errors.Contains(output);

    /// <summary>The units of a layer that must be seen, however large it is.</summary>
    public IEnumerable<int> UnitsOf(int layer) => _units.Where(unit => unit.Layer == layer).Select(unit => unit.Unit);

    private void Add(string id)
    {
        // Of several steps, an id says which.
        if (!QuantityId.TryParse(id.Split('#')[0], out var at)) return;
        switch (at.Kind)
        {
            case QuantityKind.Input:
                _units.Add((0, at.Unit));
                break;
            case QuantityKind.WeightedSum or QuantityKind.Draw:
                AddReached(at.Layer, [at.Unit]);
                break;
            case >= QuantityKind.Mean and <= QuantityKind.Kept:
                AddReached(at.Layer, _view.TogetherWith(at.Layer, at.Unit));
                break;
            case QuantityKind.Weight or QuantityKind.Bias or QuantityKind.Gain when !_hasErrors:
                AddLink(at);
                break;
            case QuantityKind.BackTerm or QuantityKind.BackSum or QuantityKind.Delta or QuantityKind.ActivationSlope:
                AddReturn(at.Layer, at.Unit);
                break;
            case QuantityKind.StandardSlope or QuantityKind.MeanSlope or QuantityKind.MeanAlong or QuantityKind.SumSlope:
                foreach (var unit in _view.TogetherWith(at.Layer, at.Unit)) AddReturn(at.Layer, unit);
                break;
            case QuantityKind.LossSlope:
                AddReturn(_depth, at.Unit);
                break;
            case QuantityKind.Target or QuantityKind.OutputError or QuantityKind.SampleLoss or QuantityKind.BatchLoss:
                AddError(at.Unit);
                break;
            case QuantityKind.RunningMean or QuantityKind.RunningVariance or QuantityKind.NewRunningMean or QuantityKind.NewRunningVariance:
                AddReached(at.Layer, [at.Unit]);
                break;
            // What belongs to all weights, or to a whole row, has no way of its own.
            case QuantityKind.RowWeight or QuantityKind.WeightSum or QuantityKind.Penalty or QuantityKind.Objective
                or QuantityKind.GradientNorm or QuantityKind.ClipFactor:
                break;
            default:
                Weight = _view.HasThreeFactors(at) && (!IsBackward || Weight == (at.Layer, at.Unit, at.From)) ? (at.Layer, at.Unit, at.From) : null;
                AddLink(at);
                foreach (var unit in at.From > 0 ? _view.TogetherWith(at.Layer, at.Unit) : [at.Unit]) AddReturn(at.Layer, unit);
                break;
        }
    }

    /// <summary>All that reaches some units from below.</summary>
    private void AddReached(int layer, IEnumerable<int> units)
    {
        foreach (var unit in units)
        {
            _units.Add((layer, unit));
            _reached.Add((layer, unit));
        }
    }

    private void AddLink(QuantityId link)
    {
        _links.Add((link.Layer, link.Unit, link.From));
        _units.Add((link.Layer, link.Unit));
        if (link.From > 0) _units.Add((link.Layer - 1, link.From));
    }

    /// <summary>From every error back to a unit, over all that lies between.</summary>
    private void AddReturn(int layer, int unit)
    {
        _units.Add((layer, unit));
        _returned.Add((layer, unit));
        _lowestReturn = Math.Min(_lowestReturn, layer);
        if (layer == _depth) _errors.Add(unit);
    }

    /// <summary>The error of an output, or with 0 all of them.</summary>
    private void AddError(int output)
    {
        if (output == 0) _lowestReturn = _depth - 1;
        else _units.Add((_depth, output));
        _errors.Add(output);
    }
}
