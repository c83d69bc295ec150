namespace Chainrule.Data;

/// <summary>What is noticed while rows are encoded, be they one table or portion after portion of a large one.</summary>
internal sealed class EncodingNotes(TableSchema schema)
{
    private readonly ColumnNotes[] _columns = [.. schema.Inputs.Select(column => new ColumnNotes(column))];

    /// <summary>How many rows had no target.</summary>
    public int MissingTargets { get; set; }

    /// <summary>What is noticed of an input, counted from 0.</summary>
    public ColumnNotes this[int input] => _columns[input];

    /// <summary>All of it, the target first and then the columns in their order.</summary>
    public IReadOnlyList<DataNote> All =>
    [
        .. MissingTargets > 0 ? [DataNote.MissingTarget(schema.Target.Name, MissingTargets)] : Array.Empty<DataNote>(),
        .. _columns.SelectMany(column => column.All),
    ];
}

/// <summary>What is noticed of one column.</summary>
internal sealed class ColumnNotes(Column column)
{
    /// <summary>So many different texts are told apart; more would have to be kept.</summary>
    private const int MostTexts = 10_000;

    private readonly HashSet<string> _unseen = new(StringComparer.Ordinal);
    private int _unseenRows;

    /// <summary>How many rows have no value, where all training rows had one.</summary>
    public int UnexpectedlyMissing { get; set; }

    /// <summary>Counts a row with a text that training never saw.</summary>
    public void AddUnseen(string text)
    {
        _unseenRows++;
        if (_unseen.Count < MostTexts) _unseen.Add(text);
    }

    public IEnumerable<DataNote> All
    {
        get
        {
            var name = Sentence.Quoted(column.Name);
            if (UnexpectedlyMissing > 0)
                yield return new("unexpected-missing", $"{name} has no value in {Sentence.Count(UnexpectedlyMissing, "row")}, and had one "
                    + $"in every training row: filled with {column.Filling}");
            if (_unseenRows > 0)
                yield return new("unseen-category", $"{name} holds a text that training never saw in {Sentence.Count(_unseenRows, "row")} "
                    + $"({Sentence.List([.. _unseen])}{(_unseen.Count == MostTexts ? " or more" : "")}): "
                    + $"taken as {(column is CategoryColumn { Rare.Count: > 0 } ? "one of its rare categories" : "none of its categories")}");
        }
    }
}
