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
public sealed record NumberPart(double Value, int Decimals = Digits.Decimals) : Inline;

/// <summary>A formula in symbols.</summary>
public sealed record FormulaPart(Symbol Formula) : Inline;
