using System.Xml.Linq;

namespace Chainrule.Explain;

/// <summary>Formulas in MathML Core: a row of elements, in which numbers are links to where they come from.</summary>
/// <param name="terms">What the variables stand for.</param>
/// <param name="decimals">How many decimals a number has; null to read the formula in symbols.</param>
/// <param name="anchors">The targets of links on this page.</param>
/// <param name="text">How the words in a formula are shown.</param>
internal sealed class FormulaMarkup(ITerms terms, int? decimals, Anchors anchors, Func<Prose, string> text)
    : FormulaVisitor<XElement[]>(terms, decimals)
{
    /// <summary>Whether names are links too; where the same numbers stand below them, those are enough.</summary>
    public bool LinksNames { get; init; }

    /// <summary>A sign between two operands, or with a form before or behind one: said always, as a linked number looks like a space.</summary>
    public static XElement Operator(string sign, string form = "infix") => new("mo", new XAttribute("form", form), sign);

    /// <summary>A long sum in several rows, each of which begins with the sign of a term.</summary>
    public static IReadOnlyList<XElement[]> Broken(XElement[] formula)
    {
        const int Widest = 62;
        var rows = new List<XElement[]>();
        var (start, sign, width) = (0, 0, 0);
        for (var n = 0; n < formula.Length; n++)
        {
            if (n > start && formula[n] is { Name.LocalName: "mo", Value: "+" or "−" }) sign = n;
            width += formula[n].Value.Length;
            if (width <= Widest || sign <= start) continue;
            rows.Add(formula[start..sign]);
            (start, width) = (sign, formula[sign..(n + 1)].Sum(part => part.Value.Length));
        }
        rows.Add(formula[start..]);
        return rows;
    }

    /// <summary>One element for several.</summary>
    public static XElement Row(params XElement[] parts) => parts.Length == 1 ? parts[0] : new("mrow", Solid(parts));

    /// <summary>
    /// MathML takes a text for a space: the one sign between nothing but texts would lose its room. An empty identifier is no space.
    /// </summary>
    public static XElement[] Solid(XElement[] parts) =>
        parts.Length > 1 && parts.Count(part => part.Name == "mo") == 1 && parts.All(part => part.Name.LocalName is "mo" or "mtext" or "mspace")
            ? [new("mi"), .. parts]
            : parts;

    // HTML allows a link in no other token than mtext.
    protected override XElement[] Number(string digits, Term? term) => anchors.Find(term?.Link) is { } target
        ? [new("mtext", new XElement("a", new XAttribute("href", target), new XAttribute("title", term!.Name.Text), digits))]
        : [new("mn", digits)];

    protected override XElement[] Name(MathName name, Term? term) => [NameMarkup.Of(name, LinksNames ? anchors.Find(term?.Link) : null)];

    protected override XElement[] Rest(XElement[]? amount, Prose leftOut) =>
        amount is null ? [new("mo", "⋯")]
        : [.. amount, new("mspace", new XAttribute("width", "0.3em")), new("mtext", new XAttribute("class", "words"), $"({text(leftOut)})")];

    protected override XElement[] Minus(XElement[] operand) => [Operator("−", "prefix"), .. operand];

    protected override XElement[] Plus(XElement[] left, XElement[] right) => [.. left, Operator("+"), .. right];

    protected override XElement[] Minus(XElement[] left, XElement[] right) => [.. left, Operator("−"), .. right];

    protected override XElement[] Times(XElement[] left, XElement[] right) => [.. left, Operator("⋅"), .. right];

    protected override XElement[] Fraction(XElement[] above, XElement[] below) => [new("mfrac", Row(above), Row(below))];

    protected override XElement[] Square(XElement[] root) => [new("msup", Row(root), new XElement("mn", 2))];

    protected override XElement[] Exponential(XElement[] power) => [new("msup", new XElement("mi", "e"), Row(power))];

    protected override XElement[] Root(XElement[] operand) => [new("msqrt", Solid(operand))];

    protected override XElement[] Magnitude(XElement[] operand) =>
        [Row([Operator("|", "prefix"), .. operand, Operator("|", "postfix")])];

    protected override XElement[] Function(string name, IReadOnlyList<XElement[]> arguments) =>
        [new("mi", name), .. Bracket([.. arguments.SelectMany((argument, i) => i == 0 ? argument : [Operator(","), .. argument])])];

    /// <summary>Two lines behind a brace, each with its condition.</summary>
    protected override XElement[] Cases(XElement[] test, XElement[] positive, XElement[] otherwise)
    {
        XElement[] above = [.. test, Operator(">"), new("mn", 0)], below = [.. test, Operator("≤"), new("mn", 0)];
        XElement Line(XElement[] value, XElement[] condition) => new("mtr", Cell("left", value), Cell("left", condition));
        return [Row(Operator("{", "prefix"), new("mtable", Line(positive, above), Line(otherwise, below)))];
    }

    protected override XElement[] Bracket(XElement[] inner) => [Row([Operator("(", "prefix"), .. inner, Operator(")", "postfix")])];

    private static XElement Cell(string side, XElement[] parts) => new("mtd", new XAttribute("class", side), Solid(parts));
}
