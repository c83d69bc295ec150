using System.Text.RegularExpressions;

namespace Chainrule.Data;

/// <summary>What a text looks like to a person, and is not read as.</summary>
internal enum LookalikeKind
{
    None,

    /// <summary>1,5</summary>
    DecimalComma,

    /// <summary>1,234, which is 1.234 to one reader and 1234 to another.</summary>
    CommaOrThousands,

    /// <summary>1,234.50 or 1.234,50 or $5 or 12% or (3): a number with more than its sign and its decimal point.</summary>
    Dressed,

    /// <summary>01/02/2024 or 2 Jan 2024: a date with a month that depends on the reader, or in words.</summary>
    Date,
}

/// <summary>
/// Texts that a person takes for numbers or dates. Read as categories they would be learned, and wrongly; to read them as what they
/// look like would be to guess.
/// </summary>
internal static partial class Lookalike
{
    public static LookalikeKind Of(string text) =>
        text.AsSpan().IndexOfAnyInRange('0', '9') < 0 ? LookalikeKind.None
        : AmbiguousDate().IsMatch(text) || NamedMonth().IsMatch(text) ? LookalikeKind.Date
        : OneGroup().IsMatch(text) ? LookalikeKind.CommaOrThousands
        : WithComma().IsMatch(text) ? LookalikeKind.DecimalComma
        : !IsPlain(text) && IsPlainOrGrouped(Dress().Replace(text, "").Replace('−', '-')) ? LookalikeKind.Dressed
        : LookalikeKind.None;

    /// <summary>What most cells of a column look like, and are not read as; None if they are not most.</summary>
    /// <param name="present">How many cells have a text.</param>
    /// <param name="counts">How many of these look like each kind.</param>
    /// <param name="plain">How many are plain numbers: below a thousand there is no separator.</param>
    public static LookalikeKind Among(int present, ReadOnlySpan<int> counts, int plain)
    {
        var dates = counts[(int)LookalikeKind.Date];
        var dressed = counts[(int)LookalikeKind.DecimalComma] + counts[(int)LookalikeKind.CommaOrThousands] + counts[(int)LookalikeKind.Dressed];
        var numbers = dressed == 0 ? 0 : dressed + plain;
        // 1,5 among 1.234,50, or 1,234 among 1,5: the kind that says more.
        return Math.Max(dates, numbers) <= present / 2 ? LookalikeKind.None
            : dates > numbers ? LookalikeKind.Date
            : counts[(int)LookalikeKind.Dressed] > 0 ? LookalikeKind.Dressed
            : counts[(int)LookalikeKind.DecimalComma] > 0 ? LookalikeKind.DecimalComma
            : LookalikeKind.CommaOrThousands;
    }

    /// <summary>The end of the sentence about such a text where it is not what most of its column are.</summary>
    public static string? Misfit(string text) => Of(text) switch
    {
        LookalikeKind.None => null,
        LookalikeKind.Date => "is a date that can be read in two ways, or has its month in words: write it as 2024-01-31",
        LookalikeKind.DecimalComma => "is a number with a decimal comma: write it with a point, or say --decimal-comma if all are written so",
        LookalikeKind.CommaOrThousands => "has a thousands separator or a decimal comma: take the separator out, "
            + "or say --decimal-comma if it is one",
        _ => "is a number with separators or signs that are not read: take them out",
    };

    /// <summary>The same where most of the column are such.</summary>
    public static string Refusal(LookalikeKind kind, string column)
    {
        var asNames = $"--category {Sentence.Argument(column)} if they are names";
        return kind switch
        {
            LookalikeKind.DecimalComma => $"is a number with a decimal comma, as most there are: say --decimal-comma, or {asNames}",
            LookalikeKind.CommaOrThousands => "has thousands separators or a decimal comma, as most there have: take the separators out, "
                + $"or say --decimal-comma if it is one, or {asNames}",
            LookalikeKind.Date => "is a date that can be read in two ways, or has its month in words, as most there are: "
                + $"write them as 2024-01-31, or say --ignore {Sentence.Argument(column)}",
            _ => $"is a number with separators or signs that are not read, as most there are: take them out, or say {asNames}",
        };
    }

    private static bool IsPlain(string text) => double.IsFinite(TextCells.Parse(text));

    private static bool IsPlainOrGrouped(string text) => IsPlain(text) || WithComma().IsMatch(text) || Groups().IsMatch(text);

    /// <summary>Signs of money, per cent, brackets, and blanks, which are in use as separators too.</summary>
    [GeneratedRegex(@"[\p{Sc}%‰()\s]")]
    private static partial Regex Dress();

    [GeneratedRegex(@"^[+-]?\d{1,3},\d{3}$")]
    private static partial Regex OneGroup();

    [GeneratedRegex(@"^[+-]?\d*,\d+([eE][+-]?\d+)?$")]
    private static partial Regex WithComma();

    [GeneratedRegex(@"^[+-]?\d{1,3}([,.'’_])\d{3}(\1\d{3})*([.,]\d+)?$")]
    private static partial Regex Groups();

    [GeneratedRegex(@"^\d{1,2}([/-])\d{1,2}\1(\d{2}|\d{4})\b")]
    private static partial Regex AmbiguousDate();

    [GeneratedRegex(@"^(\d{1,2}\.?[ -]" + Month + @"[ -]|" + Month + @" \d{1,2},? )(\d{2}|\d{4})\b", RegexOptions.IgnoreCase)]
    private static partial Regex NamedMonth();

    private const string Month = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[.,]?";
}
