namespace Chainrule.Data;

/// <summary>The target column of a table, read as classes or amounts: what a split is stratified by and a schema is built on.</summary>
public sealed class TargetValues
{
    private readonly List<DataNote> _notes = [];

    private TargetValues(string name, LearningTask task, int[] rows) => (Name, Task, Rows) = (name, task, rows);

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>Whether the values are classes or amounts.</summary>
    public LearningTask Task { get; }

    /// <summary>The rows of the table that have a target, in order.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>For each of <see cref="Rows"/> the amount, or the index of the class.</summary>
    public IReadOnlyList<double> Values { get; private set; } = [];

    /// <summary>The classes: by number if all are numbers, else ordinal; empty for amounts.</summary>
    public IReadOnlyList<string> Classes { get; private set; } = [];

    /// <summary>What a person should know about the target.</summary>
    public IReadOnlyList<DataNote> Notes => _notes;

    /// <summary>Reads the target that the options name.</summary>
    /// <exception cref="BadInputException">There is no such column, or nothing can be learned from it.</exception>
    public static TargetValues Read(Table table, SchemaOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        OptionNames.Check(table, options);
        var cells = new ColumnReader(table, options.Target, options.MissingTexts);
        var survey = cells.Survey();
        if (survey.IsEmpty) throw new BadInputException($"{table.Name}: {Sentence.NoTarget(options.Target)}");
        int[] rows = [.. Enumerable.Range(0, table.RowCount).Where(row => !cells.IsMissing(row))];
        var target = new TargetValues(options.Target, TargetRules.TaskOf(options, survey), rows);
        if (survey.Missing > 0) target._notes.Add(DataNote.MissingTarget(target.Name, survey.Missing));
        if (target.Task == LearningTask.Classification) target.ReadClasses(table, cells, options);
        else target.ReadAmounts(table, cells, survey, options);
        return target;
    }

    /// <summary>The same of some rows alone; the classes stay all there are.</summary>
    internal TargetValues Among(IEnumerable<int> rows)
    {
        var some = rows.ToHashSet();
        var places = Enumerable.Range(0, Rows.Count).Where(place => some.Contains(Rows[place])).ToArray();
        return new(Name, Task, [.. places.Select(place => Rows[place])]) { Values = [.. places.Select(place => Values[place])], Classes = Classes };
    }

    private void ReadClasses(Table table, ColumnReader cells, SchemaOptions options)
    {
        if (TargetRules.RefusesLookalikes(options)) cells.RefuseLookalikes();
        string[] texts = [.. Rows.Select(row => cells.TextAt(row)!)];
        Classes = TargetRules.ClassesOf(table.Name, Name, TextFacts.Of(texts.Length, texts.CountBy(text => text)), _notes);
        var indexOf = Classes.Index().ToDictionary(name => name.Item, name => (double)name.Index);
        Values = [.. texts.Select(text => indexOf[text])];
    }

    private void ReadAmounts(Table table, ColumnReader cells, ColumnSurvey survey, SchemaOptions options)
    {
        var remedy = TargetRules.NotAnAmount(survey);
        Values = [.. Rows.Select(row => cells.NumberAt(row, remedy))];
        double[] distinct = [.. Values.Distinct().Take(TargetRules.HintValues + 1)];
        TargetRules.CheckAmounts(table.Name, options, distinct, Rows.Count, cells.TextAt(Rows[0])!, _notes);
    }
}
