using System.Globalization;

namespace Chainrule.Data;

/// <summary>
/// Looks at a table and says what its columns are. Kinds come from all rows, so that an error in a validation row shows before
/// training; statistics and categories come from the training rows alone, so that nothing leaks out of the validation rows.
/// </summary>
public sealed class SchemaInference
{
    private const int MostCategories = 50, MostForcedCategories = 1000;

    private readonly TableFacts _table;
    private readonly SchemaOptions _options;
    private readonly List<Column> _inputs = [];
    private readonly List<IgnoredColumn> _ignored = [];
    private readonly List<DataNote> _notes;
    private readonly Dictionary<string, int> _missingCounts = [];
    private readonly List<IgnoredColumn> _constant = [];

    private SchemaInference(TableFacts table, SchemaOptions options)
    {
        (_table, _options, _notes) = (table, options, [.. table.TargetNotes]);
        if (_table.TrainingRows == 0)
            throw new BadInputException($"{_table.Name}: no training row has a value of the target {Sentence.Quoted(_options.Target)}");
    }

    /// <summary>The schema of a table as its training rows show it.</summary>
    /// <exception cref="BadInputException">A cell, a column or an option is wrong, or nothing can be learned.</exception>
    public static InferredSchema Infer(Table table, IReadOnlyList<int> rowsOfTrainingPart, SchemaOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(rowsOfTrainingPart);
        ArgumentNullException.ThrowIfNull(options);
        return Infer(table, TargetValues.Read(table, options), rowsOfTrainingPart, options);
    }

    /// <summary>The same for whoever has read the target already, to split the rows by it.</summary>
    internal static InferredSchema Infer(Table table, TargetValues target, IReadOnlyList<int> rowsOfTrainingPart, SchemaOptions options) =>
        Infer(new FactsInMemory(table, target, rowsOfTrainingPart, options), options);

    /// <summary>The same for whoever has gathered the facts already.</summary>
    internal static InferredSchema Infer(TableFacts table, SchemaOptions options) => new SchemaInference(table, options).Infer();

    private InferredSchema Infer()
    {
        LeaveOutNameless();
        foreach (var name in _table.Columns.Where(name => name.Length > 0))
        {
            var facts = _table.Column(name);
            _missingCounts[name] = facts.Survey.Missing;
            if (name != _options.Target) InferInput(name, facts, facts.Survey);
        }
        NoteConstant();
        if (_inputs.Count == 0)
        {
            var reasons = _ignored.Select(column => column.Reason).DefaultIfEmpty("the target is the only one").Take(3);
            throw new BadInputException($"{_table.Name} has no column left to learn from: {string.Join("; ", reasons)}");
        }
        return new(new TableSchema(_inputs, InferTarget(), _ignored, [.. _options.MissingTexts]), _notes, _missingCounts);
    }

    /// <summary>A table that was written with the numbers of its rows has them in a column without a name.</summary>
    private void LeaveOutNameless()
    {
        int[] places = [.. _table.Columns.Index().Where(column => column.Item.Length == 0).Select(column => column.Index + 1)];
        if (places.Length > 0)
            _notes.Add(new("left-out", $"{Sentence.Count(places.Length, "column")} without a name left out "
                + $"({Sentence.List([.. places.Select(place => place.ToString(CultureInfo.InvariantCulture))])}): name what is to be learned from"));
    }

    private Target InferTarget()
    {
        if (_table.Task == LearningTask.Classification) return new ClassTarget(_options.Target, _table.Classes);
        var (mean, deviation, _) = _table.TargetStatistics;
        return _options.IsCount ? ValueTarget.Count(_options.Target, MeanCount(mean)) : new ValueTarget(_options.Target, mean, deviation);
    }

    private double MeanCount(double mean)
    {
        if (_table.LeastTarget < 0)
            throw new BadInputException(FormattableString.Invariant(
                $"{_table.Name}: the target {Sentence.Quoted(_options.Target)} holds {_table.LeastTarget}, but poisson is for counts of at least 0"));
        return mean > 0
            ? mean
            : throw new BadInputException($"{_table.Name}: the target {Sentence.Quoted(_options.Target)} is 0 in every training row");
    }

