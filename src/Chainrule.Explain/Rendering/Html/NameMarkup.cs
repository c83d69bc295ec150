using System.Xml.Linq;

namespace Chainrule.Explain;

/// <summary>Names of quantities set as in a book: in MathML, in HTML and in SVG.</summary>
internal static class NameMarkup
{
    /// <summary>The name in MathML; with a target, a link.</summary>
    public static XElement Of(MathName name, string? target = null)
    {
        if (name.By is null) return Single(name, target);
        XElement Partial(MathName part, string? link) => new("mrow", Identifier("∂", null), Single(part with { By = null }, link));
        return new("mfrac", Partial(name, target), Partial(name.By, null));
    }

    /// <summary>The name in HTML, for sentences and tables: ∂E_total/∂w5 with its subscripts.</summary>
    public static XElement InText(MathName name) => new(
        "span", new XAttribute("class", "name"), name.By is null ? InText(name, "") : [.. InText(name, "∂"), "/", .. InText(name.By, "∂")]);

    private static object[] InText(MathName part, string sign)
    {
        var sub = Subscript(part);
        var sup = (part.Layer.Length > 0 ? $"({part.Layer})" : "") + (part.IsNew ? "+" : "");
        // As in MathML, a word is upright and a single letter is not.
        return
        [
            sign, new XElement(part.Base.Length > 1 ? "span" : "var", part.Base),
            .. sub.Length > 0 ? [new XElement("sub", sub)] : Array.Empty<object>(),
            .. sup.Length > 0 ? [new XElement("sup", sup)] : Array.Empty<object>(),
        ];
    }

    private static XElement Single(MathName name, string? target)
    {
        var stem = Identifier(name.Base, target);
        var sub = Subscript(name);
        XElement[] sup =
        [
            .. name.Layer.Length > 0 ? new XElement[] { new("mtext", $"({name.Layer})") } : [],
            .. name.IsNew ? new XElement[] { new("mo", "+") } : [],
        ];
        return (sub.Length > 0, sup.Length > 0) switch
        {
            (true, true) => new("msubsup", stem, Index(sub), FormulaMarkup.Row(sup)),
            (true, false) => new("msub", stem, Index(sub)),
            (false, true) => new("msup", stem, FormulaMarkup.Row(sup)),
            _ => stem,
        };
    }

    private static string Subscript(MathName name) => name.Subscript + (name.Sample.Length > 0 ? "@" + name.Sample : "");

    /// <summary>h1 is a letter and a number, 3,17 two numbers, total a word.</summary>
    private static XElement Index(string subscript)
    {
        var parts = new List<XElement>();
        for (var start = 0; start < subscript.Length;)
        {
            var end = start + 1;
            var isNumber = char.IsAsciiDigit(subscript[start]);
            var isWord = char.IsLetter(subscript[start]);
            while (end < subscript.Length && (isNumber ? char.IsAsciiDigit(subscript[end]) : isWord && char.IsLetter(subscript[end]))) end++;
            parts.Add(new(isNumber ? "mn" : isWord ? "mi" : subscript[start] == ',' ? "mo" : "mtext", subscript[start..end]));
            start = end;
        }
        return FormulaMarkup.Row([.. parts]);
    }

    /// <summary>A letter or a word; a constant such as 1 − β is set as text.</summary>
    private static XElement Identifier(string letters, string? target) => letters.Contains(' ') || letters.Contains('/')
        ? new("mtext", new XAttribute("class", "words"), letters)
        : target is null ? new("mi", letters)
        : new("mtext", new XElement("a", new XAttribute("href", target), letters.Length == 1 ? new XAttribute("class", "letter") : null, letters));
}
