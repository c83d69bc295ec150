using System.CommandLine;
using System.Globalization;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>The options of train, and what they say about the columns and the plan.</summary>
internal sealed class TrainOptions
{
    public DataOptions Data { get; } = new("What to learn from");

    public Option<string?> Target { get; } =
        Optional<string?>("--target", "COLUMN", "The column to predict: text makes classes, numbers an amount; of IDX images the labels");

    public Option<string?> Output { get; } =
        Optional<string?>("--output", "MODEL", "The model file (default the data's name with .safetensors)", "-o");

    public Option<string?> Task { get; } =
        Among("--task", "What is learned, where the target's cells would say otherwise", ["classification", "regression"]);

    public Option<string[]> Ignore { get; } = Repeated("--ignore", "COLUMN", "A column that the model must not see");

    public Option<string[]> Category { get; } = Repeated("--category", "COLUMN", "A column of categories, though its cells are numbers");

    public Option<string[]> Number { get; } = Repeated("--number", "COLUMN", "A column of numbers, though most of its cells are not");

    public Option<string[]> Date { get; } = Repeated("--date", "COLUMN", "A column of dates, though most of its cells are not");

    public Option<string[]> Missing { get; } = Repeated("--missing", "TEXT", "A text that means a missing value, beside the empty cell");

    public Option<string?> Schema { get; } = Optional<string?>("--schema", "FILE", "A JSON file that says the same of target, task and columns");

    public Option<string?> Validation { get; } =
        Optional<string?>("--validation", "SHARE|FILE", "The share of the rows to validate on, or a file of other rows (default 0.2)");

    public Option<string?> Hidden { get; } =
        Optional<string?>("--hidden", "UNITS", "Units of the hidden layers, such as 32,16; none for a linear model (default 32)");

    public Option<string?> Activation { get; } = Among(
        "--activation",
        "Activation of the hidden layers (default relu)",
        [.. Chainrule.Activation.All.Where(a => a != Chainrule.Activation.Softmax).Select(a => a.Name)]);

    public Option<string?> Loss { get; } = Among(
        "--loss",
        "What training makes small (default auto: cross-entropy for classes, mean-squared-error for amounts)",
        ["auto", .. Chainrule.Loss.All.Where(l => l != Chainrule.Loss.BinaryCrossEntropy).Select(l => l.Name)]);

    public Option<string?> Optimizer { get; } = Among("--optimizer", "How parameters follow gradients (default adam)", ["adam", "sgd"]);

    public Option<double?> LearningRate { get; } =
        Optional<double?>("--learning-rate", "X", "The length of a step (default 0.005 for adam, 0.05 for sgd)");

    public Option<double?> Momentum { get; } = Optional<double?>("--momentum", "X", "Of sgd, from 0 to below 1 (default 0.9)");

    public Option<double?> WeightDecay { get; } = Optional<double?>("--weight-decay", "X", "L2 penalty on the parameters (default 0.001)");

    public Option<int?> Epochs { get; } = Optional<int?>("--epochs", "N", "The most passes over the training rows (default 500)");

    public Option<int?> Batch { get; } = Optional<int?>("--batch", "N", "Rows per update (default by the size of the data)");

    public Option<int?> Patience { get; } =
        Optional<int?>("--patience", "N", "Epochs to wait for a better validation loss before stopping (default 40)");

    public Option<ulong> Seed { get; } =
        Optional<ulong>("--seed", "N", "Fixes split, first weights and order: the same seed, the same bits");

    public Option<string?> Precision { get; } = Among("--precision", "Of the numbers (default float)", ["float", "double"]);

    public Option<bool> Json { get; } = CommandLine.Json();

    public void AddTo(Command command)
    {
        Data.AddTo(command);
        foreach (var option in new Option[]
        {
            Target, Output, Task, Ignore, Category, Number, Date, Missing, Schema, Validation, Hidden, Activation, Loss, Optimizer,
            LearningRate, Momentum, WeightDecay, Epochs, Batch, Patience, Seed, Precision, Json,
        })
            command.Add(option);
    }