    private void InferInput(string name, ColumnFacts facts, ColumnSurvey survey)
    {
        if (_options.Ignore.Contains(name)) _ignored.Add(new(name, $"{Sentence.Quoted(name)} is ignored as asked"));
        else if (name == _options.Weight) _ignored.Add(new(name, $"{Sentence.Quoted(name)} holds the weights of the rows"));
        else if (facts.IsEmpty) LeaveOut(name, $"{Sentence.Quoted(name)} has no value in any training row: left out");
        else if (_options.Number.Contains(name))
            InferNumber(name, facts, text => $"is not a number: correct it, or drop --number {Sentence.Argument(name)}");
        else if (_options.Date.Contains(name))
            InferDate(name, facts, text => $"is not a date such as 2024-01-31: correct it, or drop --date {Sentence.Argument(name)}");
        else if (_options.Category.Contains(name)) InferCategory(name, facts);
        // All pixels share one scale, as what they show does not change from one to the next; none is left out of the image.
        else if (facts.Pixels is { } pixels)
            _inputs.Add(new NumberColumn(name, pixels.Mean, pixels.Deviation, pixels.Median, survey.Missing > 0 && facts.HasMissing));
        else if (survey.IsMostlyNumbers)
            InferNumber(name, facts, text => Sentence.Misfit(text, "a number", survey.Numbers, $"--category {Sentence.Argument(name)}"));
        else if (survey.IsMostlyDates)
            InferDate(name, facts, text => Sentence.Misfit(text, "a date", survey.Dates, $"--category {Sentence.Argument(name)}"));
        else InferCategory(name, facts);
    }

    private void InferNumber(string name, ColumnFacts facts, Func<string, string> remedy)
    {
        var (count, (mean, deviation, median), areEqual) = facts.Numbers(remedy);
        if (IsConstant(areEqual, count)) LeaveOutConstant(name, facts);
        else _inputs.Add(new NumberColumn(name, mean, deviation, median, count < _table.TrainingRows));
    }

    private void InferDate(string name, ColumnFacts facts, Func<string, string> remedy)
    {
        var (count, (mean, deviation, median), areEqual) = facts.Dates(remedy, out var parts);
        if (IsConstant(areEqual, count)) LeaveOutConstant(name, facts);
        else _inputs.Add(new DateColumn(name, mean, deviation, median, parts, count < _table.TrainingRows));
    }

    private void InferCategory(string name, ColumnFacts facts)
    {
        var isForced = _options.Category.Contains(name);
        if (!isForced) facts.RefuseLookalikes();
        var texts = facts.Texts();
        if (IsConstant(texts.Counts.Count == 1, texts.Count)) LeaveOutConstant(name, facts);
        else if (isForced && texts.Counts.Count > MostForcedCategories)
            throw new BadInputException($"{_table.Name}: column {Sentence.Quoted(name)} has {texts.Said}, "
                + $"and a category can have no more than 1,000: drop --category {Sentence.Argument(name)}");
        else if (!isForced && (texts.Counts.Count > MostCategories || texts.Counts.Count > _table.TrainingRows / 2))
            LeaveOut(name, $"{Sentence.Quoted(name)} has {texts.Said} in {Sentence.Count(_table.TrainingRows, "row")}: left out; "
                + $"--category {Sentence.Argument(name)} keeps it");
        else
            AddCategory(name, [.. texts.Counts], texts.Count < _table.TrainingRows);
    }

    private void AddCategory(string name, KeyValuePair<string, int>[] counts, bool hasMissing)
    {
        var rare = RareCategories.Of(counts, _table.TrainingRows, _options.MinFrequency);
        if (rare.Length == counts.Length)
            LeaveOut(name, $"{Sentence.Quoted(name)} has no text in {_options.MinFrequency} training rows: left out; --min-frequency 1 keeps it");
        else
            _inputs.Add(new CategoryColumn(
                name, [.. counts.Select(category => category.Key).Except(rare)], counts.MaxBy(category => category.Value).Key, hasMissing)
            { Rare = rare });
    }

    /// <summary>Whether all training rows have one and the same value; beside gaps, it says something.</summary>
    private bool IsConstant(bool areEqual, int count) => areEqual && count == _table.TrainingRows;

    private void LeaveOutConstant(string name, ColumnFacts facts)
    {
        _constant.Add(new(name, $"{Sentence.Quoted(name)} is {Sentence.Quoted(facts.FirstText)} in every training row: left out"));
        _ignored.Add(_constant[^1]);
    }

    /// <summary>Columns with one value, in one note: a scan has hundreds of white margins.</summary>
    private void NoteConstant()
    {
        if (_constant.Count == 0) return;
        _notes.Add(new("left-out", _constant.Count == 1
            ? _constant[0].Reason
            : $"{_constant.Count} columns have one and the same value in every training row: "
                + $"left out ({Sentence.List([.. _constant.Select(column => column.Name)])})"));
    }

    private void LeaveOut(string name, string reason)
    {
        _ignored.Add(new(name, reason));
        _notes.Add(new("left-out", reason));
    }
}
