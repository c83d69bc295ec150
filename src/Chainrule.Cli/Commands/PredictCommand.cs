using System.CommandLine;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>chainrule predict: raw rows in, the same rows with predictions out.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model that train wrote" };
        var data = new DataOptions("Rows with the model's columns in any order");
        var output = new Option<string?>("--output", "-o") { Description = "Write the CSV to a file", HelpName = "FILE" };
        var command = new Command("predict", "Add a prediction to every row: the input's columns, then prediction, then p(CLASS) each")
        {
            model,
        };
        data.AddTo(command);
        command.Add(output);
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(model);
            var isQuiet = parsed.GetValue(CommandLine.Quiet);
            return AnyModel.Run(path, new Action([path, .. data.FilesOf(parsed)], () => data.Read(parsed), parsed.GetValue(output), isQuiet));
        });
        return command;
    }

    private sealed record Action(string[] Inputs, Func<Table> Read, string? Output, bool IsQuiet) : IModelAction
    {
        public int Run<T>(TabularModel<T> model) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            if (Output is not null)
            {
                AnyModel.RequireDifferent(Output, Inputs);
                Files.RequireWritable(Output);
            }
            var table = Read();
            var outputs = model.Outputs(table, out var notes);
            AnyModel.Print(notes, IsQuiet);
            if (Output is not null)
            {
                PredictionWriter.Write(Output, table, model.Schema, outputs);
                return ExitCode.Done;
            }
            using var stdout = Console.OpenStandardOutput();
            PredictionWriter.Write(stdout, table, model.Schema, outputs);
            return ExitCode.Done;
        }
    }
}
