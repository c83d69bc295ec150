using System.Xml.Linq;

namespace Chainrule.Explain.Tests;

/// <summary>A page of HTML, which is XML too, and its elements.</summary>
internal static class PageXml
{
    public static XElement Read(string page)
    {
        const string Doctype = "<!DOCTYPE html>\n";
        Assert.StartsWith(Doctype, page);
        // HTML has no empty elements in the manner of XML, but for the void ones.
        Assert.DoesNotMatch("<(?!meta)[a-z]+[^>]*/>", page);
        return XElement.Parse(page[Doctype.Length..], LoadOptions.PreserveWhitespace);
    }

    public static IEnumerable<XElement> With(this XElement page, string name) => page.DescendantsAndSelf(name);

    public static IEnumerable<XElement> Within(this XElement page, string style) =>
        page.Descendants().Where(element => ((string?)element.Attribute("class"))?.Split(' ').Contains(style) == true);
}
