namespace Chainrule.Data;

/// <summary>The target column of a table, read as classes or amounts: what a split is stratified by and a schema is built on.</summary>
public sealed class TargetValues
{
    private const int MostClasses = 1000, FewRows = 20, HintRows = 30, HintValues = 20;

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
        var target = new TargetValues(options.Target, TaskOf(options, survey), rows);
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

    private static LearningTask TaskOf(SchemaOptions options, ColumnSurvey survey) =>
        options.Task ?? (options.Number.Contains(options.Target) ? LearningTask.Regression
            : options.Category.Contains(options.Target) || !survey.IsMostlyNumbers ? LearningTask.Classification
            : LearningTask.Regression);

    private void ReadClasses(Table table, ColumnReader cells, SchemaOptions options)
    {
        if (options.Task is null && !options.Category.Contains(Name)) cells.RefuseLookalikes();
        string[] texts = [.. Rows.Select(row => cells.TextAt(row)!)];
        var counts = texts.CountBy(text => text).ToDictionary();
        if (counts.Count == 1)
            throw new BadInputException($"{table.Name}: the target {Sentence.Quoted(Name)} has a single class, "
                + $"{Sentence.Quoted(texts[0])}, in every row: there is nothing to learn");
        if (counts.Count > MostClasses || (texts.Length > FewRows && counts.Count > texts.Length / 2))
            throw new BadInputException($"{table.Name}: the target {Sentence.Quoted(Name)} has {Sentence.Count(counts.Count, "class")} "
                + $"in {Sentence.Count(texts.Length, "row")}: if it is an amount, write it with a decimal point and say --task regression; "
                + "if it names the row, choose another target");
        Classes = InOrder(counts.Keys);
        var indexOf = Classes.Index().ToDictionary(name => name.Item, name => (double)name.Index);
        Values = [.. texts.Select(text => indexOf[text])];
        foreach (var name in Classes.Where(name => counts[name] == 1))
            _notes.Add(new("single-row-class", $"the class {Sentence.Quoted(name)} has a single row: it is trained on and never validated"));
    }

    private static string[] InOrder(ICollection<string> classes) =>
        classes.All(name => double.IsFinite(TextCells.Parse(name)))
            ? [.. classes.OrderBy(TextCells.Parse).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. classes.Order(StringComparer.Ordinal)];

    private void ReadAmounts(Table table, ColumnReader cells, ColumnSurvey survey, SchemaOptions options)
    {
        Func<string, string> remedy = survey.IsMostlyNumbers
            ? text => Sentence.Misfit(text, "a number", survey.Numbers, "--task classification")
            : text => "is not a number: regression needs a target of numbers, so say --task classification or choose another target";
        Values = [.. Rows.Select(row => cells.NumberAt(row, remedy))];
        var distinct = Values.Distinct().Take(HintValues + 1).ToArray();
        if (distinct.Length == 1)
            throw new BadInputException($"{table.Name}: the target {Sentence.Quoted(Name)} is {cells.TextAt(Rows[0])} in every row: "
                + "there is nothing to learn");
        if (options.Task is null && distinct.Length <= (Rows.Count >= HintRows ? HintValues : 2) && distinct.All(double.IsInteger))
            _notes.Add(new("whole-number-target", $"{Sentence.Quoted(Name)} has {distinct.Length} different whole numbers: "
                + "add --task classification if they are classes, not amounts"));
    }
}
