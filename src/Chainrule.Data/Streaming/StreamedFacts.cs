using Chainrule.Kernels;

namespace Chainrule.Data;

/// <summary>The facts of a table that is read once in portions: what is kept does not grow with the number of rows.</summary>
internal sealed class StreamedFacts : TableFacts
{
    /// <summary>Values kept for the medians of all columns together, and of one at most and at least.</summary>
    private const int SampledValues = 1 << 22, LongestSample = 1 << 16, ShortestSample = 1 << 10;

    private readonly SchemaOptions _options;
    private readonly StreamedSplit _split;
    private readonly CounterRandom _draws;
    private readonly Dictionary<string, StreamedColumn> _columns;
    private readonly StreamedColumn _target;
    private readonly List<DataNote> _targetNotes = [];
    private LearningTask _task;
    private IReadOnlyList<string> _classes = [];

    /// <param name="first">The first portion, for its columns; it is not read yet.</param>
    /// <param name="options">What is said of them.</param>
    /// <param name="fraction">How much of the rows validates; null for none.</param>
    /// <param name="seed">Chooses the rows.</param>
    public StreamedFacts(Table first, SchemaOptions options, double? fraction, ulong seed)
    {
        OptionNames.Check(first, options);
        (_options, Name, Columns) = (options, first.Name, [.. first.Columns]);
        (_split, _draws) = (new(options, fraction, seed), new(seed, Draws.Sample));
        var sample = Math.Clamp(SampledValues / Columns.Count, ShortestSample, LongestSample);
        _columns = Columns.Where(name => name.Length > 0)
            .ToDictionary(name => name, name => new StreamedColumn(name, sample), StringComparer.Ordinal);
        _target = new(options.Target, ShortestSample);
    }

    public override string Name { get; }

    public override IReadOnlyList<string> Columns { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows { get; private set; }

    /// <summary>How many rows validate.</summary>
    public int ValidationRows { get; private set; }

    public override int TrainingRows => Rows - ValidationRows - _columns[_options.Target].Survey.Missing;

    public override LearningTask Task => _task;

    public override IReadOnlyList<string> Classes => _classes;

    public override Statistics TargetStatistics => _columns[_options.Target].Numbers(text => text).Statistics;

    public override double LeastTarget => _target.Least;

    public override IReadOnlyList<DataNote> TargetNotes => _targetNotes;

    /// <summary>Of classes, how many training rows each has.</summary>
    public int[] ClassCounts
    {
        get
        {
            var counts = _columns[_options.Target].Texts().Counts.ToDictionary(StringComparer.Ordinal);
            return [.. _classes.Select(name => counts.GetValueOrDefault(name))];
        }
    }

    public override ColumnFacts Column(string name) => _columns[name];

    /// <summary>Takes in the next rows.</summary>
    public void Observe(Table portion)
    {
        var parts = _split.Next(portion);
        bool[] trains = [.. parts.Select(part => part == RowPart.Training)], haveTarget = [.. parts.Select(part => part != RowPart.LeftOut)];
        ulong[] draws = [.. parts.Select((_, row) => _draws.Bits((ulong)(Rows + row)))];
        _target.Observe(Reader(portion, _options.Target), haveTarget, draws, Rows);
        var start = Rows;
        // No column knows of another, so that it does not matter which is looked at first.
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Threads.Count };
        Parallel.ForEach(_columns, threads, column => column.Value.Observe(Reader(portion, column.Key), trains, draws, start));
        ValidationRows += parts.Count(part => part == RowPart.Validation);
        Rows += portion.RowCount;
    }

    /// <summary>All rows are there: reads the target.</summary>
    /// <exception cref="BadInputException">Nothing can be learned from it.</exception>
    public void Complete()
    {
        var survey = _target.Survey;
        if (survey.IsEmpty) throw new BadInputException($"{Name}: {Sentence.NoTarget(_options.Target)}");
        if (survey.Missing > 0) _targetNotes.Add(DataNote.MissingTarget(_options.Target, survey.Missing));
        _task = TargetRules.TaskOf(_options, survey);
        if (_task == LearningTask.Classification)
        {
            if (TargetRules.RefusesLookalikes(_options)) _target.RefuseLookalikes();
            _classes = TargetRules.ClassesOf(Name, _options.Target, _target.Texts(), _targetNotes);
        }
        else
        {
            var count = _target.Numbers(TargetRules.NotAnAmount(survey)).Count;
            TargetRules.CheckAmounts(Name, _options, _target.Distinct, count, _target.FirstText, _targetNotes);
        }
    }

    private ColumnReader Reader(Table portion, string column) => new(portion, column, _options.MissingTexts);
}
