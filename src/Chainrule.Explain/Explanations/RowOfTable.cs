namespace Chainrule.Explain;

/// <summary>A row of a table on its way into a network, as plain values: what stood in its cells and what they become.</summary>
/// <param name="Table">What the table is called.</param>
/// <param name="Number">Which of its rows, counted from 1 without the header.</param>
/// <param name="Columns">The input columns, in the order of the encoded row.</param>
/// <param name="Target">What is predicted.</param>
public sealed record RowOfTable(string Table, int Number, IReadOnlyList<InputColumn> Columns, PredictedColumn Target);

/// <summary>An input column of a row.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Text">What stood in the cell; null where a value was missing.</param>
public abstract record InputColumn(string Name, string? Text)
{
    /// <summary>Whether its last input says that a value is missing: 1 where it is, else 0.</summary>
    public bool HasIndicator { get; init; }

    /// <summary>How many inputs it becomes.</summary>
    public int Width => ValueWidth + (HasIndicator ? 1 : 0);

    /// <summary>How many inputs its value becomes.</summary>
    public abstract int ValueWidth { get; }

    /// <summary>The value that is taken for it, filled in where the cell is empty.</summary>
    public abstract string Taken { get; }

    /// <summary>The value that a row has in the middle: the mean, or the most frequent category.</summary>
    public abstract string Typical { get; }

    /// <summary>The inputs that the typical value becomes, which is not missing.</summary>
    public double[] TypicalInputs() => HasIndicator ? [.. TypicalValue(), 0] : TypicalValue();

    /// <summary>The same without the mark of a missing value.</summary>
    protected abstract double[] TypicalValue();
}

/// <summary>A number, standardised: x = (value − mean) / deviation.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Text">What stood in the cell; null where a value was missing.</param>
/// <param name="Value">The number, or the median where it was missing.</param>
/// <param name="Mean">The mean of the training rows.</param>
/// <param name="Deviation">Their standard deviation.</param>
public sealed record NumberInput(string Name, string? Text, double Value, double Mean, double Deviation) : InputColumn(Name, Text)
{
    /// <inheritdoc/>
    public override int ValueWidth => 1;

    /// <inheritdoc/>
    public override string Taken => Digits.Of(Value);

    /// <inheritdoc/>
    public override string Typical => Digits.Of(Mean, 4);

    /// <inheritdoc/>
    protected override double[] TypicalValue() => [0];
}

/// <summary>One of several categories: 1 for its own input, 0 for those of the others.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Text">What stood in the cell; null where a value was missing.</param>
/// <param name="Category">The category, or the most frequent one where it was missing.</param>
/// <param name="Categories">Those with an input of their own, in the order of the inputs.</param>
/// <param name="MostFrequent">The one that most training rows have.</param>
public sealed record CategoryInput(string Name, string? Text, string Category, IReadOnlyList<string> Categories, string MostFrequent)
    : InputColumn(Name, Text)
{
    /// <inheritdoc/>
    public override int ValueWidth => Categories.Count + (Rare.Count > 0 ? 1 : 0);

    /// <summary>Categories that share one more input, behind those of the others.</summary>
    public IReadOnlyList<string> Rare { get; init; } = [];

    /// <inheritdoc/>
    public override string Taken => Category;

    /// <inheritdoc/>
    public override string Typical => MostFrequent;

    /// <inheritdoc/>
    protected override double[] TypicalValue() =>
        [.. Categories.Select(category => category == MostFrequent ? 1.0 : 0), .. Rare.Take(1).Select(_ => 0.0)];
}

/// <summary>A date: its days since 1970 standardised, then marks of its month, weekday and time of day, as far as rows differ in them.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Text">What stood in the cell; null where a value was missing.</param>
/// <param name="Date">The date, or the median where it was missing.</param>
/// <param name="Days">Its days since 1970.</param>
/// <param name="Mean">The mean of the training rows, in days.</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="TypicalDate">The date at the mean.</param>
/// <param name="InputsOfTypical">The inputs that it becomes.</param>
public sealed record DateInput(
    string Name, string? Text, string Date, double Days, double Mean, double Deviation, string TypicalDate, IReadOnlyList<double> InputsOfTypical)
    : InputColumn(Name, Text)
{
    /// <inheritdoc/>
    public override int ValueWidth => InputsOfTypical.Count;

    /// <inheritdoc/>
    public override string Taken => Date;

    /// <inheritdoc/>
    public override string Typical => TypicalDate;

    /// <inheritdoc/>
    protected override double[] TypicalValue() => [.. InputsOfTypical];
}

/// <summary>The column that is predicted.</summary>
/// <param name="Name">Its name in the header.</param>
/// <param name="Truth">What stood in its cell; null where the row has none.</param>
/// <param name="Classes">Its classes in the order of the outputs; empty for an amount.</param>
/// <param name="Mean">Of an amount, the mean of the training rows.</param>
/// <param name="Deviation">Of an amount, their standard deviation; of a count, its mean, for the output is the logarithm of a share of it.</param>
/// <param name="IsCount">Whether the amount is a count: e^output · deviation.</param>
public sealed record PredictedColumn(string Name, string? Truth, IReadOnlyList<string> Classes, double Mean, double Deviation, bool IsCount = false)
{
    /// <summary>Whether a class is predicted, and not an amount.</summary>
    public bool IsClass => Classes.Count > 0;
}
