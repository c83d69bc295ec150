using System.CommandLine;
using System.Numerics;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>The tables of train: in memory or, where one of them is too large for that, to be read in portions.</summary>
internal sealed class TrainingTable
{
    private readonly TrainOptions _options;
    private readonly ParseResult _parsed;
    private readonly SchemaOptions _schema;
    private readonly Table? _table, _validation;
    private readonly StreamedTable? _large, _largeValidation;

    private TrainingTable(TrainOptions options, ParseResult parsed, Table table, Table? validation)
    {
        (_options, _parsed, _table, _validation) = (options, parsed, table, validation);
        _schema = options.SchemaOf(parsed, table);
    }

    private TrainingTable(TrainOptions options, ParseResult parsed, StreamedTable large, StreamedTable? validation)
    {
        (_options, _parsed, _large, _largeValidation) = (options, parsed, large, validation);
        _schema = options.SchemaOf(parsed, large.Head);
        if (options.Folds.Of(parsed) is not null)
            throw new BadInputException(
                $"--folds divides rows that are in memory, and those of {large.Name} are not: leave it out, or allow more with --memory");
    }

    /// <summary>Reads what is small, and looks into what is large.</summary>
    /// <exception cref="BadInputException">A table cannot be read, or options do not go with it.</exception>
    public static TrainingTable Open(TrainOptions options, ParseResult parsed)
    {
        var (data, validationPath, largest) = (options.Data, options.ValidationFileOf(parsed), options.Memory.LargestFile(parsed));
        if (data.Open(parsed, largest) is null && (validationPath is null || data.OpenOther(validationPath, parsed, largest) is null))
            return new(options, parsed, data.Read(parsed), validationPath is null ? null : data.ReadOther(validationPath, parsed));
        var large = data.Open(parsed, -1) ?? throw NotStreamed(parsed.GetRequiredValue(data.Data));
        var validation = validationPath is null ? null : data.OpenOther(validationPath, parsed, -1) ?? throw NotStreamed(validationPath);
        return new(options, parsed, large, validation);
    }

    /// <summary>The folds that were asked for; null without folds.</summary>
    /// <exception cref="BadInputException">Table and options do not go together.</exception>
    public CrossValidation<T>? Divide<T>(TrainingPlan plan) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        _table is null ? null : _options.Folds.Divide<T>(_parsed, _table, _schema, plan, _validation);

    /// <summary>The rows as numbers.</summary>
    /// <exception cref="BadInputException">Table and options do not go together.</exception>
    public TabularData<T> Prepare<T>(TrainingPlan plan, StreamingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => _table is not null
        ? TabularData<T>.InMemory(_table, _schema, plan, _validation)
        : progress.Run(report => TabularData<T>.Streamed(
            _large!, _schema, plan, _largeValidation, _options.Memory.StreamingOf(_parsed, report, cancellation)));

    private static BadInputException NotStreamed(string path) => new(
        $"'{path}' is no CSV file on disk and cannot be streamed, as the file beside it must be: save it as CSV, or allow more with --memory");
}
