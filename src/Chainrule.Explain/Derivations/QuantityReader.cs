using System.Globalization;
using System.Text.RegularExpressions;

namespace Chainrule.Explain;

/// <summary>Finds the quantity that a name means: an id, or any of the tutorial's names; and what was probably meant where there is none.</summary>
internal sealed partial class QuantityReader(StepShape shape, Names names)
{
    /// <summary>Names of more layers than this are not looked through for the nearest.</summary>
    private const int MostLayers = 100;

    /// <summary>Reads an id.</summary>
    public bool TryRead(ReadOnlySpan<char> text, out QuantityId id)
    {
        if (!QuantityId.TryParse(text, out id)) return false;
        if (id is { Kind: QuantityKind.SampleLoss, Sample: 0 } && shape.IsBatch) id = new(QuantityKind.BatchLoss);
        return shape.Has(id);
    }

    /// <exception cref="BadInputException">There is no such quantity; the message has the nearest there is.</exception>
    public QuantityId Find(string name)
    {
        var text = name.Trim().Replace('∂', 'd').Replace("δ", "delta", StringComparison.Ordinal).Replace('⁺', '+').Replace('′', '\'')
            .Replace("Σω", "omega", StringComparison.Ordinal).Replace("ω", "omega", StringComparison.Ordinal)
            .Replace("‖g‖", "norm", StringComparison.Ordinal).Replace("κ", "kappa", StringComparison.Ordinal);
        // Among equally near names that which begins alike is meant.
        int Likeness(string candidate) => candidate.AsSpan().CommonPrefixLength(text);
        // Of a batch, a quantity of one sample that is not said is that of the first.
        return Read(text) ?? Read($"{text}@1") ?? throw new BadInputException(
            $"there is no quantity '{name}' here{NearestName.Suggest(text, Candidates(text).OrderByDescending(Likeness))}: "
            + "give an id such as gW2[1,3], z1[2] or E, or a name such as w5, w5+, net_h1, out_o1, delta_o1 or dE/dw5");
    }

