using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>
/// An explanation as a page without a format: text, tables and formulas in reading order. Every renderer is one visitor of it, and
/// whatever language the texts are in, ids and numbers are the same.
/// </summary>
/// <param name="Language">What the texts are written in.</param>
/// <param name="Title">What it explains.</param>
/// <param name="Blocks">From top to bottom.</param>
/// <param name="Terms">What the variables of its formulas stand for.</param>
public sealed record Document(Language Language, Prose Title, IReadOnlyList<Block> Blocks, ITerms Terms)
{
    /// <summary>Whether its page is wide, as for figures beside each other, and not a column to read.</summary>
    public bool IsWide { get; init; }
}

/// <summary>A part of a <see cref="Document"/>; the records below are all there are.</summary>
public abstract record Block
{
    private protected Block() { }
}

/// <summary>A part with a title, which a page may fold and link to. How deep it is nested says how large its title is.</summary>
/// <param name="Id">The anchor: the id of a quantity where the part derives one, otherwise a word of its own.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Blocks">What is in it.</param>
/// <param name="IsFolded">Whether it is detail for whoever asks: folded where a page can fold.</param>
public sealed record Section(string Id, Prose Title, IReadOnlyList<Block> Blocks, bool IsFolded = false) : Block;

/// <summary>Sentences.</summary>
public sealed record Paragraph(Prose Text) : Block;

/// <summary>Terms and what is said of each: conventions, the numbers given.</summary>
public sealed record Definitions(IReadOnlyList<(Prose Term, Prose Text)> Items) : Block;

/// <summary>Derivations, one below the other.</summary>
public sealed record Formulas(IReadOnlyList<FormulaLine> Lines) : Block;

/// <summary>Rows of cells under a header. Numbers stand to the right, all else to the left.</summary>
/// <param name="Header">A title for each column.</param>
/// <param name="Rows">As many cells in each as there are titles.</param>
public sealed record Table(IReadOnlyList<Prose> Header, IReadOnlyList<IReadOnlyList<Prose>> Rows) : Block
{
    /// <summary>Whether a column is of numbers: some values, or nothing but counts, which are texts of digits.</summary>
    internal bool IsOfNumbers(int column) => Rows.Any(row => IsValue(row[column])) || Rows.All(row => IsCount(row[column]));

    /// <summary>Whether a cell of such a column is a number.</summary>
    internal static bool IsNumber(Prose cell) => IsValue(cell) || IsCount(cell);

    private static bool IsValue(Prose cell) => cell.Parts is [NumberPart or ShadedPart];

    private static bool IsCount(Prose cell) =>
        cell.Parts is [TextPart { Text: [.., _] text }] && text.All(letter => char.IsAsciiDigit(letter) || letter == ',');
}

/// <summary>The place of a drawing of the network, with the way of some quantities through it; plain text has none.</summary>
/// <param name="Focus">The ids whose way is shown; empty for the network alone.</param>
/// <param name="Caption">What is to be seen; it stands below the drawing.</param>
/// <param name="Numbers">Which numbers are shown.</param>
public sealed record NetworkFigure(
    IReadOnlyList<string> Focus, Prose? Caption = null, FigureNumbers Numbers = FigureNumbers.Outputs) : Block;

/// <summary>
/// One quantity: its name, equal to a rule in symbols, equal to the rule in numbers, equal to its value. All readings are trees
/// whose variables <see cref="Document.Terms"/> explains, so that each can be a link to where it comes from.
/// </summary>
/// <param name="Id">The quantity on the left.</param>
/// <param name="Symbols">The rule in symbols; where there are several forms of it, one after another.</param>
/// <param name="Numbers">The tree to read in numbers; null where that would only repeat the result.</param>
/// <param name="Decimals">How many decimals the numbers of the rule have: nine, or as many as they need to give the result, which has nine.</param>
/// <param name="AddsUp">Whether the shown numbers give the shown result to its last digit (=), or not quite (≈).</param>
/// <param name="Remark">What is said beside the result.</param>
public sealed record FormulaLine(string Id, IReadOnlyList<Symbol> Symbols, Symbol? Numbers, int Decimals, bool AddsUp, Prose? Remark = null);

/// <summary>What the variables of formulas stand for.</summary>
public interface ITerms
{
    /// <summary>The term that a variable of that name stands for.</summary>
    Term this[string variable] { get; }
}

/// <summary>What a variable stands for.</summary>
/// <param name="Name">How it is written.</param>
/// <param name="Value">Its number.</param>
/// <param name="Link">The id of the quantity whose number it is; null where there is none, as for the rest of a long sum.</param>
/// <param name="Rest">What was left out, where it is the rest of a long sum.</param>
public sealed record Term(MathName Name, double Value, string? Link, Prose? Rest = null);
