using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>Why a model predicts what it does: from the cells, one of them empty, to the answer.</summary>
public class PredictionExplanationTests
{
    private static readonly double[] s_inputs = [0.5, -1, 0, 1, 0];

    [Theory]
    [InlineData(Language.English, "explain-class.en.txt")]
    [InlineData(Language.Chinese, "explain-class.zh.txt")]
    public void A_class_is_explained_as_approved(Language language, string file) => AssertApproved(Classes(language, new() { Top = 3 }), file);

    [Theory]
    [InlineData(Language.English, "explain-amount.en.txt")]
    [InlineData(Language.Chinese, "explain-amount.zh.txt")]
    public void An_amount_is_explained_as_approved(Language language, string file) => AssertApproved(Amount(language, new()), file);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_printed_line_holds(bool isClass)
    {
        var page = isClass ? Classes(Language.English, new() { Focus = ["z1[2]"], Depth = 5 }) : Amount(Language.English, new());
        var lines = PrintedLine.In(TextRenderer.Write(page, 100_000)).ToList();
        Assert.InRange(lines.Count, 3, 100);
        Assert.All(lines, line => Assert.True(line.Holds(), $"{line.Numbers} {line.Sign} {line.Result}"));
    }

    [Fact]
    public void The_effect_of_a_column_is_what_the_network_says_without_it()
    {
        var (network, row) = (Network(3, Loss.CrossEntropy), RowOf(new("species", "b", ["a", "b", "c"], 0, 1)));
        var effects = ColumnEffect.All(new StepQuantities(network, s_inputs).Shape, row.Columns, 1);
        Assert.Equal(["length", "width", "colour"], effects.Select(effect => effect.Column.Name));
        double[][] changed = [[0, -1, 0, 1, 0], [0.5, 0, 0, 1, 0], [0.5, -1, 1, 0, 0]];
        foreach (var (effect, inputs) in effects.Zip(changed))
        {
            Compare.SameBits<double>([effect.Without], [network.Predict(inputs)[1]]);
            Compare.SameBits<double>([effect.Change], [network.Predict(s_inputs)[1] - network.Predict(inputs)[1]]);
        }
    }

    [Fact]
    public void The_margin_adds_up_to_the_difference_of_the_net_inputs()
    {
        var page = Classes(Language.English, new() { Top = 2 });
        var table = StepExplanationTests.Sections(page.Blocks).Single(section => section.Id == "output").Blocks.OfType<Table>().Single();
        var products = table.Rows.Select(row => ((NumberPart)row[^1].Parts[0]).Value).ToList();
        Compare.Close(products[..^1].Sum(), products[^1], 1e-12);
        var nets = new[] { "z2[1]", "z2[2]", "z2[3]" }.Select(id => page.Terms[id].Value).OrderDescending().ToArray();
        Compare.Close(products[^1], nets[0] - nets[1], 1e-12);
        Assert.Equal(products[..2].OrderByDescending(Math.Abs), products[..2]);
    }

    [Fact]
    public void A_category_that_training_never_saw_is_said_to_be_none()
    {
        var row = RowOf(new("species", null, ["a", "b", "c"], 0, 1), "mauve");
        var page = PredictionExplanation.Write(new(Network(3, Loss.CrossEntropy), [0.5, -1, 0, 0, 0]), row, "m", Language.English, new());
        Assert.Contains("colour is mauve, which training never saw: the inputs of all its categories are 0.", TextRenderer.Write(page), StringComparison.Ordinal);
    }

