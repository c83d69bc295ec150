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
        command.SetAction((parsed, cancellation) => Task.Run(() =>
        {
            var path = parsed.GetRequiredValue(model);
            var page = report.PathOf(parsed, [path, .. data.FilesOf(parsed)]);
            return AnyModel.Run(path, new Action(
                () => data.Read(parsed), page, parsed.GetValue(json), parsed.GetValue(CommandLine.Quiet), CommandLine.LanguageOf(parsed),
                cancellation));
        }, CancellationToken.None));
        return command;
    }

    private sealed record Action(
        Func<Table> Read, string? Page, bool IsJson, bool IsQuiet, Language Language, CancellationToken Cancellation) : IModelAction
    {
        public int Run<T>(TabularModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var table = Read();
            var evaluation = model.Evaluate(table, out var notes, out var baseline);
            AnyModel.Print(notes, IsQuiet);
            if (Page is not null) ReportPage.Write(Page, Reported(model, table, evaluation, baseline), Language);
            var target = model.Schema.Target;
            var json = evaluation.ToJson(target);
            json["baselines"] = Baseline.ToJson([baseline]);
            Console.Out.Write(IsJson ? Report.Json(json) : new Report(Language).Of(evaluation, [baseline], target, Text.Evaluation));
            return ExitCode.Done;
        }

        private ReportData Reported<T>(TabularModel<T> model, Table table, Evaluation evaluation, Baseline baseline)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (network, schema) = (model.Network, model.Schema);
            var encoded = TableEncoder.Encode<T>(table, [.. Enumerable.Range(0, table.RowCount)], schema);
            return new(
                table.Name, ReportData.InDouble(model), table, encoded.Rows, Judgement.Of(network, encoded.Data, schema.Target), evaluation,
                [baseline], ReportData.ImportanceOf(network, encoded.Data, table, schema, seed: 0, Cancellation), Run: null);
        }
    }
}
