using System.CommandLine;
using System.Numerics;

namespace Chainrule.Cli;

/// <summary>chainrule train: from a table to a model file.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var options = new TrainOptions();
        var command = new Command("train", "Train a network on a table and write it to one model file");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var isDouble = parsed.GetValue(options.Precision) == "double";
            return Interruption.Run(() => isDouble ? Run<double>(options, parsed, cancellation) : Run<float>(options, parsed, cancellation));
        });
        return command;
    }

    private static int Run<T>(TrainOptions options, ParseResult parsed, CancellationToken cancellation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => parsed.GetValue(options.FindLearningRate)
        ? LearningRateCommand.Run<T>(options, parsed, cancellation)
        : new TrainingJob<T>(options, parsed, cancellation).Run();
}
