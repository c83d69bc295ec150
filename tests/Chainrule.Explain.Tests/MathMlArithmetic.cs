using System.Globalization;
using System.Xml.Linq;

namespace Chainrule.Explain.Tests;

/// <summary>Reads MathML as a reader with a calculator does: fractions, powers, brackets, and the dot before the plus.</summary>
internal sealed class MathMlArithmetic
{
    private readonly List<XElement> _row;
    private int _at;

    private MathMlArithmetic(IEnumerable<XElement> row) => _row = [.. row.SelectMany(Flat)];

    public static double Value(IEnumerable<XElement> row)
    {
        var reader = new MathMlArithmetic(row);
        var value = reader.Sum();
        return reader._at == reader._row.Count ? value : throw new FormatException($"no reading at {reader._row[reader._at]}");
    }

    private static IEnumerable<XElement> Flat(XElement element) => element.Name.LocalName switch
    {
        "mrow" => element.Elements().SelectMany(Flat),
        "mi" when element.Value.Length == 0 => [],
        _ => [element],
    };

    private double Sum()
    {
        var value = Take("−") ? -Product() : Product();
        while (true)
        {
            if (Take("+")) value += Product();
            else if (Take("−")) value -= Product();
            else return value;
        }
    }

    private double Product()
    {
        var value = Factor();
        while (Take("⋅")) value *= Factor();
        return value;
    }

    private double Factor()
    {
        if (Take("("))
        {
            var value = Sum();
            return Take(")") ? value : throw new FormatException("a bracket is missing");
        }
        var element = _row[_at++];
        var parts = element.Elements().ToList();
        return element.Name.LocalName switch
        {
            "mn" or "mtext" => double.Parse(element.Value, CultureInfo.InvariantCulture),
            "mfrac" => Value([parts[0]]) / Value([parts[1]]),
            "msup" when parts[0].Value == "e" && parts[0].Name == "mi" => Math.Exp(Value([parts[1]])),
            "msup" => Math.Pow(Value([parts[0]]), Value([parts[1]])),
            _ => throw new FormatException($"no number: {element}"),
        };
    }

    private bool Take(string sign)
    {
        if (_at >= _row.Count || _row[_at].Name != "mo" || _row[_at].Value != sign) return false;
        _at++;
        return true;
    }
}
