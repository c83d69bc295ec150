namespace Chainrule.Data;

/// <summary>What a person says about a table; all but the target is optional.</summary>
/// <param name="Target">The column to learn.</param>
public sealed record SchemaOptions(string Target)
{
    /// <summary>Classes or amounts; null leaves it to the target's cells.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>Columns that the model must not see.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Columns that are categories whatever their cells look like.</summary>
    public IReadOnlyList<string> Category { get; init; } = [];

    /// <summary>Columns that are numbers whatever most of their cells look like.</summary>
    public IReadOnlyList<string> Number { get; init; } = [];

    /// <summary>
    /// A category in fewer training rows than this shares an input with the other rare ones. Null: one in fewer than 5 rows and in less
    /// than 1 % of them.
    /// </summary>
    public int? MinFrequency { get; init; }

    /// <summary>The column that says what each row counts in training; not an input. Null where all count alike.</summary>
    public string? Weight { get; init; }

    /// <summary>Whether an amount is a count, of at least 0, whose logarithm the model predicts.</summary>
    public bool IsCount { get; init; }

    /// <summary>Columns that are dates whatever most of their cells look like.</summary>
    public IReadOnlyList<string> Date { get; init; } = [];

    /// <summary>Texts that count as missing, besides the empty cell.</summary>
    public IReadOnlyList<string> MissingTexts { get; init; } = [];
}

/// <summary>Something that a person should know and that is no error.</summary>
/// <param name="Key">
/// Its kind, for programs: left-out, missing-target, single-row-class, whole-number-target, unseen-category, unexpected-missing.
/// </param>
/// <param name="Text">A sentence in English.</param>
public sealed record DataNote(string Key, string Text)
{
    internal static DataNote MissingTarget(string target, int rows) =>
        new("missing-target", $"the target {Sentence.Quoted(target)} is missing in {Sentence.Count(rows, "row")}: left out");
}

/// <summary>A schema and what was noticed on the way.</summary>
/// <param name="Schema">What the model must know of the table.</param>
/// <param name="Notes">What a person should know.</param>
/// <param name="MissingCounts">How many of all rows have no value, for each column of the table.</param>
public sealed record InferredSchema(TableSchema Schema, IReadOnlyList<DataNote> Notes, IReadOnlyDictionary<string, int> MissingCounts);
