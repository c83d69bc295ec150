using System.CommandLine;
using System.Globalization;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>The options of train, and what they say about the columns and the plan.</summary>
internal sealed class TrainOptions
{
    public DataOptions Data { get; } = new("What to learn from");

    public Option<string?> Target { get; } =
        NewOption.Optional<string?>("--target", "COLUMN", "The column to predict: text makes classes, numbers an amount; of IDX images the labels");

    public Option<string?> Output { get; } =
        NewOption.Optional<string?>("--output", "MODEL", "The model file (default the data's name with .safetensors)", "-o");

    public Option<string?> Task { get; } =
        NewOption.Among("--task", "What is learned, where the target's cells would say otherwise", ["classification", "regression"]);

    public Option<string[]> Ignore { get; } = NewOption.Repeated("--ignore", "COLUMN", "A column that the model must not see");

    public Option<string[]> Category { get; } = NewOption.Repeated("--category", "COLUMN", "A column of categories, though its cells are numbers");

    public Option<string[]> Number { get; } = NewOption.Repeated("--number", "COLUMN", "A column of numbers, though most of its cells are not");

    public Option<string[]> Date { get; } = NewOption.Repeated("--date", "COLUMN", "A column of dates, though most of its cells are not");

    public Option<string[]> Missing { get; } = NewOption.Repeated("--missing", "TEXT", "A text that means a missing value, beside the empty cell");

    public Option<int?> MinFrequency { get; } = NewOption.Optional<int?>(
        "--min-frequency", "N",
        "A category in fewer training rows than this shares an input with the other rare ones (default: in fewer than 5 and 1 %)");

    public Option<string?> Schema { get; } =
        NewOption.Optional<string?>("--schema", "FILE", "A JSON file that says the same of target, task and columns");

    public Option<string?> Validation { get; } =
        NewOption.Optional<string?>("--validation", "SHARE|FILE", "The share of the rows to validate on, or a file of other rows (default 0.2)");

    public Option<string?> Hidden { get; } =
        NewOption.Optional<string?>("--hidden", "UNITS", "Units of the hidden layers, such as 32,16; none for a linear model (default 32)");

    public Option<string?> Activation { get; } = NewOption.Among(
        "--activation",
        "Activation of the hidden layers (default relu)",
        [.. Chainrule.Activation.All.Where(a => a != Chainrule.Activation.Softmax).Select(a => a.Name)]);

    public Option<string?> Normalization { get; } = NewOption.Among(
        "--normalization", "What the sums of hidden units are measured against, before bias and activation (default none)",
        [.. Normalizations.Names]);

    public Option<double?> Dropout { get; } =
        NewOption.Number("--dropout", "X", "The share of hidden outputs that each training step leaves out (default 0)");

    public Option<string?> Loss { get; } = NewOption.Among(
        "--loss",
        "What training makes small (default auto: cross-entropy for classes, mean-squared-error for amounts)",
        ["auto", .. Chainrule.Loss.All.Where(l => l != Chainrule.Loss.BinaryCrossEntropy).Select(l => l.Name)]);

    public Option<double?> Quantile { get; } =
        NewOption.Number(
            "--quantile", "X", "Of --loss quantile: the share of the rows whose target is to lie below the prediction (default 0.5)");

    public Option<string?> ClassWeights { get; } =
        NewOption.Optional<string?>("--class-weights", "balanced|JSON", "What the rows of each class count, such as {\"yes\": 5, \"no\": 1}");

    public Option<string?> Weight { get; } =
        NewOption.Optional<string?>("--weight", "COLUMN", "The column that says what each row counts; not an input");

    public OptimizationOptions Optimization { get; } = new();

    public MemoryOptions Memory { get; } = new();

    public Option<bool> Calibrate { get; } = new("--calibrate")
    {
        Description = "Of classes: make the probabilities as sure as they are right, by a temperature fitted to the validation rows",
    };

    public ResumeOptions Resume { get; } = new();

    public Option<int?> Epochs { get; } = NewOption.Optional<int?>("--epochs", "N", "The most passes over the training rows (default 500)");

    public Option<int?> Batch { get; } = NewOption.Optional<int?>("--batch", "N", "Rows per update (default by the size of the data)");

    public Option<int?> Patience { get; } =
        NewOption.Optional<int?>("--patience", "N", "Epochs to wait for a better validation loss before stopping (default 40)");

    public Option<ulong> Seed { get; } =
        NewOption.Optional<ulong>("--seed", "N", "Fixes split, first weights and order: the same seed, the same bits");

    public Option<string?> Precision { get; } = NewOption.Among("--precision", "Of the numbers (default float)", ["float", "double"]);

