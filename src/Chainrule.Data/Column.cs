using System.Globalization;

namespace Chainrule.Data;

/// <summary>What the model knows of one input column, learned from the training rows alone.</summary>
public abstract record Column
{
    private protected Column(string name, bool hasMissing) => (Name, HasMissing, HasIndicator) = (name, hasMissing, hasMissing);

    /// <summary>The column's name in the header.</summary>
    public string Name { get; }

    /// <summary>Whether a training row had no value here.</summary>
    public bool HasMissing { get; }

    /// <summary>
    /// Whether the last of its inputs is 1 where a value is missing, else 0: as <see cref="HasMissing"/>, but for models from before
    /// there were such inputs.
    /// </summary>
    public bool HasIndicator { get; init; }

    /// <summary>How many numbers the value becomes.</summary>
    public abstract int ValueWidth { get; }

    /// <summary>How many numbers this column becomes in an input row.</summary>
    public int Width => ValueWidth + (HasIndicator ? 1 : 0);

    /// <summary>What stands in for a missing value, as a note says it.</summary>
    internal abstract string Filling { get; }
}

/// <summary>A column of numbers, encoded as (x - mean) / deviation.</summary>
public sealed record NumberColumn : Column
{
    /// <summary>A column of numbers with the statistics of the values that the training rows have.</summary>
    public NumberColumn(string name, double mean, double deviation, double median, bool hasMissing) : base(name, hasMissing) =>
        (Mean, Deviation, Median) = (mean, deviation, median);

    /// <summary>The mean of the present values.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation of the present values (divided by n).</summary>
    public double Deviation { get; }

    /// <summary>The median of the present values, which stands in for a missing one.</summary>
    public double Median { get; }

    /// <inheritdoc/>
    public override int ValueWidth => 1;

    internal override string Filling => $"the median, {Median.ToString(CultureInfo.InvariantCulture)}";
}

/// <summary>
/// A column of texts from a small set, encoded as one number per category: 1 for the text's own, 0 for the others. Rare categories share
/// one more, which is also that of a text that training never saw.
/// </summary>
public sealed record CategoryColumn : Column
{
    /// <summary>A column of categories as the training rows have them.</summary>
    public CategoryColumn(string name, IReadOnlyList<string> categories, string mostFrequent, bool hasMissing) : base(name, hasMissing) =>
        (Categories, MostFrequent) = (categories, mostFrequent);

    /// <summary>The categories with an input of their own, in ordinal order.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The categories that share an input, in ordinal order; without any there is no such input.</summary>
    public IReadOnlyList<string> Rare { get; init; } = [];

    /// <summary>The most frequent category, which stands in for a missing one; the first of equals.</summary>
    public string MostFrequent { get; }

    /// <inheritdoc/>
    public override int ValueWidth => Categories.Count + (Rare.Count > 0 ? 1 : 0);

    internal override string Filling => $"the most frequent, {Sentence.Quoted(MostFrequent)}";
}

/// <summary>A column of dates, encoded as days, standardised, and then those parts of the date that tell rows apart.</summary>
public sealed record DateColumn : Column
{
    /// <summary>A column of dates with the statistics of the days, counted from 1970, that the training rows have.</summary>
    public DateColumn(string name, double mean, double deviation, double median, DateParts parts, bool hasMissing) : base(name, hasMissing) =>
        (Mean, Deviation, Median, Parts) = (mean, deviation, median, parts);

    /// <summary>The mean of the present days.</summary>
    public double Mean { get; }

    /// <summary>Their standard deviation (divided by n).</summary>
    public double Deviation { get; }

    /// <summary>Their median, which stands in for a missing date.</summary>
    public double Median { get; }

    /// <summary>What is seen of a date beside its days.</summary>
    public DateParts Parts { get; }

    /// <inheritdoc/>
    public override int ValueWidth => 1 + Parts.Width;

    internal override string Filling => $"the median, {Dates.At(Median):yyyy-MM-dd}";

    /// <summary>The date in a cell, or the median where there is none; days count from 1970.</summary>
    public (DateTime Date, double Days) DateOf(string? text)
    {
        var date = text is not null && Dates.TryParse(text, out var said) ? said : Dates.At(Median);
        return (date, Dates.Days(date));
    }

    /// <summary>The numbers that the training rows have in the middle: those of their mean date.</summary>
    public double[] TypicalInputs()
    {
        var inputs = new double[ValueWidth];
        Parts.Write(Dates.At(Mean), inputs.AsSpan(1));
        return inputs;
    }

    /// <summary>The date in the middle of the training rows.</summary>
    public DateTime TypicalDate => Dates.At(Mean);
}

/// <summary>A column that the model does not see.</summary>
/// <param name="Name">The column's name in the header.</param>
/// <param name="Reason">Why, as a sentence.</param>
public sealed record IgnoredColumn(string Name, string Reason);
