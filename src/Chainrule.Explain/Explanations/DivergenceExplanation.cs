using System.Globalization;

namespace Chainrule.Explain;

/// <summary>
/// Why a training went wrong: which number was the first that is NaN or infinite, how it came about, and what to do. The derivation has
/// the numbers of the engine; of a training in float they are those floats.
/// </summary>
/// <param name="divergence">What was found.</param>
/// <param name="language">The language of the texts.</param>
/// <param name="place">Where its row stands, such as <c>data.csv:17</c>; its number is said where this is left out.</param>
public sealed class DivergenceExplanation(Divergence divergence, Language language, string? place = null)
{
    /// <summary>The levels of a derivation: the number, what it is made of, and what that is made of.</summary>
    private const int Levels = 2;

    private static readonly Activation[] s_bounded = [Activation.Sigmoid, Activation.Tanh, Activation.Softmax];

    private readonly Words<DivergencePhrase> _words = new(language, DivergencePhrases.All);
    /// <summary>What a derivation knows it by.</summary>
    private readonly QuantityId _id = IdOf(divergence);

    /// <summary>Its id, such as <c>z2[3]</c>; see docs/formats.md.</summary>
    public string Id => _id.ToString();

    /// <summary>What happened, in a sentence.</summary>
    public string Finding => Text(FindingProse());

    /// <summary>What to do about it, in a sentence.</summary>
    public string Advice => Text(AdviceProse());

    /// <summary>All of it, with the derivation where there is one.</summary>
    /// <param name="lines">The most lines of the derivation.</param>
    public Document Write(int lines = 30)
    {
        var options = new ExplainOptions { Lines = lines, Top = 3 };
        var steps = new List<(StepQuantities, Notation)>();
        var blocks = new List<Block> { new Paragraph(FindingProse()) };
        var terms = new DocumentTerms(steps);
        Prose name = Id;
        if (divergence.Trace is { } trace)
        {
            var step = new StepQuantities(trace, divergence.Network, divergence.Optimizer, isOneOfMany: false);
            var notation = new Notation(step);
            steps.Add((step, notation));
            var page = new StepPage(step, notation, terms, language, options);
            var id = IdIn(step.Shape);
            if (step.Shape.Has(id))
            {
                name = page.Name(id);
                if (page.Lines.TraceBack([id], Levels) is { Count: > 0 } derivation) blocks.Add(new Formulas(derivation));
                // The derivation is in double, also of floats: there the same sum may well have a value.
                if (step.RuleOf(id) is { } rule && step.Evaluate(rule) is var exactly && double.IsFinite(exactly))
                    blocks.Add(new Paragraph(_words.Prose(DivergencePhrase.FloatLimit, exactly, (double)float.MaxValue)));
            }
        }
        else
        {
            blocks.Add(new Paragraph(_words.Prose(DivergencePhrase.NoDerivation)));
        }
        blocks.Add(new Paragraph(_words.Prose(DivergencePhrase.WhatToDo, AdviceProse())));
        return new(language, _words.Prose(DivergencePhrase.Title, name, divergence.Value), blocks, terms);
    }

    private Prose FindingProse()
    {
        var phrase = divergence switch
        {
            { Row: null } => DivergencePhrase.InBatch,
            { Batch: 0 } => DivergencePhrase.InValidation,
            _ => DivergencePhrase.InRow,
        };
        var row = place ?? (divergence.Row is { } number ? _words[DivergencePhrase.RowOf, number + 1] : "");
        var what = _words.Prose(What(), divergence.Layer, divergence.Unit, divergence.From);
        return _words.Prose(phrase, divergence.Epoch, divergence.Batch, divergence.Update, what, divergence.Value, row);
    }

    private DivergencePhrase What() => divergence.Number switch
    {
        StepNumber.Loss => divergence.Row is null ? DivergencePhrase.BatchLoss : DivergencePhrase.RowLoss,
        StepNumber.FirstMoment => divergence.From > 0 ? DivergencePhrase.FirstMomentOfWeight : DivergencePhrase.FirstMomentOfBias,
        StepNumber.SecondMoment => divergence.From > 0 ? DivergencePhrase.SecondMomentOfWeight : DivergencePhrase.SecondMomentOfBias,
        var number => Enum.Parse<DivergencePhrase>(number.ToString()),
    };