    public RecordOptions Records { get; } = new();

    public FoldOptions Folds { get; } = new();

    public Option<bool> FindLearningRate { get; } = new("--find-learning-rate")
    {
        Description = "Train no model: try learning rates from small to too large in one short training, draw its losses and suggest a rate",
    };

    public Option<bool> Json { get; } = CommandLine.Json();

    /// <summary>What a plan is made of: the options that a search can try.</summary>
    public Option[] OfPlan =>
        [Hidden, Activation, Normalization, Dropout, Loss, Quantile, ClassWeights, .. Optimization.All, Epochs, Batch, Patience];

    /// <summary>All that the results of a training depend on, besides DATA.</summary>
    public Option[] OfTraining =>
    [
        Target, Task, Ignore, Category, Number, Date, Missing, MinFrequency, Schema, Validation, Weight, .. OfPlan, Calibrate, Seed, Precision,
    ];

    /// <summary>What is kept: the model, and what is told of its training.</summary>
    public Option[] OfModel => [.. Records.All, .. Resume.All, Output];

    public void AddTo(Command command)
    {
        Data.AddTo(command);
        foreach (var option in (Option[])[.. OfTraining, .. Folds.All, FindLearningRate, .. OfModel, .. Memory.All, Json]) command.Add(option);
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
            Weight = parsed.GetValue(Weight),
            Date = parsed.GetValue(Date)!,
            MissingTexts = parsed.GetValue(Missing)!,
            MinFrequency = AtLeastOne(parsed, MinFrequency),
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
        if (Optimization.OptimizerOf(parsed) is { IsFullBatch: true } whole && parsed.GetValue(Batch) is not null)
            throw new BadInputException($"--batch does not go with --optimizer {whole.Name}, which learns from all rows at once: leave it out");
        if (parsed.GetValue(Normalization) == "batch" && parsed.GetValue(Batch) == 1)
            throw new BadInputException("--normalization batch does not go with --batch 1: one row has no variance");
        return defaults with
        {
            Hidden = parsed.GetValue(Hidden) is { } units ? UnitsOf(units) : defaults.Hidden,
            Activation = parsed.GetValue(Activation) is { } name ? Chainrule.Activation.Named(name) : defaults.Activation,
            Normalization = parsed.GetValue(Normalization) is { } way ? Normalizations.Named(way) : defaults.Normalization,
            Dropout = InRange(parsed, Dropout, NumberRange.Fraction) ?? 0,
            Loss = LossOf(parsed),
            OptimizerFor = rows => Optimization.OptimizerOf(parsed, rows),
            Schedule = Optimization.ScheduleOf(parsed),
            Gradients = Optimization.GradientsOf(parsed),
            ClassWeights = parsed.GetValue(ClassWeights) is { } weights ? Chainrule.Data.ClassWeights.Parse(weights) : null,
            Calibrate = parsed.GetValue(Calibrate),
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

    private Loss? LossOf(ParseResult parsed)
    {
        var name = parsed.GetValue(Loss);
        var tau = InRange(parsed, Quantile, NumberRange.Part);
        if (tau is not null && name != "quantile") throw new BadInputException("--quantile belongs to --loss quantile: leave it out");
        return tau is not null ? Chainrule.Loss.Quantile(tau.Value) : name is null or "auto" ? null : Chainrule.Loss.Named(name);
    }

    private static int[] UnitsOf(string text)
    {
        if (text is "none" or "0") return [];
        // A search separates values by commas, and so units by hyphens.
        return [.. text.Split(',', '-').Select(UnitsOfLayer)];

        int UnitsOfLayer(string part) =>
            int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var units) && units > 0
                ? units
                : throw new BadInputException($"--hidden must be numbers of units such as 32,16, or none, not '{text}'");
    }

    private static double? Share(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : null;

    /// <summary>The number that was given, if one was.</summary>
    /// <exception cref="BadInputException">It is below 1.</exception>
    internal static int? AtLeastOne(ParseResult parsed, Option<int?> option) => parsed.GetValue(option) is var value and not < 1
        ? value
        : throw new BadInputException($"{option.Name} must be at least 1, not {parsed.GetValue(option)}");

    /// <summary>The number that was given, if one was.</summary>
    /// <exception cref="BadInputException">It is out of its range.</exception>
    internal static double? InRange(ParseResult parsed, Option<double?> option, NumberRange range)
    {
        if (parsed.GetValue(option) is not { } value) return null;
        return double.IsFinite(value) && range.Allows(value)
            ? value
            : throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{option.Name} must be a number {range.Words}, not {value}"));
    }
}
