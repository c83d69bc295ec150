using Chainrule.Testing;

namespace Chainrule.Browser.Tests;

/// <summary>The report of a training in a real browser, with scripts switched off.</summary>
public sealed class ReportInBrowserTests(Browser browser, ReportInBrowserTests.Reports reports)
    : IClassFixture<Browser>, IClassFixture<ReportInBrowserTests.Reports>
{
    /// <summary>Reports of classes, of amounts and of images, each written once.</summary>
    public sealed class Reports : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly Dictionary<string, string> _written = [];

        public string this[string name]
        {
            get
            {
                if (_written.TryGetValue(name, out var file)) return file;
                file = _folder.PathOf($"{name}.html");
                string[] data = name switch
                {
                    "classes" => [Repository.PathOf("samples", "data", "iris.csv"), "--target", "species"],
                    "amounts" => [Repository.PathOf("samples", "data", "auto-mpg.csv"), "--target", "Miles_per_Gallon", "--lang", "zh", "--schedule", "cosine"],
                    "columns" => [Repository.PathOf("samples", "data", "breast-cancer.csv"), "--target", "diagnosis", "--hidden", "9,8,7,6,5,4,3"],
                    _ => [Images(), "--lang", "zh"],
                };
                BuiltProgram.Run("Chainrule.Cli", _folder.Root, ["train", .. data, "--epochs", "12", "--report", file, "-o", "m", "-q"]);
                return _written[name] = file;
            }
        }

        public void Dispose() => _folder.Dispose();

        private string Images()
        {
            var random = new Random(1);
            const int Count = 120;
            File.WriteAllBytes(_folder.PathOf("x-labels-idx1-ubyte"), [0, 0, 8, 1, 0, 0, 0, Count, .. Enumerable.Range(0, Count).Select(i => (byte)(i % 10))]);
            File.WriteAllBytes(
                _folder.PathOf("x-images-idx3-ubyte"),
                [0, 0, 8, 3, 0, 0, 0, Count, 0, 0, 0, 14, 0, 0, 0, 14, .. Enumerable.Range(0, Count * 196).Select(_ => (byte)random.Next(256))]);
            return "x-images-idx3-ubyte";
        }
    }

    public static TheoryData<string, int> All
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in new[] { "classes", "amounts", "columns", "images" })
                foreach (var width in new[] { 360, 800, 1280 }) data.Add(name, width);
            return data;
        }
    }

    [Theory, MemberData(nameof(All))]
    public async Task A_report_fits_its_window_folded_or_not_and_asks_for_nothing(string name, int width)
    {
        var file = reports[name];
        await browser.Open(file, width);
        Assert.True(await browser.FitsItsWidth());
        await browser.Ask("document.querySelectorAll('details').forEach(d => d.open = true)");
        Assert.True(await browser.FitsItsWidth());
        Assert.Equal("[]", await browser.Ask("""
            [...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll, svg, math') && e.getBoundingClientRect().right > innerWidth + 1)
                .map(e => e.tagName + ': ' + e.textContent.slice(0, 60))
            """));
        Assert.Equal([new Uri(file).AbsoluteUri], browser.Requests);
        Assert.Empty(browser.Messages);
    }

    [Theory, MemberData(nameof(All))]
    public async Task Every_drawing_is_seen_and_no_word_of_a_chart_is_cut_or_too_small(string name, int width)
    {
        await browser.Open(reports[name], width);
        Assert.Equal("[]", await browser.Ask("""
            [...document.querySelectorAll('main > section svg')].filter(s => !s.closest('details') && (s.getBoundingClientRect().height < 8 || s.getBoundingClientRect().width < 40))
                .map(s => s.outerHTML.slice(0, 80))
            """));
        Assert.Equal("[]", await browser.Ask("""
            [...document.querySelectorAll('.chart svg text')].filter(t => {
                const box = t.closest('svg').getBoundingClientRect(), own = t.getBoundingClientRect();
                return own.left < box.left - 1 || own.right > box.right + 1 || own.height < 9;
            }).map(t => t.textContent + ' ' + t.getBoundingClientRect().height)
            """));
    }

    [Theory]
    [InlineData("classes", false)]
    [InlineData("classes", true)]
    [InlineData("images", false)]
    [InlineData("images", true)]
    public async Task Words_and_lines_stand_out_in_the_light_and_in_the_dark(string name, bool isDark)
    {
        await browser.Open(reports[name], 1280, isDark);
        Assert.Equal("[]", await browser.Ask("""
            (() => {
                const numbers = c => c.match(/[\d.e-]+/g).map(Number);
                // color-mix is computed to color(srgb r g b), with parts from 0 to 1.
                const rgb = c => c.startsWith('color(srgb') ? numbers(c.slice(10)) : numbers(c).map((v, i) => i < 3 ? v / 255 : v);
                const light = c => { const [r, g, b] = rgb(c).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
                const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!/, 0\)$/.test(c)) return c; } };
                const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                const paper = getComputedStyle(document.documentElement).backgroundColor;
                const texts = [...document.querySelectorAll('p, a, dt, dd, th, td, h1, h2, h3, summary, figcaption')]
                    .map(e => [ratio(light(getComputedStyle(e).color), light(behind(e))), 4.5, e]);
                const labels = [...document.querySelectorAll('.chart svg text')].map(e => [ratio(light(getComputedStyle(e).fill), light(paper)), 4.5, e]);
                const lines = [...document.querySelectorAll('.chart svg .line, rect.bar')].map(e => {
                    const style = getComputedStyle(e); return [ratio(light(style.stroke === 'none' ? style.fill : style.stroke), light(paper)), 3, e]; });
                return [...texts, ...labels, ...lines].filter(([r, least]) => !(r >= least)).map(([r, , e]) => e.tagName + ' ' + e.getAttribute('class') + ' ' + e.textContent.slice(0, 30) + ' ' + r);
            })()
            """));
    }

    [Fact]
    public async Task The_number_of_a_row_opens_its_worked_prediction()
    {
        await browser.Open(reports["classes"], 1280);
        Assert.Equal("false", await browser.Ask("(() => { const a = document.querySelector('#hardest td a'); return document.querySelector(a.getAttribute('href')).closest('details').open; })()"));
        await browser.Ask("document.querySelector('#hardest td a').click()");
        for (var n = 0; n < 50 && await browser.Ask("document.querySelector(':target').closest('details').open") != "true"; n++) await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal("true", await browser.Ask("document.querySelector(':target').closest('details').open && document.querySelector(':target').getBoundingClientRect().height > 300"));
        Assert.Equal("true", await browser.Ask("[...document.querySelectorAll('main a, summary')].every(e => e.tabIndex === 0)"));
    }
}
