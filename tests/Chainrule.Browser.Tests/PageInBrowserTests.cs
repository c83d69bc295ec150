using Chainrule.Explain;
using Chainrule.Testing;

namespace Chainrule.Browser.Tests;

/// <summary>
/// Pages in a real browser, with scripts switched off: nothing is fetched, nothing complained of, nothing wider than the window, and
/// what is set as MathML and SVG has a size.
/// </summary>
public sealed class PageInBrowserTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, Language, int> All
    {
        get
        {
            var data = new TheoryData<string, Language, int>();
            foreach (var page in new[] { "mazur", "rgu", "explanation", "large" })
                foreach (var language in Enum.GetValues<Language>())
                    foreach (var width in new[] { 360, 1280 }) data.Add(page, language, width);
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_page_fits_its_window_and_asks_for_nothing(string page, Language language, int width)
    {
        var file = Write(page, language);
        await browser.Open(file, width);
        Assert.Equal(width.ToString(System.Globalization.CultureInfo.InvariantCulture), await browser.Ask("innerWidth"));
        Assert.True(await browser.FitsItsWidth());
        // Whatever sticks out of the window stands in a box that scrolls by itself.
        Assert.Equal("[]", await browser.Ask("""
            [...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, svg, math') && e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => e.tagName + ': ' + e.textContent.slice(0, 60))
            """));
        Assert.Equal([new Uri(file).AbsoluteUri], browser.Requests);
        Assert.Empty(browser.Messages);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Formulas_and_drawings_are_seen_and_folds_open_without_a_script(string page, Language language, int width)
    {
        await browser.Open(Write(page, language), width);
        Assert.Equal("0", await browser.Ask("[...document.querySelectorAll('math')].filter(m => !m.closest('details') && (m.getBoundingClientRect().height < 8 || m.getBoundingClientRect().width < 3)).length"));
        Assert.Equal("true", await browser.Ask("[...document.querySelectorAll('math')].every(m => m.namespaceURI.endsWith('MathML'))"));
        Assert.Equal("true", await browser.Ask("[...document.querySelectorAll('svg')].every(s => s.getBoundingClientRect().height > 80)"));
        Assert.Equal("true", await browser.Ask("[...document.querySelectorAll('details')].every(d => { d.open = true; return d.getBoundingClientRect().height > 60; })"));
        Assert.True(await browser.FitsItsWidth());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Text_stands_out_from_its_background_in_the_light_and_in_the_dark(bool isDark)
    {
        await browser.Open(Write("mazur", Language.English), 1280, isDark);
        var contrasts = await browser.Ask("""
            (() => {
                const light = c => { const [r, g, b] = c.match(/[\d.]+/g).map(Number).map(v => v / 255)
                    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\)$/.test(c)) return c; } };
                const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                return [...document.querySelectorAll('p, a, dt, dd, th, td, h1, h2, h3, summary, figcaption, mn, .remark')]
                    .map(e => [ratio(light(getComputedStyle(e).color), light(behind(e))), e.tagName + ' ' + e.className + ' ' + e.textContent.slice(0, 30)])
                    .filter(([r]) => !(r >= 4.5)).map(([r, text]) => text + ' ' + r);
            })()
            """);
        Assert.Equal("[]", contrasts);
    }

    [Fact]
    public async Task Every_number_that_is_a_link_can_be_reached_by_the_keyboard_and_leads_to_its_place()
    {
        await browser.Open(Write("mazur", Language.English), 1280);
        Assert.Equal("true", await browser.Ask("[...document.querySelectorAll('math a')].length > 60 && [...document.querySelectorAll('math a')].every(a => a.tabIndex === 0)"));
        Assert.Equal("true", await browser.Ask("(() => { const a = document.querySelector('math a[href=\"#a1-1\"]'); a.click(); return location.hash === '#a1-1' && document.querySelector(':target').id === 'a1-1'; })()"));
    }

    [Fact]
    public async Task What_is_wrong_with_a_page_is_seen()
    {
        var file = _folder.PathOf("wrong.html");
        File.WriteAllText(file, """
            <!DOCTYPE html><html><head><title>wrong</title></head><body><main><div style="width: 2000px">wide</div>
            <img src="missing.png" alt=""></main></body></html>
            """);
        await browser.Open(file, 1280);
        Assert.False(await browser.FitsItsWidth());
        Assert.Equal(2, browser.Requests.Count);
        Assert.NotEmpty(browser.Messages);
    }

    private string Write(string page, Language language)
    {
        var file = _folder.PathOf("page.html");
        File.WriteAllText(file, page switch
        {
            "mazur" => TutorialPage.Html(new(BiasPolicy.Frozen, 1_000), language),
            "rgu" => TutorialPage.Html(new(TutorialSheet.Rgu, BiasPolicy.Frozen, 10), language),
            "explanation" => Explanation(Batch(new Network<double>(4, [new(8, Activation.Relu), new(3)], Loss.CrossEntropy, seed: 1), 3), [], language),
            _ => Explanation(Batch(new Network<double>(784, [new(128, Activation.Relu), new(64, Activation.Gelu), new(10)], Loss.CrossEntropy, seed: 1), 1),
                ["gW2[3,17]", "z1[7]"], language),
        });
        return file;
    }

    private static string Explanation(StepQuantities step, string[] focus, Language language) =>
        HtmlPage.Write(StepExplanation.Write([step], "network.json", language, new() { Focus = focus, Depth = 4 }), step);

    private static StepQuantities Batch(Network<double> network, int rows)
    {
        var random = new Random(1);
        double[] inputs = [.. Enumerable.Range(0, rows * network.Inputs).Select(_ => random.NextDouble() - 0.3)], targets = new double[rows * network.Outputs];
        for (var row = 0; row < rows; row++) targets[row * network.Outputs + row % network.Outputs] = 1;
        var step = new Step<double>(network, new Adam(0.01)) { Recording = true };
        step.Run(inputs, targets);
        return new(step);
    }
}
