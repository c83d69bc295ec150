using System.Globalization;
using System.Numerics;

namespace Chainrule.Data;

/// <summary>The cells of one column, stored as compactly as their source allows.</summary>
internal abstract class Cells
{
    private static readonly NumberFormatInfo s_comma = new() { NumberDecimalSeparator = "," };

    /// <summary>Whether every value is stored as a number, so that no text has to be asked to learn what it is.</summary>
    public virtual bool AreNumbers => false;

    /// <summary>Whether values that look like numbers are names: 9 is "ankle boot".</summary>
    public virtual bool AreNames => false;

    /// <summary>Whether numbers are written as 1,5.</summary>
    public virtual bool HaveDecimalComma => false;

    /// <summary>Whether a cell is empty or white space; asked before its text where that is not at hand.</summary>
    public virtual bool IsBlank(int row) => string.IsNullOrWhiteSpace(Text(row));

    /// <summary>The cell as CSV would write it; empty if there is no value.</summary>
    public abstract string Text(int row);

    /// <summary>The number that the cell is; infinite if a float cannot hold it, NaN if there is no value or it is none.</summary>
    public abstract double Number(int row);

    /// <summary>How numbers are written.</summary>
    protected static NumberFormatInfo FormatOf(bool haveDecimalComma) => haveDecimalComma ? s_comma : NumberFormatInfo.InvariantInfo;

    /// <summary>Infinite if a float cannot hold the number: what is trained on is a float.</summary>
    protected static double InRange(double number) => float.IsInfinity((float)number) ? double.PositiveInfinity : number;
}

/// <summary>Texts as they stood in a file.</summary>
internal sealed class TextCells(IReadOnlyList<string> texts, bool haveDecimalComma = false) : Cells
{
    private readonly NumberFormatInfo _format = FormatOf(haveDecimalComma);

    public override bool HaveDecimalComma => haveDecimalComma;

    public override string Text(int row) => texts[row];

    public override double Number(int row) => Parse(texts[row], _format);

    /// <summary>The number that a text is with a decimal point, as a cell would be.</summary>
    public static double Parse(string text) => Parse(text, NumberFormatInfo.InvariantInfo);

    private static double Parse(string text, NumberFormatInfo format) =>
        double.TryParse(text, NumberStyles.Float, format, out var number) ? InRange(number) : double.NaN;
}

/// <summary>Numbers as a file stored them, some of them missing; not a number counts as missing too.</summary>
internal sealed class NumberCells<TNumber>(TNumber?[] values) : Cells where TNumber : struct, INumber<TNumber>
{
    public override bool AreNumbers => true;

    public override string Text(int row) =>
        values[row] is { } value && !TNumber.IsNaN(value) ? value.ToString(null, CultureInfo.InvariantCulture) : "";

    public override double Number(int row) => values[row] is { } value ? InRange(double.CreateTruncating(value)) : double.NaN;
}

/// <summary>One pixel of every image: each row of the table has its own image of so many bytes.</summary>
internal sealed class PixelCells(byte[] images, int imageLength, int pixel) : Cells
{
    public override bool AreNumbers => true;

    public override string Text(int row) => Value(row).ToString(CultureInfo.InvariantCulture);

    public override double Number(int row) => Value(row);

    public byte Value(int row) => images[((long)row * imageLength) + pixel];
}

/// <summary>Labels stored as bytes; they name classes.</summary>
internal sealed class LabelCells(byte[] labels) : Cells
{
    public override bool AreNames => true;

    public override string Text(int row) => labels[row].ToString(CultureInfo.InvariantCulture);

    public override double Number(int row) => labels[row];
}
