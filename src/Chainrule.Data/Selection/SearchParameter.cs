using System.Globalization;
using Chainrule.Algebra;

namespace Chainrule.Data;

/// <summary>What a setting can be given.</summary>
public enum SettingKind
{
    /// <summary>Words: it can only be chosen from a list.</summary>
    Text,

    /// <summary>A number, which may be drawn from a range too.</summary>
    Number,

    /// <summary>A whole number, which may be drawn from a range too.</summary>
    Whole,
}

/// <summary>One setting that a search tries, and what it may be.</summary>
public abstract record SearchParameter
{
    private protected SearchParameter(string name) => Name = name;

    /// <summary>The name of the setting.</summary>
    public string Name { get; }

    /// <summary>One of its values as text, by a number in [0, 1).</summary>
    public abstract string At(double share);

    /// <summary>
    /// Reads <c>a,b,c</c>, or a range <c>1e-4..1e-1</c>: evenly on a logarithmic scale from above 0, else evenly, and evenly too as
    /// <c>0.5..0.99:linear</c>.
    /// </summary>
    /// <exception cref="BadInputException">The text is neither, or a range of what is no number.</exception>
    public static SearchParameter Parse(string name, string text, SettingKind kind)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains("..", StringComparison.Ordinal) ? Range(name, text, kind) : Choices(name, text.Split(','));
    }

    /// <summary>A choice of several texts.</summary>
    /// <exception cref="BadInputException">One is empty or stands there twice.</exception>
    public static SearchParameter Choices(string name, IReadOnlyList<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        string[] trimmed = [.. values.Select(value => value.Trim())];
        if (trimmed.Length == 0 || trimmed.Contains(""))
            throw new BadInputException($"the search tries no value for {name}, or an empty one: give values such as {name}=a,b");
        return trimmed.CountBy(value => value).FirstOrDefault(value => value.Value > 1) is { Key: { } twice }
            ? throw new BadInputException($"the search tries {name}={Sentence.Quoted(twice)} twice: leave one out")
            : new Choice(name, trimmed);
    }

    private static Between Range(string name, string text, SettingKind kind)
    {
        const string Linear = ":linear";
        if (kind == SettingKind.Text)
            throw new BadInputException($"{name} is not a number and has no range {Sentence.Quoted(text)}: list values, as a,b");
        var isLinear = text.EndsWith(Linear, StringComparison.Ordinal);
        var ends = (isLinear ? text[..^Linear.Length] : text).Split("..");
        if (ends.Length != 2 || !TryParse(ends[0], out var low) || !TryParse(ends[1], out var high) || low >= high)
            throw new BadInputException(
                $"the range of {name} must be two numbers, the smaller first, such as 0.001..0.1, not {Sentence.Quoted(text)}");
        if (kind == SettingKind.Whole && !(double.IsInteger(low) && double.IsInteger(high)))
            throw new BadInputException($"{name} is a whole number, and so must be the ends of its range, not {Sentence.Quoted(text)}");
        return new(name, low, high, isLinear || low <= 0, kind == SettingKind.Whole);
    }

    private static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    private sealed record Choice(string Name, string[] Values) : SearchParameter(Name)
    {
        public override string At(double share) => Values[(int)(share * Values.Length)];
    }

    private sealed record Between(string Name, double Low, double High, bool IsLinear, bool IsWhole) : SearchParameter(Name)
    {
        public override string At(double share)
        {
            // A whole number stands for the numbers from it to the next, so that the last has its chance too.
            var high = IsWhole ? High + 1 : High;
            var value = IsLinear ? Low + share * (high - Low) : Low * Exp(share * Log(high / Low));
            return IsWhole
                ? Math.Min(Math.Floor(value), High).ToString("F0", CultureInfo.InvariantCulture)
                : Math.Clamp(value, Low, High).ToString("G4", CultureInfo.InvariantCulture);
        }

        private static double Exp(double x) => Scalar<double>.Exp(new(x)).Value;

        private static double Log(double x) => Scalar<double>.Log(new(x)).Value;
    }
}
