using System.Globalization;
using System.Text;

namespace Chainrule.Explain;

/// <summary>The tutorial as plain text for a terminal or a file: every line in symbols, then in numbers, then its result.</summary>
public sealed class TutorialText
{
    private const string Indent = "  ";

    private readonly TutorialRun _run;
    private readonly StepQuantities _step;
    private readonly Words<Phrase> _words;
    private readonly StringBuilder _text = new();
    private readonly List<PublishedFigure> _differences;
    private int _section;

    private TutorialText(TutorialRun run, Language language)
    {
        (_run, _step, _words) = (run, run.FirstStep, new(language, Phrases.All));
        _differences = [.. run.Published.Where(figure => figure.Because != PrintedBecause.Correct)];
    }

    /// <summary>Writes the whole tutorial.</summary>
    public static string Write(TutorialRun run, Language language)
    {
        ArgumentNullException.ThrowIfNull(run);
        var writer = new TutorialText(run, language);
        writer.WriteGiven();
        writer.WriteForward();
        writer.WriteError();
        writer.WriteOutputLayer();
        writer.WriteHiddenLayer();
        writer.WriteUpdate();
        writer.WriteAfterwards();
        writer.WriteDifferences();
        return writer._text.ToString();
    }

    private void WriteGiven()
    {
        var title = _words[Phrase.Title];
        Line(title);
        Line(new string('═', DisplayWidth.Of(title)));
        Line();
        Line(_words[Phrase.Setting, Digits.Of(_run.LearningRate)]);
        Line(_words[_run.Biases switch
        {
            BiasPolicy.Frozen => Phrase.BiasesFrozen,
            BiasPolicy.PerUnit => Phrase.BiasesPerUnit,
            _ => Phrase.BiasesShared,
        }]);

        Heading(Phrase.Given);
        WriteValues(Phrase.Inputs, [Names.X(1), Names.X(2)]);
        WriteValues(Phrase.Targets, [Names.T(1), Names.T(2)]);
        WriteValues(Phrase.HiddenWeights, WeightsOf(1), WithLink);
        WriteValues(Phrase.OutputWeights, WeightsOf(2), WithLink);
        // A bias of a whole layer has one name for all its units.
        WriteValues(Phrase.Biases, [.. BiasesOf(1).Concat(BiasesOf(2)).DistinctBy(id => _step[id].Alias)]);
    }

    private void WriteForward()
    {
        Heading(Phrase.Forward);
        for (var layer = 1; layer <= 2; layer++)
        {
            Paragraph(layer == 1 ? Phrase.ForwardHidden : Phrase.ForwardOutput);
            for (var j = 1; j <= 2; j++)
            {
                Derive(Names.Z(layer, j));
                Derive(Names.A(layer, j));
                Gap();
            }
        }
    }

    private void WriteError()
    {
        Heading(Phrase.Error);
        Gap();
        Derive(Names.OutputError(1));
        Derive(Names.OutputError(2));
        Paragraph(Phrase.TotalError);
        Derive("E");
    }

    private void WriteOutputLayer()
    {
        Heading(Phrase.BackwardOutput);
        Paragraph(Phrase.WhatWeightMeans);
        Line(Indent + $"{_step["gW2[1,1]"].Display} = {Chain(2, 1, 1, showNumbers: false)}");
        for (var k = 1; k <= 2; k++)
        {
            Paragraph(Phrase.Factors, Unit(2, k));
            Derive(Names.LossSlope(k));
            Derive(Names.Slope(2, k));
            Derive(Names.Delta(2, k));
            if (k == 1) Paragraph(Phrase.DeltaNote);
            WriteWeightGradients(2, k);
        }
    }

    private void WriteHiddenLayer()
    {
        Heading(Phrase.BackwardHidden);
        Paragraph(Phrase.OldWeights, string.Join(_words[Phrase.ListSeparator], WeightsOf(2).Select(id => $"{_step[id].Display} = {Number(id)}")));
        for (var j = 1; j <= 2; j++)
        {
            Paragraph(Phrase.BackSum, Unit(1, j));
            Derive(Names.BackTerm(1, j, 1));
            Derive(Names.BackTerm(1, j, 2));
            Derive(Names.BackSum(1, j));
            Derive(Names.Slope(1, j));
            Derive(Names.Delta(1, j));
            WriteWeightGradients(1, j);
        }
    }

