using System.CommandLine;
using System.Globalization;

namespace Chainrule.Cli;

/// <summary>The options of train about checkpoints, and the command that goes on from one.</summary>
internal sealed class ResumeOptions
{
    private const string None = "none";

    private readonly Option<string?> _checkpoint = NewOption.Optional<string?>(
        "--checkpoint", "FILE", "Where the training can be resumed from (default the model's name with .checkpoint.safetensors); none for nowhere");

    private readonly Option<string?> _every = NewOption.Optional<string?>(
        "--checkpoint-every", "TIME|EPOCHS", "How often that file is written, beside when training is stopped: a time such as 10m, 90s or 2h, or a "
        + "number of epochs (default 5m)");

    private readonly Option<bool> _resume = new("--resume") { Description = "Go on from the checkpoint, with the same data and options" };

    public Option[] All => [_checkpoint, _every, _resume];

    /// <summary>What was asked for; null where there is to be no checkpoint.</summary>
    /// <exception cref="BadInputException">An option is not what it should be, or does not go with another.</exception>
    public CheckpointOptions? Of(ParseResult parsed, string modelPath)
    {
        var (file, isResumed) = (parsed.GetValue(_checkpoint) ?? DefaultFile(modelPath), parsed.GetValue(_resume));
        if (file == None)
            return isResumed
                ? throw new BadInputException("--resume does not go with --checkpoint none: name the file to go on from, or leave --checkpoint out")
                : null;
        Files.RequireName(file);
        if (Path.GetFullPath(file) == Path.GetFullPath(modelPath))
            throw new BadInputException($"'{file}' cannot be both model and checkpoint: give --checkpoint another file");
        var options = new CheckpointOptions(file) { Resume = isResumed };
        return parsed.GetValue(_every) is { } text ? Every(options, text) : options;
    }

    /// <summary>The command that was given, with --resume.</summary>
    public string Command(ParseResult parsed) => parsed.GetValue(_resume) ? CommandLine.Repeat() : $"{CommandLine.Repeat()} {_resume.Name}";

    private static string DefaultFile(string modelPath)
    {
        const string Ending = ".safetensors";
        var name = modelPath.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? modelPath[..^Ending.Length] : modelPath;
        return $"{name}.checkpoint{Ending}";
    }

    private CheckpointOptions Every(CheckpointOptions options, string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var epochs) && epochs > 0)
            return options with { Every = null, EveryEpochs = epochs };
        double? unit = text[^1..] switch { "s" => 1, "m" => 60, "h" => 3600, _ => null };
        return unit is { } seconds && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count * seconds is >= 0.001 and < 1e9
            ? options with { Every = TimeSpan.FromSeconds(count * seconds) }
            : throw new BadInputException(
                $"{_every.Name} must be a time such as 10m, 90s or 2h, or a number of epochs such as 5, not '{text}'");
    }
}
