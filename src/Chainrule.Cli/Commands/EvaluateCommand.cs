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
        var json = CommandLine.Json();
        var command = new Command("evaluate", "Compare a model's predictions with the truth") { model };
        data.AddTo(command);
        command.Add(json);
        command.SetAction(parsed => AnyModel.Run(parsed.GetValue(model)!, new Action(
            () => data.Read(parsed), parsed.GetValue(json), parsed.GetValue(CommandLine.Quiet), CommandLine.LanguageOf(parsed))));
        return command;
    }

    private sealed record Action(Func<Table> Read, bool IsJson, bool IsQuiet, Language Language) : IModelAction
    {
        public int Run<T>(TabularModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var evaluation = model.Evaluate(Read(), out var notes, out var baseline);
            AnyModel.Print(notes, IsQuiet);
            var target = model.Schema.Target;
            var json = evaluation.ToJson(target);
            json["baselines"] = Baseline.ToJson([baseline]);
            Console.Out.Write(IsJson ? Report.Json(json) : new Report(Language).Of(evaluation, [baseline], target, Text.Evaluation));
            return ExitCode.Done;
        }
    }
}
