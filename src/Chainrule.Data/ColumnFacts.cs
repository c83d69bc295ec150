namespace Chainrule.Data;

/// <summary>
/// What the rows of a table show of one of its columns: kinds and errors of all rows, values of the training rows alone. Of a table in
/// memory they are looked up when asked for; of a larger one they were gathered while it was read once.
/// </summary>
internal abstract class ColumnFacts
{
    /// <summary>What the cells of all rows are.</summary>
    public abstract ColumnSurvey Survey { get; }

    /// <summary>Whether no training row has a value.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>Whether a training row has no value.</summary>
    public abstract bool HasMissing { get; }

    /// <summary>The first text of a training row that has one.</summary>
    public abstract string FirstText { get; }

    /// <summary>Of pixels, which all share one scale, their statistics; else null.</summary>
    public virtual Statistics? Pixels => null;

    /// <summary>The numbers of the training rows, of which there is at least one.</summary>
    /// <param name="remedy">The end of the sentence about a text that is no number: "which is …".</param>
    /// <exception cref="BadInputException">A cell of any row is neither a number nor missing.</exception>
    public abstract NumberFacts Numbers(Func<string, string> remedy);

    /// <summary>The dates of the training rows, of which there is at least one, as days.</summary>
    /// <param name="remedy">The end of the sentence about a text that is no date: "which is …".</param>
    /// <param name="parts">What tells the dates apart.</param>
    /// <exception cref="BadInputException">A cell of any row is neither a date nor missing.</exception>
    public abstract NumberFacts Dates(Func<string, string> remedy, out DateParts parts);

    /// <summary>The texts of the training rows.</summary>
    public abstract TextFacts Texts();

    /// <exception cref="BadInputException">Most present cells of the column look like numbers or like dates.</exception>
    public abstract void RefuseLookalikes();
}

/// <summary>Some numbers.</summary>
/// <param name="Count">How many.</param>
/// <param name="Statistics">Their mean, deviation and median.</param>
/// <param name="AreEqual">Whether all are one and the same.</param>
internal readonly record struct NumberFacts(int Count, Statistics Statistics, bool AreEqual);

/// <summary>Some texts.</summary>
/// <param name="Count">How many.</param>
/// <param name="Counts">The different ones in ordinal order, and how often each occurs.</param>
/// <param name="IsCut">Whether there were too many to count, so that there are more.</param>
internal sealed record TextFacts(int Count, IReadOnlyList<KeyValuePair<string, int>> Counts, bool IsCut = false)
{
    /// <summary>"12 different texts".</summary>
    public string Said => IsCut ? $"more than {Sentence.Count(Counts.Count - 1, "different text")}" : Sentence.Count(Counts.Count, "different text");

    /// <summary>In ordinal order.</summary>
    public static TextFacts Of(int count, IEnumerable<KeyValuePair<string, int>> counts, bool isCut = false) =>
        new(count, [.. counts.OrderBy(text => text.Key, StringComparer.Ordinal)], isCut);
}
