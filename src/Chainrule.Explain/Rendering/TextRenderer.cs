using System.Text;

namespace Chainrule.Explain;

/// <summary>
/// A document as plain text for a terminal or a file. Lines end before the width of the terminal; a formula goes on below its sign of
/// equality.
/// </summary>
public sealed class TextRenderer
{
    /// <summary>The columns of a text that is not written for a certain terminal.</summary>
    public const int DefaultWidth = 120;

    private const string Indent = "  ";
    private const int NarrowestFormula = 20;

    private readonly StringBuilder _text = new();
    private readonly ITerms _terms;
    private readonly int _width;
    private readonly bool _isAscii;

    private TextRenderer(ITerms terms, int width, bool isAscii) => (_terms, _width, _isAscii) = (terms, width, isAscii);

    /// <summary>Writes the document.</summary>
    /// <param name="document">What to write.</param>
    /// <param name="width">The most columns of a line, where its words allow.</param>
    /// <param name="isAscii">Whether symbols such as ∂ and δ are spelled out.</param>
    public static string Write(Document document, int width = DefaultWidth, bool isAscii = false)
    {
        ArgumentNullException.ThrowIfNull(document);
        var writer = new TextRenderer(document.Terms, width, isAscii);
        writer.Heading(document.Title, '═');
        foreach (var block in document.Blocks) writer.Block(block, 1);
        return writer._text.ToString();
    }

    private void Block(Block block, int level)
    {
        switch (block)
        {
            case Section section:
                Gap();
                Heading(section.Title, level switch { 1 => '─', 2 => '-', _ => null });
                foreach (var inner in section.Blocks) Block(inner, level + 1);
                break;
            case Paragraph paragraph:
                Gap();
                // A formula among the sentences stands where the derivations do.
                var margin = paragraph.Text.Parts is [FormulaPart, ..] ? Indent : "";
                Wrap(Plain(paragraph.Text), margin, margin);
                Line();
                break;
            case Definitions definitions:
                Definitions(definitions);
                break;
            case Formulas formulas:
                Gap();
                foreach (var line in formulas.Lines) Formula(line);
                break;
            case Table table:
                Table(table);
                break;
            default:
                // A drawing has no lines of text.
                break;
        }
    }

    private void Heading(Prose title, char? rule)
    {
        var text = Plain(title);
        Wrap(text, "", "");
        if (rule is { } sign) Line(Ascii(new string(sign, Math.Min(_width, DisplayWidth.Of(text)))));
    }

    private void Definitions(Definitions definitions)
    {
        Gap();
        var terms = definitions.Items.Select(item => Plain(item.Term)).ToArray();
        var width = terms.Max(DisplayWidth.Of) + 2;
        foreach (var (term, (_, text)) in terms.Zip(definitions.Items))
            Wrap(Plain(text), Indent + DisplayWidth.PadRight(term, width), Indent + new string(' ', width));
    }

    private void Formula(FormulaLine line)
    {
        var left = _terms[line.Id];
        var name = Ascii(left.Name.Text);
        var result = Digits.Of(left.Value);
        var readings = line.Symbols.Select(InSymbols).ToList();
        if (line.Numbers is not null) readings.Add(InNumbers(line.Numbers, line.Decimals));
        // A rule that is nothing but the result needs no second line.
        if (readings[^1] == result && readings.Count > 1) readings.RemoveAt(readings.Count - 1);
        var start = Indent + name;
        // One name in place of another needs no line of its own.
        if (line is { Symbols: [{ Operands.Count: 0 }], Numbers: null } && readings[0] != result)
        {
            Remark($"{start} = {Ascii(readings[0])}", line.Remark, $"= {result}");
            return;
        }
        foreach (var reading in readings)
        {
            Reading(start, "=", reading);
            start = Indent + new string(' ', DisplayWidth.Of(name));
        }
        if (readings is [var only] && only == result)
        {
            if (line.Remark is not null) Remark(start, line.Remark, "");
            return;
        }
        Remark(start, line.Remark, $"{(line.AddsUp ? "=" : "≈")} {result}");
    }

