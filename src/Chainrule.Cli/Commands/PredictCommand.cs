using System.CommandLine;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>chainrule predict: raw rows in, the same rows with predictions out.</summary>
internal static class PredictCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model that train wrote" };
        var data = new Argument<string>("DATA")
        {
            Description = "A CSV or TSV file with the model's columns in any order, or - for CSV on standard input",
        };
        var output = new Option<string?>("--output", "-o") { Description = "Write the CSV to a file", HelpName = "FILE" };
        var command = new Command("predict", "Add a prediction to every row: the input's columns, then prediction, then p(CLASS) each")
        {
            model, data, output,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(model);
            var isQuiet = parsed.GetValue(CommandLine.Quiet);
            return AnyModel.Run(path, new Action(path, parsed.GetRequiredValue(data), parsed.GetValue(output), isQuiet));
        });
        return command;
    }

    private sealed record Action(string ModelPath, string DataPath, string? Output, bool IsQuiet) : IModelAction
    {
        public int Run<T>(TabularModel<T> model) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            if (Output is not null)
            {
                AnyModel.RequireDifferent(Output, ModelPath, DataPath);
                Files.RequireWritable(Output);
            }
            var table = CsvTable.Read(DataPath);
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