    /// <summary>The columns of a table: as the options say, or else the schema file, or else the table itself.</summary>
    /// <exception cref="BadInputException">Nobody says which column is the target, or the schema file is none.</exception>
    public SchemaOptions SchemaOf(ParseResult parsed, Table table)
    {
        var said = new SchemaOptions(parsed.GetValue(Target) ?? "")
        {
            Task = parsed.GetValue(Task) switch
            {
                "classification" => LearningTask.Classification,
                "regression" => LearningTask.Regression,
                _ => null,
            },
            Ignore = parsed.GetValue(Ignore)!,
            Category = parsed.GetValue(Category)!,
            Number = parsed.GetValue(Number)!,
            Date = parsed.GetValue(Date)!,
            MissingTexts = parsed.GetValue(Missing)!,
        };
        if (parsed.GetValue(Schema) is { } file) said = SchemaFile.AddTo(said, file);
        return said.Target.Length > 0 ? said : said with { Target = table.OwnTarget ?? throw NoTarget(table) };
    }

    private static BadInputException NoTarget(Table table) => new(
        $"which column of {table.Name} is to be predicted? Say --target COLUMN; it has {string.Join(", ", table.Columns.Take(10))}"
        + (table.Columns.Count > 10 ? $" and {table.Columns.Count - 10} more" : ""));

    /// <summary>The plan; what was left out keeps its default.</summary>
    /// <exception cref="BadInputException">A number is out of its range.</exception>
    public TrainingPlan PlanOf(ParseResult parsed)
    {
        var defaults = new TrainingPlan();
        var loss = parsed.GetValue(Loss);
        return defaults with
        {
            Hidden = parsed.GetValue(Hidden) is { } units ? UnitsOf(units) : defaults.Hidden,
            Activation = parsed.GetValue(Activation) is { } name ? Chainrule.Activation.Named(name) : defaults.Activation,
            Loss = loss is null or "auto" ? null : Chainrule.Loss.Named(loss),
            Optimizer = OptimizerOf(parsed, (Adam)defaults.Optimizer),
            Epochs = AtLeastOne(parsed, Epochs) ?? defaults.Epochs,
            BatchSize = AtLeastOne(parsed, Batch),
            Patience = AtLeastOne(parsed, Patience) ?? defaults.Patience,
            Validation = parsed.GetValue(Validation) is { } share && Share(share) is { } fraction ? fraction : defaults.Validation,
            Seed = parsed.GetValue(Seed),
        };
    }

    /// <summary>The file to validate on, if the option names one and not a share.</summary>
    public string? ValidationFileOf(ParseResult parsed) =>
        parsed.GetValue(Validation) is { } text && Share(text) is null ? text : null;

    private Optimizer OptimizerOf(ParseResult parsed, Adam adam)
    {
        var decay = InRange(parsed, WeightDecay, x => x >= 0, "at least 0") ?? adam.WeightDecay;
        var rate = InRange(parsed, LearningRate, x => x > 0, "above 0");
        var momentum = InRange(parsed, Momentum, x => x is >= 0 and < 1, "from 0 to below 1");
        if (parsed.GetValue(Optimizer) == "sgd") return new Sgd(rate ?? 0.05) { Momentum = momentum ?? 0.9, WeightDecay = decay };
        if (momentum is not null) throw new BadInputException("--momentum belongs to --optimizer sgd: adam has its own");
        return new Adam(rate ?? adam.LearningRate) { WeightDecay = decay };
    }

    private static int[] UnitsOf(string text)
    {
        if (text is "none" or "0") return [];
        return [.. text.Split(',').Select(UnitsOfLayer)];

        int UnitsOfLayer(string part) =>
            int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units > 0
                ? units
                : throw new BadInputException($"--hidden must be numbers of units such as 32,16, or none, not '{text}'");
    }

    private static double? Share(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : null;

    private static int? AtLeastOne(ParseResult parsed, Option<int?> option) => parsed.GetValue(option) is var value and not < 1
        ? value
        : throw new BadInputException($"{option.Name} must be at least 1, not {parsed.GetValue(option)}");

    private static double? InRange(ParseResult parsed, Option<double?> option, Func<double, bool> isAllowed, string condition)
    {
        if (parsed.GetValue(option) is not { } value) return null;
        return double.IsFinite(value) && isAllowed(value)
            ? value
            : throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be a number {condition}, not {value}"));
    }

    private static Option<TValue> Optional<TValue>(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value };

    private static Option<string?> Among(string name, string description, string[] values)
    {
        // The values stand in the description, where a long list can wrap.
        var option = Optional<string?>(name, "NAME", $"{description}: {string.Join(", ", values)}");
        return option.AcceptOnlyFromAmong(values);
    }

    private static Option<string[]> Repeated(string name, string value, string description) =>
        new(name) { Description = $"{description}; may be repeated", HelpName = value, DefaultValueFactory = _ => [] };
}