    private QuantityId? Read(string text)
    {
        if (TryRead(text, out var id)) return id;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var sample = 0;
        if (at >= 0 && !int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out sample)) return null;
        var alias = at < 0 ? text : text[..at];
        if (ReadAlias(alias) is not { } read) return null;
        if (sample > 0) read = read with { Sample = sample, Kind = read.Kind == QuantityKind.BatchLoss ? QuantityKind.SampleLoss : read.Kind };
        return shape.Has(read) ? read : null;
    }

    private QuantityId? ReadAlias(string alias)
    {
        if (alias == "E_total") return shape.Loss;
        if (Derivative().Match(alias) is { Success: true } derivative)
            return ReadDerivative(derivative.Groups["of"].Value, derivative.Groups["by"].Value, derivative.Groups["via"].Value);
        var isNew = alias.EndsWith('+');
        if (Changed().Match(alias) is { Success: true } changed)
            return ReadParameter(changed.Groups[2].Value)?.With(
                changed.Groups[1].Value == "c" ? QuantityKind.ClippedGradient : QuantityKind.DecayedGradient);
        if (Moment().Match(alias) is { Success: true } moment)
            return (moment.Groups[1].Value == "m", isNew) switch
            {
                (true, false) => ReadParameter(moment.Groups[2].Value)?.With(QuantityKind.FirstMoment),
                (true, true) => ReadParameter(moment.Groups[2].Value)?.With(QuantityKind.NewFirstMoment),
                (false, false) => ReadParameter(moment.Groups[2].Value)?.With(QuantityKind.SecondMoment),
                _ => ReadParameter(moment.Groups[2].Value)?.With(QuantityKind.NewSecondMoment),
            };
        if (OfNormalizer().Match(alias) is { Success: true } normalizer)
            return NormalizerAliases.KindOf(normalizer.Groups[1].Value, isNew) is { } kind
                ? ReadOfNormalizer(normalizer.Groups[2].Value, kind)
                : null;
        if (ReadParameter(alias.TrimEnd('+')) is { } parameter) return isNew ? parameter.With(QuantityKind.NewWeight) : parameter;
        if (OfUnit().Match(alias) is not { Success: true } match) return null;
        var unit = match.Groups[2].Value;
        return match.Groups[1].Value switch
        {
            "i" => Number(unit) is { } i ? new(QuantityKind.Input, 0, i) : null,
            "target_" => ReadOutput(unit) is { } t ? new(QuantityKind.Target, 0, t) : null,
            "E_" => ReadOutput(unit) is { } k ? new(QuantityKind.OutputError, 0, k) : null,
            "net_" => ReadUnit(unit, QuantityKind.Net),
            "out_" => ReadUnit(unit, QuantityKind.Output),
            "draw_" => ReadUnit(unit, QuantityKind.Draw),
            "mask_" => ReadUnit(unit, QuantityKind.Mask),
            "kept_" => ReadUnit(unit, QuantityKind.Kept),
            _ => ReadUnit(unit, QuantityKind.Delta),
        };
    }

    private QuantityId? ReadDerivative(string of, string by, string via)
    {
        if (ReadParameter(by) is { } parameter)
            return of switch
            {
                "R" => parameter.With(QuantityKind.PenaltySlope),
                "J" => parameter.With(shape.Gradients.HasPenalty ? QuantityKind.PenalisedGradient : QuantityKind.DecayedGradient),
                "E" or "E_total" => parameter.With(QuantityKind.WeightGradient),
                _ => null,
            };
        if (of is "E" or "E_total" && OfNormalizer().Match(by) is { Success: true } normalizer)
            return normalizer.Groups[1].Value switch
            {
                "norm" => ReadUnit(normalizer.Groups[2].Value, QuantityKind.StandardSlope),
                "sum" => ReadUnit(normalizer.Groups[2].Value, QuantityKind.SumSlope),
                _ => null,
            };
        if (OfUnit().Match(by) is not { Success: true } match || ReadUnit(match.Groups[2].Value, QuantityKind.Delta) is not { } unit) return null;
        var isNet = match.Groups[1].Value == "net_";
        var isKept = match.Groups[1].Value == "kept_";
        if (!isNet && !isKept && match.Groups[1].Value != "out_") return null;
        if (of == $"out_{match.Groups[2].Value}") return isNet ? unit with { Kind = QuantityKind.ActivationSlope } : null;
        var output = of.StartsWith("E_o", StringComparison.Ordinal) ? ReadOutput(of[2..]) : null;
        if (of is not ("E" or "E_total") && (output is null || names.HasJointOutput)) return null;
        if (via.Length > 0) output = ReadUnit(via, QuantityKind.Delta)?.Unit;
        var isOutputUnit = unit.Layer == shape.Depth;
        if (isNet) return output is null || (isOutputUnit && output == unit.Unit) ? unit : null;
        if (isOutputUnit) return output is null || output == unit.Unit ? new(QuantityKind.LossSlope, 0, unit.Unit) : null;
        if (isKept != (output is not null && names.HasDropout(unit.Layer))) return null;
        return output is { } k
            ? unit.Layer == shape.Depth - 1 || via.Length > 0 ? unit with { Kind = QuantityKind.BackTerm, From = k } : null
            : unit with { Kind = QuantityKind.BackSum };
    }

    /// <summary>w5, b1 where the units of a layer have one bias, b_h1.</summary>
    private QuantityId? ReadParameter(string text)
    {
        if (text.StartsWith("b_", StringComparison.Ordinal)) return ReadUnit(text[2..], QuantityKind.Bias);
        if (text.StartsWith("gain_", StringComparison.Ordinal)) return ReadUnit(text[5..], QuantityKind.Gain)?.ToGain();
        if (text.Length < 2 || Number(text[1..]) is not { } number) return null;
        return text[0] switch
        {
            'w' => names.WeightAt(number) is var (layer, unit, from) ? new(QuantityKind.Weight, layer, unit, from) : null,
            'b' when names.HasLayerBiases => new(QuantityKind.Bias, number, 1),
            _ => null,
        };
    }

    /// <summary>A unit; of a statistic also a layer, mean_1.</summary>
    private QuantityId? ReadOfNormalizer(string text, QuantityKind kind) =>
        NormalizerIds.IsStatistic(kind) && Number(text) is { } layer ? new(kind, layer) : ReadUnit(text, kind);

    /// <summary>o1, h1 of the only hidden layer, or h2_1.</summary>
    private QuantityId? ReadUnit(string text, QuantityKind kind)
    {
        if (ReadOutput(text) is { } output) return new(kind, shape.Depth, output);
        if (!text.StartsWith('h')) return null;
        var parts = text[1..].Split('_');
        return (parts.Length, Number(parts[0]), Number(parts[^1])) switch
        {
            (1, { } j, _) when shape.Depth == 2 => new(kind, 1, j),
            (2, { } layer, { } j) when layer < shape.Depth => new(kind, layer, j),
            _ => null,
        };
    }

    private static int? ReadOutput(string text) => text.StartsWith('o') ? Number(text[1..]) : null;

    private static int? Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>Quantities of every kind and layer at about the place that was asked for, with all their names.</summary>
    private IEnumerable<string> Candidates(string text)
    {
        int[] given = [.. Digits().Matches(text).Select(match => Number(match.Value) ?? 1)];
        var (last, secondLast) = (given.Length > 0 ? given[^1] : 1, given.Length > 1 ? given[^2] : 1);
        if (names.WeightAt(Math.Min(last, names.WeightCount)) is var (l, j, i))
            foreach (var name in NamesOf(new(QuantityKind.Weight, l, j, i))) yield return name;
        foreach (var kind in Enum.GetValues<QuantityKind>())
            for (var layer = 0; layer <= Math.Min(shape.Depth, MostLayers); layer++)
                foreach (var (unit, from) in new[] { (last, 0), (secondLast, last), (last, last), (last, QuantityId.OfGain), (0, 0) })
                {
                    var top = layer > 0 ? shape.Units(layer) : kind == QuantityKind.Input ? shape.Network.Inputs : shape.Network.Outputs;
                    var id = new QuantityId(kind, layer, Math.Min(unit, top), layer > 0 ? Math.Min(from, shape.Inputs(layer)) : 0);
                    foreach (var name in NamesOf(id)) yield return name;
                }
    }

    private IEnumerable<string> NamesOf(QuantityId id)
    {
        var sampled = QuantityId.IsOfSample(id) ? id with { Sample = shape.FirstSample } : id;
        if (!QuantityId.TryParse(sampled.ToString(), out var read) || read != sampled || !shape.Has(sampled)) return [];
        return [id.ToString(), names.AliasOf(id)];
    }

    [GeneratedRegex(@"^d(?<of>[\w']+)/d(?<by>\w+)(?: via (?<via>\w+))?$")]
    private static partial Regex Derivative();

    [GeneratedRegex(@"^([cr])_(\w+)$")]
    private static partial Regex Changed();

    [GeneratedRegex(@"^([mv])_(\w+)\+?$")]
    private static partial Regex Moment();

    [GeneratedRegex(@"^(i|target_|E_|net_|out_|draw_|mask_|kept_|delta_)(\w+)$")]
    private static partial Regex OfUnit();

    [GeneratedRegex(@"^(sum|norm|mean|var|rstd|meanq|meanqn|runningmean|runningvar)_(\w+)\+?$")]
    private static partial Regex OfNormalizer();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