    private void Remark(string start, Prose? remark, string result)
    {
        var text = Ascii($"{start} {result}");
        if (remark is null)
        {
            Line(text);
            return;
        }
        // Beside the result where there is room, else below it.
        var words = Plain(remark);
        if (DisplayWidth.Of(text) + DisplayWidth.Of(words) + 6 <= _width)
        {
            Line($"{text}      {words}");
            return;
        }
        if (result.Length > 0) Line(text);
        Wrap(words, start + "   ", start + "   ");
    }

    private void Reading(string start, string sign, string formula)
    {
        var first = $"{start} {Ascii(sign)} ";
        var below = new string(' ', DisplayWidth.Of(first) + 2);
        Wrap(Ascii(formula), first, _width - DisplayWidth.Of(below) < NarrowestFormula ? Indent + Indent : below, isFormula: true);
    }

    private string InSymbols(Algebra.Symbol formula) => new FormulaText(NameOf, showNumbers: false).Write(formula);

    private string InNumbers(Algebra.Symbol formula, int decimals) => new FormulaText(variable =>
    {
        var term = _terms[variable];
        var number = Digits.Of(term.Value, decimals);
        return term.Rest is null ? number : $"{number} [{Plain(term.Rest)}]";
    }, showNumbers: true, decimals).Write(formula);

    private string NameOf(string variable) => _terms[variable] is { Rest: { } rest } ? $"… [{Plain(rest)}]" : _terms[variable].Name.Text;

    private void Table(Table table)
    {
        Gap();
        var rows = table.Rows.Prepend(table.Header).Select(row => row.Select(Plain).ToArray()).ToArray();
        var columns = Enumerable.Range(0, table.Header.Count).ToArray();
        var widths = columns.Select(column => rows.Max(row => DisplayWidth.Of(row[column]))).ToArray();
        var isNumber = columns.Select(table.IsOfNumbers).ToArray();
        if (Indent.Length + widths.Sum() + 2 * (columns.Length - 1) > _width)
        {
            // Too narrow for columns: each row is a line of its own, with the titles beside its numbers.
            foreach (var row in rows.Skip(1))
                Wrap(string.Join("  ", columns.Where(column => row[column].Length > 0)
                    .Select(column => isNumber[column] ? $"{rows[0][column]} {row[column]}" : row[column])), Indent, Indent + Indent);
            return;
        }
        foreach (var row in rows)
            Line(Indent + string.Join("  ", columns.Select(column =>
                isNumber[column] ? DisplayWidth.PadLeft(row[column], widths[column]) : DisplayWidth.PadRight(row[column], widths[column]))));
    }

    /// <summary>A text in one line.</summary>
    private string Plain(Prose prose) => Ascii((prose.SaysPrintedWrong ? "← " : "") + string.Concat(prose.Parts.Select(part => part switch
    {
        TextPart text => text.Text,
        NamePart name => NameOf(name.Variable),
        NumberPart number => number.Text,
        FormulaPart formula => InSymbols(formula.Formula),
        _ => "",
    })));

    private string Ascii(string text) => _isAscii ? AsciiText.Of(text) : text;

    /// <summary>Breaks a text at spaces, and Chinese text also between characters; a formula before a + or − only.</summary>
    private void Wrap(string text, string first, string below, bool isFormula = false)
    {
        var line = new StringBuilder(first);
        var (width, isEmpty) = (DisplayWidth.Of(first), true);
        foreach (var piece in isFormula ? LineBreaks.OfFormula(text) : LineBreaks.OfText(text))
        {
            var needed = DisplayWidth.Of(piece.TrimEnd());
            if (!isEmpty && width + needed > _width)
            {
                Line(line.ToString());
                line.Clear().Append(below);
                width = DisplayWidth.Of(below);
            }
            line.Append(piece);
            (width, isEmpty) = (width + DisplayWidth.Of(piece), false);
        }
        Line(line.ToString());
    }

    /// <summary>One empty line, however many were asked for.</summary>
    private void Gap()
    {
        if (_text.Length > 1 && _text[^2] != '\n') Line();
    }

    private void Line(string text = "") => _text.Append(text.TrimEnd()).Append('\n');
}