    private Prose AdviceProse()
    {
        var rate = divergence.Optimizer.LearningRate;
        // A tenth; or where the rate is far beyond what anybody begins with, what one begins with.
        string smaller = Short(Math.Min(rate / 10, Optimizer.Named(divergence.Optimizer.Name).LearningRate)), present = Short(rate);
        var unbounded = divergence.Network.Layers.SkipLast(1).Select(layer => layer.Activation).FirstOrDefault(a => !s_bounded.Contains(a));
        return divergence switch
        {
            { Number: StepNumber.Input or StepNumber.Target } => _words.Prose(DivergencePhrase.BadData),
            { Number: StepNumber.Weight or StepNumber.Bias or StepNumber.Gain } => _words.Prose(DivergencePhrase.BadStart),
            { Number: StepNumber.FirstMoment or StepNumber.SecondMoment } => _words.Prose(DivergencePhrase.SquareTooLarge, smaller, present),
            { Number: StepNumber.NewWeight or StepNumber.NewBias or StepNumber.NewGain } =>
                _words.Prose(DivergencePhrase.StepTooLong, smaller, present),
            { Update: <= 1, Batch: > 0 } => _words.Prose(DivergencePhrase.TooLarge),
            { Batch: 0 } => _words.Prose(DivergencePhrase.UnlikeTheRest, smaller, present),
            _ when unbounded is not null => _words.Prose(DivergencePhrase.GrownUnbounded, smaller, present, unbounded),
            _ => _words.Prose(DivergencePhrase.Grown, smaller, present),
        };
    }

    /// <summary>The same in the recorded step, which has all rows of the batch, or the row alone.</summary>
    private QuantityId IdIn(StepShape shape) => _id switch
    {
        { Kind: QuantityKind.SampleLoss } when divergence.Row is null => shape.Loss,
        _ when QuantityId.IsOfSample(_id) => _id with { Sample = Math.Max(divergence.Sample, shape.FirstSample) },
        _ => _id,
    };

    /// <summary>The id of what is part of a derivation; of running statistics, which are a mean or a variance, that of the mean.</summary>
    private static QuantityId IdOf(Divergence divergence)
    {
        if (OfPenalty(divergence) is { } penalised) return penalised;
        var kind = divergence.Number switch
        {
            StepNumber.Loss => QuantityKind.SampleLoss,
            StepNumber.FirstMoment => QuantityKind.NewFirstMoment,
            StepNumber.SecondMoment => QuantityKind.NewSecondMoment,
            StepNumber.Statistics => QuantityKind.NewRunningMean,
            var number => Enum.Parse<QuantityKind>(number.ToString()),
        };
        var isOfGain = kind is QuantityKind.Gain or QuantityKind.GainGradient or QuantityKind.NewGain;
        var from = isOfGain ? QuantityId.OfGain : divergence.From;
        return new(kind, kind == QuantityKind.LossSlope ? 0 : divergence.Layer, divergence.Unit, from);
    }

    /// <summary>Where a loss or a gradient is finite but for its penalty: what it is with it.</summary>
    private static QuantityId? OfPenalty(Divergence divergence)
    {
        if (divergence is not { Trace: { Gradients: not null } trace, Row: null }) return null;
        if (divergence.Number == StepNumber.Loss && double.IsFinite(trace.Loss)) return new(QuantityKind.Objective);
        if (divergence.Number != StepNumber.WeightGradient) return null;
        var (layer, unit, from) = (divergence.Layer, divergence.Unit, divergence.From);
        var traced = trace.Layers[layer - 1];
        return double.IsFinite(traced.WeightGradients[(unit - 1) * traced.Before.Inputs + from - 1])
            ? new(QuantityKind.PenalisedGradient, layer, unit, from)
            : null;
    }

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>The words alone: these texts have no names, and of numbers only the one that is none.</summary>
    private static string Text(Prose prose) => string.Concat(prose.Parts.Select(part => part switch
    {
        NumberPart number => Digits.Of(number.Value),
        TextPart text => text.Text,
        _ => "",
    }));
}
