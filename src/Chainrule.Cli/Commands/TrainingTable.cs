using System.CommandLine;
using System.Numerics;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>The tables of train, read into memory or, where one of them is too large for that, through a cache on disk.</summary>
internal static class TrainingTable
{
    /// <exception cref="BadInputException">A table cannot be read, or options do not go with it.</exception>
    public static TabularData<T> Read<T>(
        TrainOptions options, ParseResult parsed, TrainingPlan plan, StreamingProgress progress, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var validationPath = options.ValidationFileOf(parsed);
        var largest = options.Memory.LargestFile(parsed);
        if (options.Data.Open(parsed, largest) is null && (validationPath is null || options.Data.OpenOther(validationPath, parsed, largest) is null))
        {
            var inMemory = options.Data.Read(parsed);
            var validation = validationPath is null ? null : options.Data.ReadOther(validationPath, parsed);
            return TabularData<T>.InMemory(inMemory, options.SchemaOf(parsed, inMemory), plan, validation);
        }
        var table = options.Data.Open(parsed, -1) ?? throw NotStreamed(parsed.GetRequiredValue(options.Data.Data));
        var other = validationPath is null ? null : options.Data.OpenOther(validationPath, parsed, -1) ?? throw NotStreamed(validationPath);
        var schema = options.SchemaOf(parsed, table.Head);
        return progress.Run(report =>
            TabularData<T>.Streamed(table, schema, plan, other, options.Memory.StreamingOf(parsed, report, cancellation)));
    }

    private static BadInputException NotStreamed(string path) => new(
        $"'{path}' is no CSV file on disk and cannot be streamed, as the file beside it must be: save it as CSV, or allow more with --memory");
}
