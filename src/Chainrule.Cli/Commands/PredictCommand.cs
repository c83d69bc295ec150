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
        var memory = new MemoryOptions();
        var command = new Command("predict", "Add a prediction to every row: the input's columns, then prediction, then p(CLASS) each")
        {
            model,
        };
        data.AddTo(command);
        command.Add(output);
        command.Add(memory.Memory);
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(model);
            var action = new Action(parsed, [path, .. data.FilesOf(parsed)], data, memory, parsed.GetValue(output), cancellation);
            return Interruption.Run(() => AnyModel.Run(path, action));
        });
        return command;
    }

    private sealed record Action(
        ParseResult Parsed, string[] Inputs, DataOptions Data, MemoryOptions Memory, string? Output, CancellationToken Cancellation) : IModelAction
    {
        public int Run<T>(TabularModel<T> model) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            if (Output is not null)
            {
                AnyModel.RequireDifferent(Output, Inputs);
                Files.RequireWritable(Output);
            }
            var isQuiet = Parsed.GetValue(CommandLine.Quiet);
            if (Data.Open(Parsed, Memory.LargestFile(Parsed)) is { } large)
            {
                var progress = new StreamingProgress(new(CommandLine.LanguageOf(Parsed)), isQuiet);
                IReadOnlyList<DataNote> seen = [];
                Write(stream => seen = progress.Run(report => model.Predict(large, stream, Memory.StreamingOf(Parsed, report, Cancellation))));
                AnyModel.Print(seen, isQuiet);
                return ExitCode.Done;
            }
            var table = Data.Read(Parsed);
            var outputs = model.Outputs(table, out var notes);
            AnyModel.Print(notes, isQuiet);
            Write(stream => PredictionWriter.Write(stream, table, model.Schema, outputs));
            return ExitCode.Done;
        }

        /// <summary>To a file, whole or not at all, or to stdout.</summary>
        private void Write(Action<Stream> write)
        {
            if (Output is not null)
            {
                Files.WriteWhole(Output, write);
                return;
            }
            using var stdout = Console.OpenStandardOutput();
            write(stdout);
        }
    }
}
