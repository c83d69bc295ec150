using System.Collections.Concurrent;
using System.Xml.Linq;

namespace Chainrule.Explain.Tests;

/// <summary>The pages that there are, read as XML.</summary>
internal static class Pages
{
    private static readonly ConcurrentDictionary<(string, BiasPolicy, int), TutorialRun> s_runs = [];

    public static TheoryData<string, BiasPolicy, Language> All
    {
        get
        {
            var data = new TheoryData<string, BiasPolicy, Language>();
            foreach (var language in Enum.GetValues<Language>())
            {
                foreach (var policy in Enum.GetValues<BiasPolicy>()) data.Add("mazur", policy, language);
                data.Add("rgu", BiasPolicy.Frozen, language);
            }
            return data;
        }
    }

    public static TutorialRun Run(string sheet, BiasPolicy biases, int updates = 100) => s_runs.GetOrAdd(
        (sheet, biases, updates), _ => new(TutorialSheet.All.Single(item => item.Name == sheet), biases, updates));

    public static XElement Read(TutorialRun run, Language language) => Read(TutorialPage.Html(run, language));

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
