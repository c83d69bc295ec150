namespace Chainrule.Data;

/// <summary>What is noticed while rows are encoded, be they one table or portion after portion of a large one.</summary>
internal sealed class EncodingNotes
{
    private readonly Dictionary<string, UnseenTexts> _unseen = new(StringComparer.Ordinal);

    /// <summary>How many rows had no target.</summary>
    public int MissingTargets { get; set; }

    /// <summary>The texts of a column that training never saw.</summary>
    public UnseenTexts Unseen(string column) =>
        _unseen.TryGetValue(column, out var texts) ? texts : _unseen[column] = new UnseenTexts(column);

    /// <summary>All of it, the target first and then the columns in their order.</summary>
    public IReadOnlyList<DataNote> All(TableSchema schema) =>
    [
        .. MissingTargets > 0 ? [DataNote.MissingTarget(schema.Target.Name, MissingTargets)] : Array.Empty<DataNote>(),
        .. schema.Inputs.Select(column => _unseen.GetValueOrDefault(column.Name)?.Note).OfType<DataNote>(),
    ];
}

/// <summary>Texts that training never saw in a column of categories.</summary>
internal sealed class UnseenTexts(string column)
{
    /// <summary>So many different ones are told apart; more would have to be kept.</summary>
    private const int MostTexts = 10_000;

    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private int _rows;

    public void Add(string text)
    {
        _rows++;
        if (_texts.Count < MostTexts) _texts.Add(text);
    }

    /// <summary>Null if there were none.</summary>
    public DataNote? Note => _rows == 0 ? null : new("unseen-category",
        $"{Sentence.Quoted(column)} holds a text that training never saw in {Sentence.Count(_rows, "row")} "
        + $"({Sentence.List([.. _texts])}{(_texts.Count == MostTexts ? " or more" : "")}): taken as none of its categories");
}
