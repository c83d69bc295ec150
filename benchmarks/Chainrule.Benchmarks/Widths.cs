using System.Runtime.Intrinsics;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;

namespace Chainrule.Benchmarks;

/// <summary>Everything is measured on this processor's own vectors and on those of AVX2, with the bytes that a call allocates.</summary>
internal sealed class Widths : ManualConfig
{
    public Widths()
    {
        // As in every program of ours: methods with loops are compiled at full speed at once.
        var job = Job.Default.WithEnvironmentVariable("DOTNET_TC_QuickJitForLoops", "0").WithEnvironmentVariable("DOTNET_TieredPGO", "0");
        if (Vector512.IsHardwareAccelerated) AddJob(job.WithId("AVX-512").AsBaseline());
        AddJob(new Job("AVX2", job).WithEnvironmentVariable("DOTNET_EnableAVX512", "0"));
        AddDiagnoser(new MemoryDiagnoser(new(displayGenColumns: false)));
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        ArtifactsPath = Path.Combine("artifacts", "benchmarks");
        SummaryStyle = SummaryStyle.Default.WithMaxParameterColumnWidth(40);
        HideColumns(Column.EnvironmentVariables, Column.Error, Column.RatioSD);
    }
}
