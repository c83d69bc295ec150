using System.CommandLine;
using System.Globalization;

namespace Chainrule.Cli;

/// <summary>The kinds of options that commands have.</summary>
internal static class NewOption
{
    /// <summary>One that may be left out.</summary>
    public static Option<TValue> Optional<TValue>(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = value };

    /// <summary>A number with a decimal point, which may be left out. A comma is refused: it separates thousands here and decimals there.</summary>
    public static Option<double?> Number(string name, string value, string description) => new(name)
    {
        Description = description,
        HelpName = value,
        CustomParser = result =>
        {
            if (double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return number;
            result.AddError("not a number");
            return null;
        },
    };

    /// <summary>One with a value where it is left out.</summary>
    public static Option<TValue> WithDefault<TValue>(string name, string value, string description, TValue otherwise) =>
        new(name) { Description = description, HelpName = value, DefaultValueFactory = _ => otherwise };

    /// <summary>One of several names.</summary>
    public static Option<string?> Among(string name, string description, string[] values)
    {
        // The values stand in the description, where a long list can wrap.
        var option = Optional<string?>(name, "NAME", $"{description}: {string.Join(", ", values)}");
        return option.AcceptOnlyFromAmong(values);
    }

    /// <summary>One that may be given several times.</summary>
    public static Option<string[]> Repeated(string name, string value, string description) =>
        new(name) { Description = $"{description}; may be repeated", HelpName = value, DefaultValueFactory = _ => [] };

    /// <summary>The first of some options that the command line has.</summary>
    public static Option? FirstGiven(ParseResult parsed, IEnumerable<Option> options) =>
        options.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });
}
