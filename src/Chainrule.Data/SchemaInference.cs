using System.Globalization;

namespace Chainrule.Data;

/// <summary>
/// Looks at a table and says what its columns are. Kinds come from all rows, so that an error in a validation row shows before
/// training; statistics and categories come from the training rows alone, so that nothing leaks out of the validation rows.
/// </summary>
public sealed class SchemaInference
{
    private const int MostCategories = 50, MostForcedCategories = 1000;

    private readonly Table _table;
    private readonly SchemaOptions _options;
    private readonly TargetValues _target;
    private readonly int[] _trainingRows;
    private readonly List<Column> _inputs = [];
    private readonly List<IgnoredColumn> _ignored = [];
    private readonly List<DataNote> _notes;
    private readonly Dictionary<string, int> _missingCounts = [];
    private readonly List<IgnoredColumn> _constant = [];
    private Statistics? _pixels;

    private SchemaInference(Table table, TargetValues target, IReadOnlyList<int> rowsOfTrainingPart, SchemaOptions options)
    {
        (_table, _target, _options) = (table, target, options);
        _notes = [.. _target.Notes];
        _trainingRows = [.. rowsOfTrainingPart.Intersect(_target.Rows)];
        if (_trainingRows.Length == 0)
            throw new BadInputException($"{_table.Name}: no training row has a value of the target {Sentence.Quoted(_target.Name)}");
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
        new SchemaInference(table, target, rowsOfTrainingPart, options).Infer();

    private InferredSchema Infer()
    {
        LeaveOutNameless();
        foreach (var name in _table.Columns.Where(name => name.Length > 0))
        {
            var cells = new ColumnReader(_table, name, _options.MissingTexts);
            var survey = cells.Survey();
            _missingCounts[name] = survey.Missing;
            if (name != _target.Name) InferInput(name, cells, survey);
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
        if (_target.Task == LearningTask.Classification) return new ClassTarget(_target.Name, _target.Classes);
        var valueOf = _target.Rows.Zip(_target.Values).ToDictionary();
        var (mean, deviation, _) = Statistics.Of([.. _trainingRows.Select(row => valueOf[row])]);
        return _options.IsCount ? ValueTarget.Count(_target.Name, MeanCount(mean)) : new ValueTarget(_target.Name, mean, deviation);
    }

    private double MeanCount(double mean)
    {
        if (_target.Values.Any(value => value < 0))
            throw new BadInputException(FormattableString.Invariant(
                $"{_table.Name}: the target {Sentence.Quoted(_target.Name)} holds {_target.Values.Min()}, but poisson is for counts of at least 0"));
        return mean > 0 ? mean : throw new BadInputException($"{_table.Name}: the target {Sentence.Quoted(_target.Name)} is 0 in every training row");
    }

    private void InferInput(string name, ColumnReader cells, ColumnSurvey survey)
    {
        if (_options.Ignore.Contains(name)) _ignored.Add(new(name, $"{Sentence.Quoted(name)} is ignored as asked"));
        else if (name == _options.Weight) _ignored.Add(new(name, $"{Sentence.Quoted(name)} holds the weights of the rows"));
        else if (_trainingRows.All(cells.IsMissing)) LeaveOut(name, $"{Sentence.Quoted(name)} has no value in any training row: left out");
        else if (_options.Number.Contains(name))
            InferNumber(name, cells, text => $"is not a number: correct it, or drop --number {Sentence.Argument(name)}");
        else if (_options.Date.Contains(name))
            InferDate(name, cells, text => $"is not a date such as 2024-01-31: correct it, or drop --date {Sentence.Argument(name)}");
        else if (_options.Category.Contains(name)) InferCategory(name, cells);
        else if (cells.Pixels is not null) InferPixel(name, survey.Missing > 0 && _trainingRows.Any(cells.IsMissing));
        else if (survey.IsMostlyNumbers)
            InferNumber(name, cells, text => Sentence.Misfit(text, "a number", survey.Numbers, $"--category {Sentence.Argument(name)}"));
        else if (survey.IsMostlyDates)
            InferDate(name, cells, text => Sentence.Misfit(text, "a date", survey.Dates, $"--category {Sentence.Argument(name)}"));
        else InferCategory(name, cells);
    }

    private void InferNumber(string name, ColumnReader cells, Func<string, string> remedy)
    {
        double[] values = [.. Enumerable.Range(0, _table.RowCount).Select(row => cells.NumberAt(row, remedy))];
        double[] present = [.. _trainingRows.Select(row => values[row]).Where(value => !double.IsNaN(value))];
        var (mean, deviation, median) = Statistics.Of(present);
        if (IsConstant(name, cells, value => value == present[0], present)) return;
        _inputs.Add(new NumberColumn(name, mean, deviation, median, present.Length < _trainingRows.Length));
    }

    private void InferDate(string name, ColumnReader cells, Func<string, string> remedy)
    {
        DateTime?[] values = [.. Enumerable.Range(0, _table.RowCount).Select(row => cells.DateAt(row, remedy))];
        DateTime[] present = [.. _trainingRows.Select(row => values[row]).OfType<DateTime>()];
        var (mean, deviation, median) = Statistics.Of([.. present.Select(Dates.Days)]);
        if (IsConstant(name, cells, value => value == present[0], present)) return;
        _inputs.Add(new DateColumn(name, mean, deviation, median, DateParts.In(present), present.Length < _trainingRows.Length));
    }

    /// <summary>All pixels share one scale, as what they show does not change from one to the next; none is left out of the image.</summary>
    private void InferPixel(string name, bool hasMissing)
    {
        var (mean, deviation, median) = _pixels ??= OfPixels();
        _inputs.Add(new NumberColumn(name, mean, deviation, median, hasMissing));
    }

    private Statistics OfPixels()
    {
        var counts = new long[byte.MaxValue + 1];
        foreach (var pixels in Enumerable.Range(0, _table.Columns.Count).Select(_table.Cells).OfType<PixelCells>())
            foreach (var row in _trainingRows) counts[pixels.Value(_table.Stored(row))]++;
        return Statistics.Of(counts.AsSpan());
    }

    private void InferCategory(string name, ColumnReader cells)
    {
        string[] present = [.. _trainingRows.Select(cells.TextAt).OfType<string>()];
        var counts = present.CountBy(text => text).OrderBy(category => category.Key, StringComparer.Ordinal).ToArray();
        var isForced = _options.Category.Contains(name);
        if (!isForced) cells.RefuseLookalikes();
        if (IsConstant(name, cells, text => text == present[0], present)) return;
        if (isForced && counts.Length > MostForcedCategories)
            throw new BadInputException($"{_table.Name}: column {Sentence.Quoted(name)} has {Sentence.Count(counts.Length, "different text")}, "
                + $"and a category can have no more than 1,000: drop --category {Sentence.Argument(name)}");
        if (!isForced && (counts.Length > MostCategories || counts.Length > _trainingRows.Length / 2))
            LeaveOut(name, $"{Sentence.Quoted(name)} has {Sentence.Count(counts.Length, "different text")} "
                + $"in {Sentence.Count(_trainingRows.Length, "row")}: left out; "
                + $"--category {Sentence.Argument(name)} keeps it");
        else
            AddCategory(name, counts, present.Length < _trainingRows.Length);
    }

    private void AddCategory(string name, KeyValuePair<string, int>[] counts, bool hasMissing)
    {
        var rare = RareCategories.Of(counts, _trainingRows.Length, _options.MinFrequency);
        if (rare.Length == counts.Length)
            LeaveOut(name, $"{Sentence.Quoted(name)} has no text in {_options.MinFrequency} training rows: left out; --min-frequency 1 keeps it");
        else
            _inputs.Add(new CategoryColumn(
                name, [.. counts.Select(category => category.Key).Except(rare)], counts.MaxBy(category => category.Value).Key, hasMissing)
            { Rare = rare });
    }

    /// <summary>Whether all training rows have one and the same value; then it is left out. Beside gaps, it says something.</summary>
    private bool IsConstant<TValue>(string name, ColumnReader cells, Func<TValue, bool> isFirst, TValue[] present)
    {
        if (present.Length < _trainingRows.Length || !present.All(isFirst)) return false;
        var value = Sentence.Quoted(_trainingRows.Select(cells.TextAt).OfType<string>().First());
        _constant.Add(new(name, $"{Sentence.Quoted(name)} is {value} in every training row: left out"));
        _ignored.Add(_constant[^1]);
        return true;
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
