using System.Globalization;
using System.Text.Json;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>The tutorial's numbers to 20 true digits and as they are printed: tests/reference/tutorial.json.</summary>
internal static class Expected
{
    private static readonly JsonElement s_root =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "reference", "tutorial.json"))).RootElement;

    public static IReadOnlyList<Row> FirstStep { get; } = [.. s_root.GetProperty("first_step").EnumerateArray().Select(Row.Of)];

    public static IEnumerable<(int Updates, double Loss)> Losses(string convention) =>
        s_root.GetProperty("E_total_by_number_of_updates").GetProperty(convention).EnumerateObject()
            .Select(row => (int.Parse(row.Name, CultureInfo.InvariantCulture), Number(row.Value)));

    private static double Number(JsonElement text) => double.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    /// <summary>One quantity; Printed and Agrees are null where the tutorial does not print it.</summary>
    internal sealed record Row(string Quantity, double Exact, string? Printed, bool? Agrees)
    {
        /// <summary>Our name of it: w5' is w5+, and ∂net/∂w is what the weight multiplies.</summary>
        public string Alias => Quantity switch
        {
            "dnet_o1/dw5" => "out_h1",
            "dnet_h1/dw1" => "i1",
            _ => Quantity.Replace('\'', '+'),
        };

        /// <summary>Whether it is an error after some updates, and not a quantity of the first step.</summary>
        public bool IsAfterwards => Quantity.StartsWith("E_total after", StringComparison.Ordinal);

        public static Row Of(JsonElement row) => new(
            row.GetProperty("quantity").GetString()!,
            Number(row.GetProperty("exact")),
            row.TryGetProperty("published", out var printed) ? printed.GetString() : null,
            row.TryGetProperty("agrees", out var agrees) ? agrees.GetBoolean() : null);
    }
}
