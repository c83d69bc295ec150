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

    public static XElement Read(TutorialRun run, Language language) => PageXml.Read(TutorialPage.Html(run, language));
}