    private void WriteUpdate()
    {
        Heading(Phrase.Update);
        Paragraph(Phrase.UpdateRule);
        foreach (var weight in WeightsOf(2).Concat(WeightsOf(1))) Derive(Names.New(weight));
        if (_run.Biases == BiasPolicy.Frozen)
        {
            Paragraph(Phrase.BiasesStay);
            return;
        }
        Paragraph(Phrase.BiasUpdate);
        foreach (var bias in BiasesOf(2).Concat(BiasesOf(1)).DistinctBy(id => _step[id].Alias))
        {
            Derive(Names.Gradient(bias));
            Derive(Names.New(bias));
        }
    }

    private void WriteAfterwards()
    {
        Heading(Phrase.Afterwards);
        Paragraph(Phrase.AfterwardsNote);
        var width = Math.Max(11, DisplayWidth.Of(_words[Phrase.Updates]));
        Line($"{Indent}{DisplayWidth.PadLeft(_words[Phrase.Updates], width)}  E_total");
        foreach (var (updates, loss) in _run.Losses)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"E#{(long)updates + 1}");
            Line($"{Indent}{updates.ToString("N0", CultureInfo.InvariantCulture).PadLeft(width)}  {Digits.Of(loss)}{Remark(id)}");
        }
        Paragraph(Phrase.OtherConventions, _run.Updates.ToString("N0", CultureInfo.InvariantCulture));
        foreach (var (policy, phrase) in new[] { (BiasPolicy.Frozen, Phrase.FrozenRow), (BiasPolicy.PerUnit, Phrase.PerUnitRow), (BiasPolicy.Shared, Phrase.SharedRow) })
            Line($"{Indent}{DisplayWidth.PadRight($"{BiasPolicies.NameOf(policy)}: {_words[phrase]}", 34)}  {Digits.Of(_run.Conventions[policy])}");
    }

    private void WriteDifferences()
    {
        Heading(Phrase.Differences);
        if (_run.Published.Count == 0)
        {
            Paragraph(Phrase.NoDifferences);
            return;
        }
        Paragraph(Phrase.DifferencesIntro, _run.Published.Count, _differences.Count);
        for (var i = 0; i < _differences.Count; i++)
        {
            var figure = _differences[i];
            var name = figure.Id.StartsWith("E#", StringComparison.Ordinal) ? _words[Phrase.AfterUpdate, UpdatesOf(figure.Id)] : _step[figure.Id].Display;
            Line($"{Indent}[{i + 1}] {_words[Phrase.PrintedAndTrue, name, figure.Printed.Replace('-', '−'), Digits.Of(figure.Value)]}");
            Line($"{Indent}    {Reason(figure)}");
        }
    }

    private string Reason(PublishedFigure figure) => figure.Because switch
    {
        PrintedBecause.CarriedRounding => _words[
            Phrase.CarriedRounding, Digits.Of(_step["d2[2]"].Value), Number("W2[2,1]"), figure.Reproduced.ToString("F10", CultureInfo.InvariantCulture).Replace('-', '−')],
        PrintedBecause.UpdatedWeights => _words[Phrase.UpdatedWeights, Digits.Of(figure.Reproduced)],
        PrintedBecause.CountOffByOne => _words[Phrase.CountOffByOne, "10,000", "9,999", Digits.Of(figure.Reproduced)],
        _ => _words[Phrase.DigitSlip, figure.Printed, figure.Value.ToString("F8", CultureInfo.InvariantCulture)],
    };

    private static string UpdatesOf(string id) => (int.Parse(id[2..], CultureInfo.InvariantCulture) - 1).ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The three factors of each weight that leads to a unit.</summary>
    private void WriteWeightGradients(int layer, int j)
    {
        for (var i = 1; i <= 2; i++)
        {
            var id = Names.Gradient(Names.W(layer, j, i));
            var name = _step[id].Display;
            Gap();
            Line($"{Indent}{InputSlope(layer, j, i)} = {_step[Names.A(layer - 1, i)].Display} = {Number(Names.A(layer - 1, i))}");
            Line($"{Indent}{name} = {Chain(layer, j, i, showNumbers: false)}");
            Line($"{Indent}{Below(name)} = {Chain(layer, j, i, showNumbers: true)}");
            Line($"{Indent}{Below(name)} = {Number(id)}{Remark(id)}");
        }
    }

    /// <summary>∂E/∂out · ∂out/∂net · ∂net/∂w, in symbols or in numbers.</summary>
    private string Chain(int layer, int j, int i, bool showNumbers)
    {
        var slope = layer == 2 ? Names.LossSlope(j) : Names.BackSum(layer, j);
        var source = Names.A(layer - 1, i);
        return showNumbers
            ? string.Join(" · ", new[] { slope, Names.Slope(layer, j), source }.Select(id => Bracketed(Number(id))))
            : $"{_step[slope].Display} · {_step[Names.Slope(layer, j)].Display} · {InputSlope(layer, j, i)}";
    }

    private string InputSlope(int layer, int j, int i) => $"∂net_{Unit(layer, j)}/∂{_step[Names.W(layer, j, i)].Display}";

    /// <summary>One quantity: its rule in symbols, in numbers, and the result; short rules on one line.</summary>
    private void Derive(string id)
    {
        var quantity = _step[id];
        var symbols = new FormulaText(parent => _step[parent].Display, showNumbers: false).Write(quantity.Rule!);
        var numbers = new FormulaText(Number, showNumbers: true).Write(quantity.Rule!);
        var result = Number(id);
        var below = Below(quantity.Display);
        Line($"{Indent}{quantity.Display} = {symbols}");
        if (numbers != result) Line($"{Indent}{below} = {numbers}");
        Line($"{Indent}{below} = {result}{Remark(id)}");
    }

    /// <summary>What the tutorial prints in this place, where that is something else.</summary>
    private string Remark(string id)
    {
        var index = _differences.FindIndex(figure => figure.Id == id);
        return index < 0 ? "" : $"      ← {_words[Phrase.SeeNote, _differences[index].Printed.Replace('-', '−'), index + 1]}";
    }

    private void WriteValues(Phrase label, IReadOnlyList<string> ids, Func<string, string>? nameOf = null) =>
        Line($"{Indent}{DisplayWidth.PadRight(_words[label], 18)}{string.Join("   ", ids.Select(id => $"{(nameOf ?? (i => _step[i].Display))(id)} = {Number(id)}"))}");

    /// <summary>w5 (h1 → o1)</summary>
    private string WithLink(string weight)
    {
        var (layer, j, i) = (weight[1] - '0', weight[3] - '0', weight[5] - '0');
        return $"{_step[weight].Display} ({_step.Names.Source(layer, i)} → {Unit(layer, j)})";
    }

    private void Heading(Phrase phrase)
    {
        Gap();
        var heading = $"{++_section}  {_words[phrase]}";
        Line(heading);
        Line(new string('─', DisplayWidth.Of(heading)));
    }

    private void Paragraph(Phrase phrase, params object[] arguments)
    {
        Gap();
        Line(_words[phrase, arguments]);
        Line();
    }

    /// <summary>One empty line, however many were asked for.</summary>
    private void Gap()
    {
        if (_text[^2] != '\n') Line();
    }

    private string Number(string id) => Digits.Of(_step[id].Value);

    private string Unit(int layer, int j) => _step.Names.Unit(layer, j);

    private static string[] WeightsOf(int layer) => [Names.W(layer, 1, 1), Names.W(layer, 1, 2), Names.W(layer, 2, 1), Names.W(layer, 2, 2)];

    private static string[] BiasesOf(int layer) => [Names.B(layer, 1), Names.B(layer, 2)];

    private static string Bracketed(string number) => number.StartsWith('−') ? $"({number})" : number;

    private static string Below(string name) => new(' ', DisplayWidth.Of(name));

    private void Line(string text = "") => _text.Append(text.TrimEnd()).Append('\n');
}
