using System.Globalization;
using System.Xml.Linq;
using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>The blocks of a document as HTML elements.</summary>
internal sealed class HtmlBlocks
{
    private readonly HtmlText _text;
    /// <summary>How many shades a cell of a matrix can have, besides none.</summary>
    private const int ShadeSteps = 8;

    /// <summary>Somebody's words of at most so many letters, such as a date, stay on one line of a table.</summary>
    private const int LongestUnbroken = 24;

    private readonly Anchors _anchors;
    private readonly string _prefix;
    private readonly ITerms _terms;
    private readonly NetworkView? _network;
    private readonly Words<PageText> _words;
    private int _figures;

    /// <param name="document">What is rendered.</param>
    /// <param name="network">What its drawings show; null where there are none.</param>
    /// <param name="prefix">What all its anchors begin with.</param>
    public HtmlBlocks(Document document, NetworkView? network, string prefix = "")
    {
        (_terms, _network, _words) = (document.Terms, network, new(document.Language, PageTexts.All));
        (_prefix, _anchors) = (prefix, new(prefix));
        _text = new(document.Terms, _anchors, document.Language);
        Collect(document.Blocks);
    }

    /// <summary>The language of the page's own words.</summary>
    public Words<PageText> Words => _words;

    /// <summary>Sentences.</summary>
    public HtmlText Text => _text;

    /// <summary>Blocks, at a level of headings: 2 for those directly below the title.</summary>
    public IEnumerable<XElement> Of(IEnumerable<Block> blocks, int level) => blocks.Select(block => block switch
    {
        Section section => Of(section, level),
        Paragraph paragraph => new("p", _text.Of(paragraph.Text)),
        Definitions definitions => Of(definitions),
        Formulas formulas => new("div", Class("formulas"), formulas.Lines.Select(Of)),
        Table table => Of(table),
        NetworkFigure figure => Of(figure),
        ChartFigure figure => Of(figure),
        PixelFigure figure => Of(figure),
        FigureRow row => new("div", Class(row.IsOfSmall ? "figures small" : "figures"), Of(row.Figures, level)),
        Nested nested => Of(nested, level),
        _ => throw new ArgumentOutOfRangeException(nameof(blocks), $"There is no HTML of a {block.GetType().Name}."),
    });

    private XElement Of(Section section, int level)
    {
        var heading = new XElement($"h{Math.Min(level, 6)}", _text.Heading(section.Title, section.Id));
        var id = _anchors.Place(section.Id) is { } name ? new XAttribute("id", name) : null;
        var content = Of(section.Blocks, level + 1);
        return section.IsFolded
            ? new("details", id, new XElement("summary", heading), content)
            : new("section", id, heading, content);
    }

    /// <summary>The anchor is inside of the fold, which a link to it opens then.</summary>
    private static XElement Of(Nested nested, int level)
    {
        var inner = new HtmlBlocks(nested.Document, new NetworkView(nested.Step), $"{Anchors.Name(nested.Id)}-");
        return new(
            "details", new XElement("summary", new XElement($"h{Math.Min(level, 6)}", inner._text.Of(nested.Document.Title))),
            new XElement("div", new XAttribute("id", Anchors.Name(nested.Id)), inner.Of(nested.Document.Blocks, level + 1)));
    }

    private XElement Of(Definitions definitions) => new("dl", definitions.Items.Select(item => new XElement(
        "div", new XElement("dt", _text.Of(item.Term, placesGiven: true)), Of(Items(item.Text).ToList()))));

    private XElement Of(List<Prose> items) => items.Count == 1
        ? new("dd", _text.Of(items[0], placesGiven: HasNumber(items[0])))
        : new("dd", Class("items"), items.SelectMany(item => new object[] { new XElement("span", _text.Of(item, placesGiven: true)), " " }));

    /// <summary>What is set apart by wide spaces is one thing each, which no line break divides.</summary>
    private static IEnumerable<Prose> Items(Prose text)
    {
        var item = new List<Inline>();
        foreach (var part in text.Parts)
            if (part is not TextPart { Text: "   " }) item.Add(part);
            else
            {
                yield return new("", [.. item]);
                item.Clear();
            }
        yield return new("", item);
    }

    private XElement Of(Table table)
    {
        var isOfNumbers = Enumerable.Range(0, table.Header.Count).Select(table.IsOfNumbers).ToArray();
        return Scrolling(new XElement(
            "table",
            new XElement("thead", new XElement("tr", table.Header.Select((cell, i) => IsEmpty(cell) ? new("td", "") : new XElement(
                "th", new XAttribute("scope", "col"), isOfNumbers[i] ? Class("number") : null, _text.Of(cell))))),
            new XElement("tbody", table.Rows.Select(row => new XElement("tr", row.Select((cell, i) => new XElement(
                "td", CellStyle(cell, isOfNumbers[i]) is { } style ? Class(style) : null,
                _text.Of(cell, placesGiven: row.Any(HasNumber)))))))));
    }

    private static string? CellStyle(Prose cell, bool isOfNumbers) => cell.Parts switch
    {
        [ShadedPart shaded] => $"number {(shaded.IsWrong ? "wrong" : "right")}{(int)Math.Ceiling(ShadeSteps * Math.Clamp(shaded.Share, 0, 1))}",
        [BarPart or LinkPart or QuotedPart { Text.Length: <= LongestUnbroken }] => "unbroken",
        _ when isOfNumbers && Table.IsNumber(cell) => "number",
        _ => cell.SaysPrintedWrong ? RemarkStyle(cell) : null,
    };

    private static string RemarkStyle(Prose remark) => remark.SaysPrintedWrong ? "remark wrong" : "remark";

    private static bool HasNumber(Prose text) => text.Parts.Any(part => part is NumberPart);

