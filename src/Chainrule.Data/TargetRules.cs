namespace Chainrule.Data;

/// <summary>What a target column must be so that something can be learned from it, whether the table is in memory or not.</summary>
internal static class TargetRules
{
    /// <summary>Amounts with no more different values than these may be classes that are numbers.</summary>
    public const int HintValues = 20;

    private const int MostClasses = 1000, FewRows = 20, HintRows = 30;

    /// <summary>Classes or amounts, as the options say, or else the cells.</summary>
    public static LearningTask TaskOf(SchemaOptions options, ColumnSurvey survey) =>
        options.Task ?? (options.Number.Contains(options.Target) ? LearningTask.Regression
            : options.Category.Contains(options.Target) || !survey.IsMostlyNumbers ? LearningTask.Classification
            : LearningTask.Regression);

    /// <summary>Whether classes are classes only because their cells are no numbers.</summary>
    public static bool RefusesLookalikes(SchemaOptions options) => options.Task is null && !options.Category.Contains(options.Target);

    /// <summary>The classes in the order of the outputs: by number if all are numbers, else ordinal.</summary>
    /// <param name="table">What error messages call the table.</param>
    /// <param name="name">The target.</param>
    /// <param name="texts">Its texts in all rows.</param>
    /// <param name="notes">Told of classes with a single row.</param>
    /// <exception cref="BadInputException">There is one class only, or there are too many.</exception>
    public static IReadOnlyList<string> ClassesOf(string table, string name, TextFacts texts, List<DataNote> notes)
    {
        if (texts.Counts.Count == 1)
            throw new BadInputException($"{table}: the target {Sentence.Quoted(name)} has a single class, "
                + $"{Sentence.Quoted(texts.Counts[0].Key)}, in every row: there is nothing to learn");
        if (texts.Counts.Count > MostClasses || (texts.Count > FewRows && texts.Counts.Count > texts.Count / 2))
        {
            var said = texts.IsCut ? $"more than {Sentence.Count(MostClasses, "class")}" : Sentence.Count(texts.Counts.Count, "class");
            throw new BadInputException($"{table}: the target {Sentence.Quoted(name)} has {said} in {Sentence.Count(texts.Count, "row")}: "
                + (Dates.TryParse(texts.Counts[0].Key, out _)
                    ? "dates are no target, so write an amount in their place, such as the days since the first"
                    : "if it is an amount, write it with a decimal point and say --task regression; if it names the row, choose another target"));
        }
        var classes = InOrder([.. texts.Counts.Select(text => text.Key)]);
        var single = texts.Counts.Where(text => text.Value == 1).Select(text => text.Key).ToHashSet();
        foreach (var only in classes.Where(single.Contains))
            notes.Add(new("single-row-class", $"the class {Sentence.Quoted(only)} has a single row: it is trained on and never validated"));
        return classes;
    }

    /// <summary>The end of the sentence about a text among amounts.</summary>
    public static Func<string, string> NotAnAmount(ColumnSurvey survey) => survey.IsMostlyNumbers
        ? text => Sentence.Misfit(text, "a number", survey.Numbers, "--task classification")
        : text => "is not a number: regression needs a target of numbers, so say --task classification or choose another target";

    /// <summary>Amounts must differ; a few whole numbers may be classes, which is noted.</summary>
    /// <param name="table">What error messages call the table.</param>
    /// <param name="options">Name the target, and perhaps the task.</param>
    /// <param name="distinct">The different amounts, or the first 21 of them.</param>
    /// <param name="rows">How many rows have an amount.</param>
    /// <param name="firstText">What stands in the first of them.</param>
    /// <param name="notes">Told of what may be classes.</param>
    /// <exception cref="BadInputException">All are one and the same.</exception>
    public static void CheckAmounts(
        string table, SchemaOptions options, double[] distinct, int rows, string firstText, List<DataNote> notes)
    {
        if (distinct.Length == 1)
            throw new BadInputException($"{table}: the target {Sentence.Quoted(options.Target)} is {firstText} in every row: "
                + "there is nothing to learn");
        if (options.Task is null && distinct.Length <= (rows >= HintRows ? HintValues : 2) && distinct.All(double.IsInteger))
            notes.Add(new("whole-number-target", $"{Sentence.Quoted(options.Target)} has {distinct.Length} different whole numbers: "
                + "add --task classification if they are classes, not amounts"));
    }

    private static string[] InOrder(string[] classes) =>
        Array.TrueForAll(classes, name => double.IsFinite(TextCells.Parse(name)))
            ? [.. classes.OrderBy(TextCells.Parse).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. classes.Order(StringComparer.Ordinal)];
}