    /// <summary>length has a value, width none; a column's mark of a gap is its last input.</summary>
    [Theory]
    [InlineData(Language.English, "red", new[]
    {
        "i2 = 0 says that length is not missing.", "i4 = 1 says that width is missing.",
        "colour is red, one of the rare categories, which share an input: i7 = 1, and the inputs of its other categories are 0.",
    })]
    [InlineData(Language.English, "mauve", new[]
    {
        "colour is mauve, which training never saw: it is taken as one of the rare categories, i7 = 1, and the inputs of its other categories are 0.",
    })]
    [InlineData(Language.Chinese, "red", new[] { "i2 = 0 表示 length 未缺失。", "i4 = 1 表示 width 缺失。", "colour 为 red，属于共用一个输入的罕见类别：i7 = 1，其余类别的输入为 0。" })]
    [InlineData(Language.Chinese, "mauve", new[] { "colour 为 mauve，训练时从未出现：按罕见类别处理，i7 = 1，其余类别的输入为 0。" })]
    public void Gaps_and_rare_categories_are_explained(Language language, string colour, string[] sentences)
    {
        var network = new Network<double>(7, [new(9, Activation.Relu), new(1)], Loss.MeanSquaredError, seed: 4);
        RowOfTable row = new("data.csv", 1,
        [
            new NumberInput("length", "7", 7, 5, 4) { HasIndicator = true }, new NumberInput("width", null, 1.5, 2.5, 1) { HasIndicator = true },
            new CategoryInput("colour", colour, colour, ["blue", "green"], "blue") { Rare = ["pink", "red"] },
        ], new("price", null, [], 0, 1));
        double[] inputs = [0.5, 0, -1, 1, 0, 0, 1];
        var text = TextRenderer.Write(PredictionExplanation.Write(new(network, inputs), row, "m", language, new()), 1000);
        // Wherever lines were broken.
        static string Joined(string words) => string.Concat(words.Where(c => !char.IsWhiteSpace(c)));
        Assert.All(sentences, sentence => Assert.Contains(Joined(sentence), Joined(text), StringComparison.Ordinal));
        var effects = ColumnEffect.All(new StepQuantities(network, inputs).Shape, row.Columns, 0);
        Compare.SameBits<double>([.. effects.Select(effect => effect.Without)],
        [
            network.Predict([0, 0, -1, 1, 0, 0, 1])[0], network.Predict([0.5, 0, 0, 0, 0, 0, 1])[0], network.Predict([0.5, 0, -1, 1, 1, 0, 0])[0],
        ]);
    }

    /// <summary>What flows into the answer, or else the way of what was asked for.</summary>
    [Fact]
    public void The_page_draws_the_network_with_the_way_to_the_answer()
    {
        var network = Network(3, Loss.CrossEntropy);
        var winner = network.Predict(s_inputs).Index().MaxBy(output => output.Item).Index + 1;
        NetworkFigure Figure(ExplainOptions options) => Assert.Single(Classes(Language.English, options).Blocks.OfType<NetworkFigure>());
        Assert.Equal([$"a2[{winner}]"], Figure(new()).Focus);
        Assert.Equal(["z1[2]"], Figure(new() { Focus = ["z1[2]"] }).Focus);
        var page = PageXml.Read(HtmlPage.Write(Classes(Language.English, new()), new(network, s_inputs)));
        Assert.Single(page.Descendants("figure"));
    }

    private static Document Classes(Language language, ExplainOptions options) => PredictionExplanation.Write(
        new(Network(3, Loss.CrossEntropy), s_inputs), RowOf(new("species", "b", ["a", "b", "c"], 0, 1)), "model.safetensors", language, options);

    private static Document Amount(Language language, ExplainOptions options) => PredictionExplanation.Write(
        new(Network(1, Loss.MeanSquaredError), s_inputs), RowOf(new("price", null, [], 20_000, 5_000.5)), "model.safetensors", language, options);

    private static Network<double> Network(int outputs, Loss loss) => new(5, [new(9, Activation.Relu), new(outputs)], loss, seed: 4);

    private static RowOfTable RowOf(PredictedColumn target, string colour = "green") => new("data.csv", 17,
    [
        new NumberInput("length", "7", 7, 5, 4), new NumberInput("width", null, 1.5, 2.5, 1),
        new CategoryInput("colour", colour, colour, ["blue", "green", "red"], "blue"),
    ], target);

    private static void AssertApproved(Document page, string file) =>
        Approved.Text(TextRenderer.Write(page), "tests", "Chainrule.Explain.Tests", "Golden", file);
}
