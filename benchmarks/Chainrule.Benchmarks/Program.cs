using BenchmarkDotNet.Running;
using Chainrule.Benchmarks;

// Chainrule by itself, piece by piece: dotnet run -c Release -- --filter '*Products*'
BenchmarkSwitcher.FromAssembly(typeof(Widths).Assembly).Run(args, new Widths());
