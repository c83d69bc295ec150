using System.CommandLine;
using System.Globalization;
using Chainrule.Explain;

namespace Chainrule.Cli;

/// <summary>What the command explain can be told.</summary>
internal sealed class ExplainArguments
{
    /// <summary>More updates than this take minutes.</summary>
    private const int MostUpdates = 100_000_000;

    public Argument<string> Network { get; } = new("NETWORK") { Description = "A network spec (JSON), or a model that train wrote" };

    public Option<string?> Row { get; } = NewOption.Optional<string?>(
        "--row", "DATA:N", "Explain the prediction of a model for row N of a table, counted from 1 without the header");

    /// <summary>How the table of <see cref="Row"/> is read.</summary>
    public DataOptions Data { get; } = new("The table of --row");

    public Option<string?> Input { get; } = NewOption.Optional<string?>(
        "--input", "NUMBERS", "One sample instead of the batch of the spec: 0.05,0.1");

    public Option<string?> Target { get; } = NewOption.Optional<string?>("--target", "NUMBERS", "The target of that sample: 0.01,0.99");

    public Option<string[]> Focus { get; } = NewOption.Repeated(
        "--focus", "ID", "A quantity to derive, by id or name, such as w5, gW2[1,3], net_h1 or E (default: the largest gradient of each layer)");

    public Option<int> Depth { get; } = NewOption.WithDefault(
        "--depth", "N", "0 overview, 1 layers, 2 units, 3 weights, 4 and 5 all that is behind them", 3);

    public Option<int> Top { get; } = NewOption.WithDefault("--top", "K", "How many of the largest are shown: terms, units, weights", 5);

    public Option<string> Step { get; } = NewOption.WithDefault(
        "--step", "UPDATES", "Which updates to explain, such as 1,2,10000, all on the same batch", "1");

    public Option<int> Lines { get; } = NewOption.WithDefault("--lines", "N", "The most lines; what would be longer is shown at less depth", 400);

    public Option<bool> All { get; } = new("--all") { Description = "Derive every quantity; refused above 2,000 lines without --force" };

    public Option<bool> Force { get; } = new("--force") { Description = "With --all: however long it is" };

    public Option<string?> Format { get; } = NewOption.Among("--format", "How it is written (default text)", ["text", "markdown", "json", "html"]);

    public Option<string?> Math { get; } = NewOption.Among("--math", "How Markdown marks formulas (default github)", ["github", "dollar", "gitlab"]);

    public Option<bool> Ascii { get; } = new("--ascii") { Description = "Spell symbols out: d for ∂, delta for δ (text only)" };

    public Option<string?> Output { get; } = NewOption.Optional<string?>("--output", "FILE", "Write to a file", "-o");

    public void AddTo(Command command)
    {
        command.Add(Network);
        Option[] own = [Row, Input, Target, Focus, Depth, Top, Step, Lines, All, Force, Format, Math, Ascii, Output];
        foreach (var option in own.Concat(Data.All)) command.Add(option);
    }

    /// <exception cref="BadInputException">A number is out of its range.</exception>
    public ExplainOptions OptionsOf(ParseResult parsed) => new()
    {
        Focus = parsed.GetValue(Focus)!,
        Depth = InRange(parsed, Depth, 0, ExplainOptions.Deepest),
        Top = InRange(parsed, Top, 1, 1_000_000),
        Lines = InRange(parsed, Lines, 1, int.MaxValue),
        IsAll = parsed.GetValue(All),
        IsForced = parsed.GetValue(Force),
    };

    /// <summary>The updates to explain, in ascending order.</summary>
    /// <exception cref="BadInputException">They are not such a list.</exception>
    public int[] StepsOf(ParseResult parsed)
    {
        var text = parsed.GetRequiredValue(Step);
        int[] steps = [.. text.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var update)
            && update is >= 1 and <= MostUpdates
            ? update
            : throw new BadInputException($"--step must be numbers of updates from 1 to {MostUpdates:N0}, such as 1,2,10000, not '{text}'"))];
        return [.. steps.Distinct().Order()];
    }

    /// <summary>The numbers of an option, as many as there must be; null where it is not given.</summary>
    /// <exception cref="BadInputException">They are not numbers, or not so many.</exception>
    public static double[]? NumbersOf(ParseResult parsed, Option<string?> option, int count, string what)
    {
        if (parsed.GetValue(option) is not { } text) return null;
        var parts = text.Split(',');
        if (parts.Length != count)
            throw new BadInputException(
                $"{option.Name} has {parts.Length} numbers, but the network has {count} {what}: give {count}, such as 0.05,0.1");
        return [.. parts.Select(Number)];

        double Number(string part) =>
            double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number
                : throw new BadInputException($"{option.Name} must be numbers with commas between them, such as 0.05,0.1, not '{text}'");
    }

    /// <summary>DATA:N in its parts; the path may have colons of its own.</summary>
    /// <exception cref="BadInputException">It is not of that form.</exception>
    public static (string Data, int Row) RowOf(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row >= 1
            ? (text[..colon], row)
            : throw new BadInputException($"--row must be a table and a row counted from 1, such as data.csv:17, not '{text}'");
    }

    private static int InRange(ParseResult parsed, Option<int> option, int least, int most) => parsed.GetValue(option) is var value
        && value >= least && value <= most
        ? value
        : throw new BadInputException(most == int.MaxValue
            ? $"{option.Name} must be at least {least}, not {value}"
            : $"{option.Name} must be a number from {least} to {most}, not {value}");
}
