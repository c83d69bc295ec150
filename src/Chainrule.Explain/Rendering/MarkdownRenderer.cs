using System.Text;

namespace Chainrule.Explain;

/// <summary>How a Markdown page marks mathematics.</summary>
public enum MathMark
{
    /// <summary>GitHub: blocks fenced as math; in a line $`…`$, as plain dollars lose their underscores there.</summary>
    GitHub,

    /// <summary>$…$ and $$…$$, which Jupyter, Pandoc, VS Code and Obsidian know.</summary>
    Dollar,

    /// <summary>GitLab: the same marks as GitHub.</summary>
    GitLab,
}

/// <summary>A document as Markdown with formulas in LaTeX, one a block.</summary>
public sealed class MarkdownRenderer
{
    private readonly StringBuilder _text = new();
    private readonly ITerms _terms;
    private readonly MathMark _mark;

    private MarkdownRenderer(ITerms terms, MathMark mark) => (_terms, _mark) = (terms, mark);

    /// <summary>Writes the document.</summary>
    public static string Write(Document document, MathMark mark)
    {
        ArgumentNullException.ThrowIfNull(document);
        var writer = new MarkdownRenderer(document.Terms, mark);
        writer.Lines($"# {writer.Plain(document.Title)}");
        foreach (var block in document.Blocks) writer.Block(block, 2);
        return writer._text.ToString();
    }

    private void Block(Block block, int level)
    {
        switch (block)
        {
            case Section { IsFolded: true } section:
                Lines("", "<details>", $"<summary>{Plain(section.Title)}</summary>");
                foreach (var inner in section.Blocks) Block(inner, level + 1);
                Lines("", "</details>");
                break;
            case Section section:
                Lines("", $"{new string('#', Math.Min(level, 6))} {Plain(section.Title)}");
                foreach (var inner in section.Blocks) Block(inner, level + 1);
                break;
            case Paragraph paragraph:
                Lines("", Plain(paragraph.Text));
                break;
            case Definitions definitions:
                Lines("");
                foreach (var (term, text) in definitions.Items) Lines($"- **{Plain(term)}**: {Plain(text)}");
                break;
            case Formulas formulas:
                foreach (var line in formulas.Lines) Formula(line);
                break;
            case Table table:
                Table(table);
                break;
            default:
                // A drawing has no place in Markdown.
                break;
        }
    }

    private void Formula(FormulaLine line)
    {
        var left = _terms[line.Id];
        var result = FormulaLatex.Number(left.Value, Digits.Decimals);
        var readings = line.Symbols.Select(InSymbols).ToList();
        if (line.Numbers is not null) readings.Add(InNumbers(line));
        while (readings.Count > 0 && readings[^1] == result) readings.RemoveAt(readings.Count - 1);
        List<string> rows = [.. readings.Select(reading => $"&= {reading}"), $@"&{(line.AddsUp ? "=" : @"\approx")} {result}"];
        rows[0] = $"{FormulaLatex.Name(left.Name)} {rows[0]}";
        var isDollar = _mark == MathMark.Dollar;
        Lines("", isDollar ? "$$" : "```math", @"\begin{aligned}");
        Lines([.. rows.Select((row, n) => n < rows.Count - 1 ? row + @" \\" : row)]);
        Lines(@"\end{aligned}", isDollar ? "$$" : "```");
        if (line.Remark is { } remark) Lines("", Plain(remark));
    }

    private void Table(Table table)
    {
        Lines("", Row(table.Header));
        Lines("|" + string.Concat(Enumerable.Range(0, table.Header.Count).Select(column =>
            table.IsOfNumbers(column) ? "---:|" : "---|")));
        foreach (var row in table.Rows) Lines(Row(row));
    }

    private string Row(IReadOnlyList<Prose> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => Plain(cell).Replace("|", @"\|", StringComparison.Ordinal)))} |";

    private string InSymbols(Algebra.Symbol formula) => new FormulaLatex(NameOf, showNumbers: false).Write(formula);

    private string InNumbers(FormulaLine line) => new FormulaLatex(variable =>
    {
        var term = _terms[variable];
        var number = FormulaLatex.Number(term.Value, line.Decimals);
        return term.Rest is null ? number : $@"\underbrace{{{number}}}_{{\text{{{Words(term.Rest)}}}}}";
    }, showNumbers: true, line.Decimals).Write(line.Numbers!);

    private string NameOf(string variable) => _terms[variable] is { Rest: { } rest }
        ? $@"\underbrace{{\dots}}_{{\text{{{Words(rest)}}}}}"
        : FormulaLatex.Name(_terms[variable].Name);

    /// <summary>The words of a remark inside a formula; it has nothing else.</summary>
    private static string Words(Prose prose) => string.Concat(prose.Parts.OfType<TextPart>().Select(part => part.Text));

    private string Plain(Prose prose) => string.Concat(prose.Parts.Select(part => part switch
    {
        TextPart text => Escaped(text.Text),
        NamePart name => Inline(NameOf(name.Variable)),
        NumberPart number => number.Text,
        FormulaPart formula => Inline(InSymbols(formula.Formula)),
        _ => "",
    }));

    private string Inline(string latex) => _mark == MathMark.Dollar ? $"${latex}$" : $"$`{latex}`$";

    /// <summary>Plain words must not become emphasis, code or links.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '*' or '_' or '`' or '[' or ']' or '<' or '$' or '\\') escaped.Append('\\');
            escaped.Append(c);
        }
        return escaped.ToString();
    }

    private void Lines(params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines) _text.Append(line.TrimEnd()).Append('\n');
    }
}