    private static bool IsEmpty(Prose cell) => cell.Parts is [TextPart { Text: "" }];

    /// <summary>One quantity: name = symbols = numbers = result, the signs below each other.</summary>
    private XElement Of(FormulaLine line)
    {
        var rows = new List<XElement>();
        var spoken = new List<string>();
        var name = _text.Speech(null).Visit(Symbol.Variable(line.Id));
        void Add(string sign, XElement[] right, string said, string style = "")
        {
            var parts = FormulaMarkup.Broken(right);
            var left = rows.Count == 0 ? _text.Markup(null).Visit(Symbol.Variable(line.Id)) : [];
            rows.Add(new("mtr", Cell("left-side", left), Cell("sign", [FormulaMarkup.Operator(sign)]), Cell($"side {style}".TrimEnd(), parts[0])));
            foreach (var more in parts.Skip(1)) rows.Add(new("mtr", Cell("left-side", []), Cell("sign", []), Cell("side more", more)));
            spoken.Add(_text.Spoken[sign == "=" ? Explain.Spoken.Equal : Explain.Spoken.Almost, spoken.Count == 0 ? name : "", said].Trim());
        }
        foreach (var symbols in line.Symbols)
            Add("=", _text.Markup(null, linksNames: line.Numbers is null).Visit(symbols), _text.Speech(null).Visit(symbols));
        if (line.Numbers is { } numbers)
            Add("=", _text.Markup(line.Decimals).Visit(numbers), _text.Speech(line.Decimals).Visit(numbers));
        var result = Symbol.Named("result", _terms[line.Id].Value);
        Add(line.AddsUp ? "=" : "≈", _text.Markup(line.Decimals).Visit(result), _text.Speech(line.Decimals).Visit(result), "result");
        var table = new XElement("mtable", new XAttribute("displaystyle", "true"), rows);
        var math = HtmlText.Math(FormulaSpeech.Sentence(spoken, _words[PageText.Comma]), true, table);
        var remark = line.Remark is null ? null : new XElement("p", Class(RemarkStyle(line.Remark)), _text.Of(line.Remark));
        return new("div", Class("formula"), Placed(line.Id), Scrolling(math), remark);
    }

    private XElement Of(NetworkFigure figure)
    {
        var network = _network ?? throw new InvalidOperationException("A page with a drawing of the network needs a step of it.");
        var id = string.Create(CultureInfo.InvariantCulture, $"{_prefix}figure-{++_figures}");
        var caption = figure.Caption ?? Caption(figure.Focus, network);
        var drawing = NetworkDrawing.Draw(id, network, figure.Focus, figure.Numbers, _text.Plain(caption), _words);
        return new("figure", Class("network"), Scrolling(drawing), new XElement("figcaption", _text.Of(caption)));
    }

    private Prose Caption(IReadOnlyList<string> focus, NetworkView network)
    {
        var path = new NetworkPath(focus, network);
        var hasNumbers = !new NetworkLayout(network, path, hasTargets: false).IsCrowded;
        var caption = hasNumbers && network.Sample > 0 ? _words.Prose(PageText.NetworkOnSample, network.Sample) : _words.Prose(PageText.Network);
        if (path.Weight is not { } weight) return caption;
        var suffix = focus[0].IndexOf('#') is var at and >= 0 ? focus[0][at..] : "";
        var parameter = new QuantityId(QuantityKind.Weight, weight.Layer, weight.Unit, weight.From).OfParameter();
        return new(caption.Key, [.. caption.Parts, .. _words.Prose(PageText.WayBack, new NamePart(parameter + suffix)).Parts]);
    }

    private XElement Of(ChartFigure figure)
    {
        if (LineChart.Draw(figure, _text.Plain, _words, _prefix) is not { } drawing) return new("p", _words[PageText.NoChart]);
        return new("figure", Class("chart"), Scrolling(drawing), new XElement("figcaption", _text.Of(figure.Title)));
    }

    private XElement Of(PixelFigure figure) => new(
        "figure", Class("pixels"),
        Svg.Drawing(_prefix + figure.Id, figure.Width, figure.Height, figure.Title, figure.Title, Svg.Pixels(figure.Width, figure.Shades)),
        new XElement("figcaption", _text.Of(figure.Caption)));

    /// <summary>What is wide scrolls in a box of its own, never the page.</summary>
    private static XElement Scrolling(XElement content) => new("div", Class("scroll"), content);

    private static XElement Cell(string style, XElement[] content) => new("mtd", Class(style), FormulaMarkup.Solid(content));

    private XAttribute? Placed(string id) => _anchors.Place(id) is { } name ? new("id", name) : null;

    private static XAttribute Class(string name) => new("class", name);

    /// <summary>Finds every place that a link can lead to, before the first link is set.</summary>
    private void Collect(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
            switch (block)
            {
                case Section section:
                    _anchors.AddDerived(section.Id);
                    Collect(section.Blocks);
                    break;
                case Nested nested:
                    _anchors.AddDerived(nested.Id);
                    break;
                case Formulas formulas:
                    foreach (var line in formulas.Lines) _anchors.AddDerived(line.Id);
                    break;
                case Definitions definitions:
                    foreach (var (term, text) in definitions.Items) CollectGiven([term, text]);
                    break;
                case Table table:
                    foreach (var row in table.Rows) CollectGiven(row);
                    break;
            }
    }

    private void CollectGiven(IEnumerable<Prose> cells)
    {
        // Where a name stands without a number, as in a list of names, nothing is given.
        if (!cells.Any(HasNumber)) return;
        foreach (var name in cells.SelectMany(cell => cell.Parts).OfType<NamePart>())
            if (_terms[name.Variable].Link is { } link) _anchors.AddGiven(link);
    }
}
