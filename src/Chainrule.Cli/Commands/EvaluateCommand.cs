using System.CommandLine;
using System.Numerics;
using Chainrule.Data;
using Chainrule.Explain;
using Table = Chainrule.Data.Table;

namespace Chainrule.Cli;

/// <summary>chainrule evaluate: how well a model does on rows whose target is known.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model that train wrote" };
        var data = new DataOptions("Rows with the model's columns and its target");
        var report = new ReportOption();
        var json = CommandLine.Json();
        var command = new Command("evaluate", "Compare a model's predictions with the truth") { model };
        data.AddTo(command);
        command.Add(report.Option);
        command.Add(json);
        var memory = new MemoryOptions();
        foreach (var option in memory.All) command.Add(option);
        command.SetAction((parsed, cancellation) => Interruption.Run(() =>
        {
            var path = parsed.GetRequiredValue(model);
            var page = report.PathOf(parsed, [path, .. data.FilesOf(parsed)]);
            return AnyModel.Run(path, new Action(parsed, data, memory, page, parsed.GetValue(json), cancellation));
        }));
        return command;
    }

    private sealed record Action(
        ParseResult Parsed, DataOptions Data, MemoryOptions Memory, string? Page, bool IsJson, CancellationToken Cancellation) : IModelAction
    {
        public int Run<T>(TabularModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var language = CommandLine.LanguageOf(Parsed);
            var (report, isQuiet, target) = (new Report(language), Parsed.GetValue(CommandLine.Quiet), model.Schema.Target);
            var large = Data.Open(Parsed, Memory.LargestFile(Parsed));
            var (evaluation, baseline, notes) = large is null
                ? InMemory(model, language)
                : new StreamingProgress(report, isQuiet).Run(
                    tell => Streamed(model, large, Memory.StreamingOf(Parsed, tell, Cancellation), language));
            AnyModel.Print(notes, isQuiet);
            var json = evaluation.ToJson(target);
            json["baselines"] = Baseline.ToJson([baseline]);
            Console.Out.Write(IsJson ? Report.Json(json) : report.Of(evaluation, [baseline], target, Text.Evaluation));
            return ExitCode.Done;
        }

        private (Evaluation, Baseline, IReadOnlyList<DataNote>) InMemory<T>(TabularModel<T> model, Language language)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var table = Data.Read(Parsed);
            var evaluation = model.Evaluate(table, out var notes, out var baseline);
            if (Page is not null)
            {
                var rows = TableEncoder.Encode<T>(table, [.. Enumerable.Range(0, table.RowCount)], model.Schema);
                Write(model, table, rows, evaluation, baseline, language);
            }
            return (evaluation, baseline, notes);
        }

        private (Evaluation, Baseline, IReadOnlyList<DataNote>) Streamed<T>(
            TabularModel<T> model, StreamedTable large, StreamingOptions streaming, Language language)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var evaluation = model.Evaluate(large, streaming, out var notes, out var baseline);
            if (Page is not null)
            {
                var (table, rows) = model.Sample(large, evaluation.Rows, streaming);
                Write(model, table, rows, evaluation, baseline, language);
            }
            return (evaluation, baseline, notes);
        }

        private void Write<T>(
            TabularModel<T> model, Table table, EncodedTable<T> rows, Evaluation evaluation, Baseline baseline, Language language)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (network, schema) = (model.Network, model.Schema);
            var data = new ReportData(
                table.Name, ReportData.InDouble(model), table, rows.Rows, Judgement.Of(network, rows.Data, schema.Target), evaluation,
                [baseline], ReportData.ImportanceOf(network, rows.Data, table, schema, seed: 0, Cancellation), Run: null);
            ReportPage.Write(Page!, data, language);
        }
    }
}
