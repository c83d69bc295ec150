using System.Globalization;
using System.Text;
using Chainrule.Algebra;

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
        var title = _words[_run.Sheet.Title];
        Line(title);
        Line(new string('═', DisplayWidth.Of(title)));
        Line();
        Line(_words[Phrase.Setting, Digits.Of(_run.LearningRate), _run.Shape]);
        Line(_words[_run.Biases switch
        {
            BiasPolicy.Frozen when !_run.Sheet.HasBiases => Phrase.NoBiases,
            BiasPolicy.Frozen => Phrase.BiasesFrozen,
            BiasPolicy.PerUnit => Phrase.BiasesPerUnit,
            _ => Phrase.BiasesShared,
        }]);
        Line(_words[Phrase.Rounding]);

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
        Line(Indent + $"{_step["gW2[1,1]"].Display} = {ChainInSymbols(2, 1, 1)}");
        Paragraph(Phrase.WhereFactorsComeFrom);
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
        WriteConvention(BiasPolicy.Frozen, Phrase.FrozenRow);
        WriteConvention(BiasPolicy.PerUnit, Phrase.PerUnitRow);
        WriteConvention(BiasPolicy.Shared, Phrase.SharedRow);
    }

    private void WriteConvention(BiasPolicy policy, Phrase phrase) =>
        Line($"{Indent}{BiasPolicies.NameOf(policy),-10}{DisplayWidth.PadRight(_words[phrase], 28)}{Digits.Of(_run.Conventions[policy])}");

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
            var isAfterwards = figure.Id.StartsWith("E#", StringComparison.Ordinal);
            var name = isAfterwards ? _words[Phrase.AfterUpdate, UpdatesOf(figure.Id)] : _step[figure.Id].Display;
            Line($"{Indent}[{i + 1}] {_words[Phrase.PrintedAndTrue, name, figure.Printed.Replace('-', '−'), Digits.Of(figure.Value)]}");
            Line($"{Indent}    {Reason(figure)}");
        }
    }

    private string Reason(PublishedFigure figure) => figure.Because switch
    {
        PrintedBecause.CarriedRounding => _words[
            Phrase.CarriedRounding, Number("d2[2]"), Number("W2[2,1]"),
            figure.Reproduced.ToString("F10", CultureInfo.InvariantCulture).Replace('-', '−'), _step["d2[2]"].Display, _step["W2[2,1]"].Display],
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
            var source = Names.A(layer - 1, i);
            Gap();
            Line($"{Indent}{InputSlope(layer, j, i)} = {_step[source].Display} = {Number(source)}");
            Derive(id, Chain(layer, j, i), ChainInSymbols(layer, j, i));
        }
    }

    /// <summary>∂E/∂out · ∂out/∂net · ∂net/∂w, whose last factor is the number that the weight multiplies.</summary>
    private static Symbol Chain(int layer, int j, int i)
    {
        var arriving = layer == 2 ? Names.LossSlope(j) : Names.BackSum(layer, j);
        return Symbol.Variable(arriving) * Symbol.Variable(Names.Slope(layer, j)) * Symbol.Variable(Names.A(layer - 1, i));
    }

    private string ChainInSymbols(int layer, int j, int i) =>
        InSymbols(Chain(layer, j, i), id => id == Names.A(layer - 1, i) ? InputSlope(layer, j, i) : _step[id].Display);

    private string InputSlope(int layer, int j, int i) => $"∂net_{Unit(layer, j)}/∂{_step[Names.W(layer, j, i)].Display}";

    /// <summary>One quantity by its own rule.</summary>
    private void Derive(string id) => Derive(id, _step[id].Rule!, InSymbols(_step[id].Rule!, parent => _step[parent].Display));

    /// <summary>One quantity: a rule in symbols, in numbers, and the result; the numbers only where they are not the result.</summary>
    private void Derive(string id, Symbol rule, string symbols)
    {
        var name = _step[id].Display;
        var numbers = new FormulaText(Number, showNumbers: true).Write(rule);
        Line($"{Indent}{name} = {symbols}");
        if (numbers != Number(id)) Line($"{Indent}{Below(name)} = {numbers}");
        var addsUp = ShownArithmetic.AddsUp(rule, parent => _step[parent].Value, _step[id].Value);
        Line($"{Indent}{Below(name)} {(addsUp ? '=' : '≈')} {Number(id)}{Remark(id)}");
    }

    private static string InSymbols(Symbol rule, Func<string, string> nameOf) => new FormulaText(nameOf, showNumbers: false).Write(rule);

    /// <summary>What the tutorial prints in this place, where that is something else.</summary>
    private string Remark(string id)
    {
        var index = _differences.FindIndex(figure => figure.Id == id);
        return index < 0 ? "" : $"      ← {_words[Phrase.SeeNote, _differences[index].Printed.Replace('-', '−'), index + 1]}";
    }

    private void WriteValues(Phrase label, IReadOnlyList<string> ids, Func<string, string>? nameOf = null)
    {
        nameOf ??= id => _step[id].Display;
        Line($"{Indent}{DisplayWidth.PadRight(_words[label], 18)}{string.Join("   ", ids.Select(id => $"{nameOf(id)} = {Number(id)}"))}");
    }

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

    private static string Below(string name) => new(' ', DisplayWidth.Of(name));

    private void Line(string text = "") => _text.Append(text.TrimEnd()).Append('\n');
}
