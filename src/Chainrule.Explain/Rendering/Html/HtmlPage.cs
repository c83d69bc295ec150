using System.Reflection;
using System.Text;
using System.Xml.Linq;

namespace Chainrule.Explain;

/// <summary>
/// A document as one HTML file that needs nothing else: no script, no font, no request. Formulas are MathML, drawings SVG; what is
/// folded unfolds without a script, and on paper. It is XML too, so that tests can read it.
/// </summary>
public static class HtmlPage
{
    private static readonly string s_style = ReadStyle();

    /// <summary>The whole file.</summary>
    /// <param name="document">What is shown.</param>
    /// <param name="step">The step whose network its drawings show; not needed where there are none.</param>
    public static string Write(Document document, StepQuantities? step)
    {
        ArgumentNullException.ThrowIfNull(document);
        var blocks = new HtmlBlocks(document, step is null ? null : new(step));
        // What stands before the first section leads in; then comes the list of sections.
        var lead = document.Blocks.TakeWhile(block => block is not Section).ToList();
        var title = blocks.Text.Plain(document.Title);
        var page = new XElement(
            "html", new XAttribute("lang", document.Language == Language.Chinese ? "zh-Hans" : "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("meta", new XAttribute("name", "color-scheme"), new XAttribute("content", "light dark")),
                new XElement("title", title),
                new XElement("style", s_style)),
            new XElement(
                "body", document.IsWide ? new XAttribute("class", "wide") : null,
                new XElement("a", new XAttribute("class", "skip"), new XAttribute("href", "#text"), blocks.Words[PageText.SkipToText]),
                new XElement("main", new XAttribute("id", "text"),
                    new XElement("h1", blocks.Text.Of(document.Title)),
                    blocks.Of(lead, 2), Contents(document, blocks), blocks.Of(document.Blocks.Skip(lead.Count), 2)),
                new XElement("footer", new XElement("p", blocks.Words[PageText.Source, Version()]))));
        BreakLines(page);
        // An element without content has an end tag in HTML, but for the void ones.
        foreach (var element in page.Descendants().Where(element => element.IsEmpty && element.Name != "meta")) element.Add("");
        return "<!DOCTYPE html>\n" + page.ToString(SaveOptions.DisableFormatting) + "\n";
    }

    private static XElement? Contents(Document document, HtmlBlocks blocks)
    {
        var sections = document.Blocks.OfType<Section>().ToList();
        if (sections.Count < 2) return null;
        return new(
            "nav", new XAttribute("aria-label", blocks.Words[PageText.Contents]),
            new XElement("ol", sections.Select(section => new XElement(
                "li", new XElement("a", new XAttribute("href", "#" + Anchors.Name(section.Id)), blocks.Text.InLink(section.Title))))));
    }

    /// <summary>A line for each block, where white space says nothing: a person may want to look into the file.</summary>
    private static void BreakLines(XElement page)
    {
        string[] blocks = ["head", "body", "header", "nav", "main", "section", "details", "figure", "ol", "dl", "div", "thead", "tbody", "table"];
        foreach (var element in page.DescendantsAndSelf().Where(element => blocks.Contains(element.Name.LocalName)).ToList())
            foreach (var child in element.Elements().ToList()) child.AddBeforeSelf("\n");
    }

    private static string Version() =>
        typeof(HtmlPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static string ReadStyle()
    {
        using var reader = new StreamReader(typeof(HtmlPage).Assembly.GetManifestResourceStream("Page.css")!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
