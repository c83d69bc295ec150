using System.Text.RegularExpressions;
using System.Xml.Linq;
using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>Sentences in HTML: names with their subscripts, formulas as MathML, numbers and names as links; and the same as plain text.</summary>
internal sealed partial class HtmlText(ITerms terms, Anchors anchors, Language language)
{
    private readonly Words<Spoken> _spoken = new(language, SpokenTexts.All);

    /// <summary>The sentence as elements and text.</summary>
    /// <param name="prose">The sentence.</param>
    /// <param name="placesGiven">Whether the names in it are where their numbers are given, so that links lead here.</param>
    public IEnumerable<object> Of(Prose prose, bool placesGiven = false) => Joined(prose.Parts).SelectMany(part => Of(part, placesGiven));

    /// <summary>The sentence as a heading, which has no link to itself.</summary>
    public IEnumerable<object> Heading(Prose prose, string id) => Of(prose).SelectMany<object, object>(part =>
        part is XElement { Name.LocalName: "a" } link && link.Attribute("href")!.Value == anchors.Address(id) ? link.Nodes() : [part]);

    /// <summary>The sentence as the text of a link, without links of its own.</summary>
    public IEnumerable<object> InLink(Prose prose) =>
        Of(prose).SelectMany<object, object>(part => part is XElement { Name.LocalName: "a" } link ? link.Nodes() : [part]);

    /// <summary>The sentence without any markup, for titles and for what is read aloud.</summary>
    public string Plain(Prose prose) => string.Concat(prose.Parts.Select(part => part switch
    {
        TextPart text => text.Text,
        NamePart name => terms[name.Variable].Name.Text,
        NumberPart number => number.Text,
        QuotedPart quoted => quoted.Text,
        LinkPart link => Plain(link.Text),
        FormulaPart formula => new FormulaText(variable => terms[variable].Name.Text, showNumbers: false).Write(formula.Formula),
        _ => "",
    }));

    /// <summary>A formula in MathML, with what is said in its place.</summary>
    public static XElement Math(string spoken, bool isDisplayed, params XElement[] content) => new(
        "math", isDisplayed ? new XAttribute("display", "block") : new XAttribute("displaystyle", "true"),
        new XAttribute("alttext", spoken), FormulaMarkup.Solid(content));

    /// <summary>A visitor that sets formulas, in symbols or in numbers.</summary>
    public FormulaMarkup Markup(int? decimals, bool linksNames = false) => new(terms, decimals, anchors, Plain) { LinksNames = linksNames };

    /// <summary>A visitor that says them.</summary>
    public FormulaSpeech Speech(int? decimals) => new(terms, decimals, _spoken, Plain);

    /// <summary>The words of formulas.</summary>
    public Words<Spoken> Spoken => _spoken;

    private IEnumerable<object> Of(Inline part, bool placesGiven) => part switch
    {
        TextPart text => WithNames(text.Text),
        NamePart name => [Name(terms[name.Variable], placesGiven)],
        NumberPart number => [new XElement("span", new XAttribute("class", "number"), number.Text)],
        FormulaPart formula => [InLine(formula.Formula)],
        QuotedPart quoted => [quoted.Text],
        ShadedPart shaded => [shaded.Text],
        LinkPart link when anchors.Find(link.Id) is { } target => [new XElement("a", new XAttribute("href", target), Of(link.Text))],
        LinkPart link => Of(link.Text),
        BarPart bar => [Svg.Bar(bar.Share, bar.Deviation)],
        _ => [],
    };

    /// <summary>Words that were put together from pieces are one text again, so that names in it are seen whole.</summary>
    private static List<Inline> Joined(IReadOnlyList<Inline> parts)
    {
        var joined = new List<Inline>();
        foreach (var part in parts)
            if (part is TextPart text && joined is [.., TextPart before]) joined[^1] = new TextPart(before.Text + text.Text);
            else joined.Add(part);
        return joined;
    }

    private XElement InLine(Symbol formula) => Math(
        FormulaSpeech.Sentence([Speech(null).Visit(formula)], " "), isDisplayed: false, Markup(null, linksNames: true).Visit(formula));

    private XElement Name(Term term, bool placesGiven)
    {
        var name = NameMarkup.InText(term.Name);
        var isPlace = placesGiven && term.Link is not null && !anchors.IsDerived(term.Link);
        if (isPlace && anchors.Place(term.Link!) is { } id) name.SetAttributeValue("id", id);
        else if (anchors.Find(term.Link) is { } target) return new("a", new XAttribute("href", target), name);
        return name;
    }

    /// <summary>Names that stand in the words of a phrase, such as E_total and w5, are set like all others.</summary>
    private IEnumerable<object> WithNames(string text)
    {
        var at = 0;
        foreach (Match match in WrittenName().Matches(text))
        {
            if (match.Index > at) yield return text[at..match.Index];
            if (match.Value.StartsWith("--", StringComparison.Ordinal))
                yield return new XElement("span", new XAttribute("class", "option"), match.Value);
            else if (!match.Value.StartsWith('['))
                yield return NameMarkup.InText(MathName.Parse(match.Value));
            else if (anchors.Find($"difference-{match.Value[1..^1]}") is { } note)
                yield return new XElement("a", new XAttribute("href", note), match.Value);
            else yield return match.Value;
            at = match.Index + match.Length;
        }
        if (at < text.Length) yield return text[at..];
    }

    // --option, [1], ∂E_total/∂w5, net_h1, w5⁺; no part of a longer word, and no id such as W2[1,1].
    [GeneratedRegex(
        @"(?<![A-Za-z-])--[a-z][a-z-]*[a-z]|\[[0-9]+\]|∂[A-Za-z_0-9]+/∂[A-Za-z_0-9]+|(?<![A-Za-z_])"
        + @"(?:(?:net|out|target|δ|E|b)_[a-z]+[0-9]*|(?<![0-9])(?:[wWabihoxzGn]|mean|rstd)[0-9]+|w(?= −|⁺))⁺?(?![A-Za-z0-9_\['])")]
    private static partial Regex WrittenName();
}
