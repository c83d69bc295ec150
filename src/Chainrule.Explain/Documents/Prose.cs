using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>A text in the language of its document: words, with names, numbers and formulas set in.</summary>
/// <param name="Key">The key of the phrase in the catalogue, the same in all languages; empty for what is not a phrase.</param>
/// <param name="Parts">From left to right.</param>
public sealed record Prose(string Key, IReadOnlyList<Inline> Parts)
{
    /// <summary>Whether it says that a sheet prints something else in this place, which a reader must not miss.</summary>
    internal bool SaysPrintedWrong => Key is nameof(Phrase.SeeNote) or nameof(Phrase.RguSeeNote);

    /// <summary>A text that is the same in all languages.</summary>
    public static implicit operator Prose(string text) => new("", [new TextPart(text)]);

    /// <summary>One name, number or formula alone.</summary>
    public static implicit operator Prose(Inline part) => new("", [part]);
}

/// <summary>A part of a <see cref="Prose"/>; the records below are all there are.</summary>
public abstract record Inline
{
    private protected Inline() { }
}

/// <summary>Words, ready to be shown.</summary>
public sealed record TextPart(string Text) : Inline;

/// <summary>The name of a term, a link to its derivation.</summary>
/// <param name="Variable">What <see cref="Document.Terms"/> knows it by.</param>
public sealed record NamePart(string Variable) : Inline;

/// <summary>A number.</summary>
/// <param name="Value">With all its digits.</param>
/// <param name="Decimals">How many decimals are shown; see <see cref="Digits"/>.</param>
/// <param name="KeepsZeros">Whether zeros at the end stay, so that the numbers of a column have the same length.</param>
public sealed record NumberPart(double Value, int Decimals = Digits.Decimals, bool KeepsZeros = false) : Inline
{
    /// <summary>The digits.</summary>
    internal string Text => KeepsZeros ? Digits.Fixed(Value, Decimals) : Digits.Of(Value, Decimals);
}

/// <summary>A formula in symbols.</summary>
public sealed record FormulaPart(Symbol Formula) : Inline;

/// <summary>Words that are somebody else's, such as a cell of a table: never taken for names of quantities.</summary>
public sealed record QuotedPart(string Text) : Inline;

/// <summary>A link to a part of the page.</summary>
/// <param name="Id">The anchor of that part.</param>
/// <param name="Text">What is read.</param>
public sealed record LinkPart(string Id, Prose Text) : Inline;

/// <summary>A bar beside a number, which it repeats for the eye.</summary>
/// <param name="Share">How long, as a part of the longest; nothing below 0.</param>
/// <param name="Deviation">How far its end is uncertain to either side, in the same measure.</param>
public sealed record BarPart(double Share, double Deviation = 0) : Inline;

/// <summary>A number on a ground as dark as it is large: a cell of a matrix.</summary>
/// <param name="Text">The number.</param>
/// <param name="Share">0 for no shade to 1 for the darkest.</param>
/// <param name="IsWrong">Whether it counts what should not be.</param>
public sealed record ShadedPart(string Text, double Share, bool IsWrong) : Inline;
