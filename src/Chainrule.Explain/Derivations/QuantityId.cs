using System.Globalization;

namespace Chainrule.Explain;

/// <summary>
/// The id of a quantity in its parts; layers, units, sources and samples count from 1, and 0 says that a part does not apply.
/// Of a parameter's gradient, moments and new value, a source of 0 means the bias, and <see cref="OfGain"/> the gain.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Layer">Its layer.</param>
/// <param name="Unit">Its unit; of an input or a target its place.</param>
/// <param name="From">The unit below of a weight, or the unit above of a part that comes back.</param>
/// <param name="Sample">Its sample, in a batch of several.</param>
internal readonly record struct QuantityId(QuantityKind Kind, int Layer = 0, int Unit = 0, int From = 0, int Sample = 0)
{
    /// <summary>The source that a gain and its numbers have.</summary>
    public const int OfGain = -1;

    /// <summary>The letters of each kind; those of a parameter are followed by W, b or G.</summary>
    private static readonly (string Letters, QuantityKind Kind, bool IsNew)[] s_letters =
    [
        ("x", QuantityKind.Input, false), ("t", QuantityKind.Target, false), ("z", QuantityKind.Net, false), ("a", QuantityKind.Output, false),
        ("E", QuantityKind.OutputError, false), ("e", QuantityKind.LossSlope, false), ("phi'", QuantityKind.ActivationSlope, false),
        ("draw", QuantityKind.Draw, false), ("mask", QuantityKind.Mask, false), ("y", QuantityKind.Kept, false),
        ("s", QuantityKind.BackSum, false), ("d", QuantityKind.Delta, false),
        ("W", QuantityKind.Weight, false), ("b", QuantityKind.Bias, false), ("W", QuantityKind.NewWeight, true), ("b", QuantityKind.NewBias, true),
        ("gW", QuantityKind.WeightGradient, false), ("gb", QuantityKind.BiasGradient, false),
        ("pW", QuantityKind.PenaltySlope, false), ("jW", QuantityKind.PenalisedGradient, false),
        ("cW", QuantityKind.ClippedGradient, false), ("cb", QuantityKind.ClippedGradient, false),
        ("rW", QuantityKind.DecayedGradient, false), ("rb", QuantityKind.DecayedGradient, false),
        ("mW", QuantityKind.FirstMoment, false), ("mb", QuantityKind.FirstMoment, false),
        ("vW", QuantityKind.SecondMoment, false), ("vb", QuantityKind.SecondMoment, false),
        ("mW", QuantityKind.NewFirstMoment, true), ("mb", QuantityKind.NewFirstMoment, true),
        ("vW", QuantityKind.NewSecondMoment, true), ("vb", QuantityKind.NewSecondMoment, true),
        .. NormalizerIds.Letters,
    ];

    /// <summary>The words for what there is only once; E also of a sample.</summary>
    private static readonly (string Word, QuantityKind Kind)[] s_words =
    [
        ("E", QuantityKind.SampleLoss), ("R", QuantityKind.Penalty), ("J", QuantityKind.Objective),
        ("omega", QuantityKind.WeightSum), ("norm", QuantityKind.GradientNorm), ("kappa", QuantityKind.ClipFactor),
    ];

    /// <summary>Whether it belongs to one sample: its id has a sample where there are several. The statistics of a unit are of a batch.</summary>
    public static bool IsOfSample(QuantityId id) =>
        id.Kind is (>= QuantityKind.Input and <= QuantityKind.Draw) or (>= QuantityKind.WeightedSum and <= QuantityKind.SampleLoss)
            or (>= QuantityKind.LossSlope and <= QuantityKind.SumSlope)
        && !(id.Unit > 0 && NormalizerIds.IsStatistic(id.Kind));

    public override string ToString() => (Kind switch
    {
        QuantityKind.Input => Names.X(Unit),
        QuantityKind.Target => Names.T(Unit),
        QuantityKind.Weight => Names.W(Layer, Unit, From),
        QuantityKind.Bias => Names.B(Layer, Unit),
        QuantityKind.Gain => Parameter,
        QuantityKind.FirstMoment => "m" + Parameter,
        QuantityKind.SecondMoment => "v" + Parameter,
        QuantityKind.Net => Names.Z(Layer, Unit),
        QuantityKind.Output => Names.A(Layer, Unit),
        QuantityKind.OutputError => Names.OutputError(Unit),
        QuantityKind.SampleLoss or QuantityKind.BatchLoss => "E",
        QuantityKind.LossSlope => Names.LossSlope(Unit),
        QuantityKind.ActivationSlope => Names.Slope(Layer, Unit),
        QuantityKind.BackTerm => Names.BackTerm(Layer, Unit, From),
        QuantityKind.BackSum => Names.BackSum(Layer, Unit),
        QuantityKind.Delta => Names.Delta(Layer, Unit),
        QuantityKind.WeightGradient or QuantityKind.BiasGradient or QuantityKind.GainGradient => Names.Gradient(Parameter),
        QuantityKind.Draw => $"draw{Layer}[{Unit}]",
        QuantityKind.Mask => $"mask{Layer}[{Unit}]",
        QuantityKind.Kept => $"y{Layer}[{Unit}]",
        QuantityKind.RowWeight or QuantityKind.WeightSum => "omega",
        QuantityKind.Penalty => "R",
        QuantityKind.Objective => "J",
        QuantityKind.PenaltySlope => "p" + Parameter,
        QuantityKind.PenalisedGradient => "j" + Parameter,
        QuantityKind.GradientNorm => "norm",
        QuantityKind.ClipFactor => "kappa",
        QuantityKind.ClippedGradient => "c" + Parameter,
        QuantityKind.DecayedGradient => "r" + Parameter,
        QuantityKind.NewFirstMoment => "m" + Names.New(Parameter),
        QuantityKind.NewSecondMoment => "v" + Names.New(Parameter),
        QuantityKind.NewWeight or QuantityKind.NewBias or QuantityKind.NewGain => Names.New(Parameter),
        _ => NormalizerIds.Of(this),
    }) + (Sample > 0 ? $"@{Sample}" : "");

    /// <summary>The weight, bias or gain that a gradient, a moment or a new value belongs to.</summary>
    public QuantityId OfParameter() => new(
        From switch { > 0 => QuantityKind.Weight, OfGain => QuantityKind.Gain, _ => QuantityKind.Bias }, Layer, Unit, From);

    /// <summary>The gain of the same unit.</summary>
    public QuantityId ToGain() => new(QuantityKind.Gain, Layer, Unit, OfGain);

    /// <summary>The gradient of a parameter, or another of its numbers; the kinds of weights become those of biases and gains.</summary>
    public QuantityId With(QuantityKind kind) => this with
    {
        Kind = (kind, From) switch
        {
            (QuantityKind.WeightGradient, 0) => QuantityKind.BiasGradient,
            (QuantityKind.NewWeight, 0) => QuantityKind.NewBias,
            (QuantityKind.WeightGradient, OfGain) => QuantityKind.GainGradient,
            (QuantityKind.NewWeight, OfGain) => QuantityKind.NewGain,
            _ => kind,
        },
        Sample = 0,
    };

    /// <summary>The parameter as ids have it: W1[j,i], b1[j] or G1[j].</summary>
    public string Parameter => From switch
    {
        > 0 => Names.W(Layer, Unit, From),
        OfGain => $"G{Layer}[{Unit}]",
        _ => Names.B(Layer, Unit),
    };

    /// <summary>Reads an id as <see cref="ToString"/> writes it; whether there is such a quantity is another question.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out QuantityId id)
    {
        id = default;
        var sample = 0;
        if (text.IndexOf('@') is var at and >= 0)
        {
            if (!Number(text[(at + 1)..], out sample)) return false;
            text = text[..at];
        }
        foreach (var (word, kind) in s_words)
            if (text.SequenceEqual(word))
            {
                id = new(kind == QuantityKind.WeightSum && sample > 0 ? QuantityKind.RowWeight : kind, Sample: sample);
                return true;
            }
        var open = text.IndexOf('[');
        if (open < 0) return NormalizerIds.TryParseOfLayer(text, sample, out id);
        if (text[^1] != ']') return false;
        var head = text[..open];
        var index = text[(open + 1)..^1];
        var isNew = head.EndsWith("'") && !head.StartsWith("phi'");
        if (isNew) head = head[..^1];
        var letters = head.TrimEnd("0123456789");
        var layer = 0;
        if (letters.Length < head.Length && !Number(head[letters.Length..], out layer)) return false;
        var comma = index.IndexOf(',');
        var from = 0;
        if (!Number(comma < 0 ? index : index[..comma], out var unit) || (comma >= 0 && !Number(index[(comma + 1)..], out from))) return false;
        foreach (var (candidate, kind, isNewKind) in s_letters)
        {
            if (isNewKind != isNew || !letters.SequenceEqual(candidate)) continue;
            var actual = kind == QuantityKind.BackSum && from > 0 ? QuantityKind.BackTerm : kind;
            id = new(actual, layer, unit, candidate[^1] == 'G' && from == 0 ? OfGain : from, sample);
            return HasLayer(actual) == layer > 0 && (candidate[^1] == 'W' || actual == QuantityKind.BackTerm) == from > 0;
        }
        return false;
    }

    private static bool HasLayer(QuantityKind kind) =>
        kind is not (QuantityKind.Input or QuantityKind.Target or QuantityKind.OutputError or QuantityKind.LossSlope);

    internal static bool Number(ReadOnlySpan<char> digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
