using System.CommandLine;
using System.Numerics;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>chainrule evaluate: how well a model does on rows whose target is known.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model that train wrote" };
        var data = new DataOptions("Rows with the model's columns and its target");
        var json = CommandLine.Json();
        var command = new Command("evaluate", "Compare a model's predictions with the truth") { model };
        data.AddTo(command);
        command.Add(json);
        var memory = new MemoryOptions();
        foreach (var option in memory.All) command.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            var action = new Action(parsed, data, memory, parsed.GetValue(json), cancellation);
            return Task.Run(() => AnyModel.Run(parsed.GetValue(model)!, action), CancellationToken.None);
        });
        return command;
    }

    private sealed record Action(
        ParseResult Parsed, DataOptions Data, MemoryOptions Memory, bool IsJson, CancellationToken Cancellation) : IModelAction
    {
        public int Run<T>(TabularModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var report = new Report(CommandLine.LanguageOf(Parsed));
            var isQuiet = Parsed.GetValue(CommandLine.Quiet);
            var (evaluation, baseline, notes) = Judge(model, new(report, isQuiet));
            AnyModel.Print(notes, isQuiet);
            var target = model.Schema.Target;
            var json = evaluation.ToJson(target);
            json["baselines"] = Baseline.ToJson([baseline]);
            Console.Out.Write(IsJson ? Report.Json(json) : report.Of(evaluation, [baseline], target, Text.Evaluation));
            return ExitCode.Done;
        }

        private (Evaluation, Baseline, IReadOnlyList<DataNote>) Judge<T>(TabularModel<T> model, StreamingProgress progress)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (Data.Open(Parsed, Memory.LargestFile(Parsed)) is { } large)
                return progress.Run(tell =>
                {
                    var judged = model.Evaluate(large, Memory.StreamingOf(Parsed, tell, Cancellation), out var seen, out var constant);
                    return (judged, constant, seen);
                });
            var evaluation = model.Evaluate(Data.Read(Parsed), out var notes, out var baseline);
            return (evaluation, baseline, notes);
        }
    }
}
