using System.Globalization;
using System.Xml.Linq;

namespace Chainrule.Explain.Tests;

/// <summary>Drawings: what is in them, what is highlighted, and that all of it lies within the frame.</summary>
public class DrawingTests
{
    private static readonly Words<PageText> s_words = new(Language.English, PageTexts.All);
    private static readonly NetworkView s_tutorial = new(new TutorialRun(BiasPolicy.Frozen, 0).FirstStep);

    [Fact]
    public void The_tutorials_network_has_its_eight_parts_and_its_weights()
    {
        var drawing = Draw(s_tutorial, [], FigureNumbers.Given);
        Assert.Equal(["i1", "i2", "b1", "h1", "h2", "b2", "o1", "o2"], Texts(drawing, "name"));
        Assert.Equal(
            ["w1 0.15", "w2 0.2", "w3 0.25", "w4 0.3", "w5 0.4", "w6 0.45", "w7 0.5", "w8 0.55"], Texts(drawing, "label").Order(StringComparer.Ordinal));
        Assert.Empty(drawing.Within("on"));
        Assert.Equal(12, drawing.Within("link").Count());
    }

    [Fact]
    public void What_flows_into_a_unit_is_highlighted_forwards()
    {
        var drawing = Draw(s_tutorial, ["z1[1]"]);
        Assert.Equal(["w1", "w2"], Texts(drawing, "forth").Order(StringComparer.Ordinal).Where(text => text.StartsWith('w')));
        Assert.Equal(3, drawing.Within("head").Count());
        Assert.Empty(drawing.Within("back"));
    }

    [Fact]
    public void The_way_back_to_an_output_weight_has_its_three_factors()
    {
        var drawing = Draw(s_tutorial, ["gW2[1,1]"]);
        Assert.Equal(["1", "2", "3"], Texts(drawing, "badge").Order(StringComparer.Ordinal));
        Assert.Equal(["w5"], Texts(drawing, "label").Intersect(Texts(drawing, "back")));
        // From E_total to E_o1, to o1, to h1.
        Assert.Equal(3, drawing.Within("head").Count());
    }

    [Fact]
    public void The_way_back_to_a_hidden_weight_comes_from_both_outputs()
    {
        var drawing = Draw(s_tutorial, ["gW1[1,1]"]);
        Assert.Equal(["1.1", "1.2", "2", "3"], Texts(drawing, "badge").Order(StringComparer.Ordinal));
        Assert.Equal(["w1", "w5", "w7"], Texts(drawing, "back").Order(StringComparer.Ordinal));
        Assert.Contains("w1 from i1 to h1, w5 from h1 to o1, w7 from h1 to o2", drawing.Element("desc")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_large_layer_the_first_the_last_and_those_in_focus_are_drawn()
    {
        var drawing = Draw(Large(), ["gW1[70,333]"]);
        Assert.Equal(["⋮ 328 more", "⋮ 449 more", "⋮ 65 more", "⋮ 56 more"], Texts(drawing, "more"));
        Assert.Equal(
            ["1", "2", "3", "4", "333", "783", "784", "1", "2", "3", "4", "70", "127", "128"], Texts(drawing, "name").Take(14));
        Assert.Equal(["inputs", "layer 1", "layer 2"], Texts(drawing, "note"));
        Assert.Equal(["1", "2", "3"], Texts(drawing, "badge").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void In_place_of_one_unit_stands_the_unit()
    {
        var drawing = Draw(Large(), ["gW1[6,6]"]);
        Assert.Equal(["1", "2", "3", "4", "5", "6", "783", "784"], Texts(drawing, "name").Take(8));
    }

    [Fact]
    public void A_weight_below_zero_is_dashed()
    {
        var step = new Step<double>(new Network<double>(1, [new(1, Activation.Tanh)], Loss.HalfSquaredError), new Sgd()) { Recording = true };
        step.Network.Layers[0].Weights[0] = -0.5;
        step.Run([1], [0]);
        Assert.Contains("negative", (string)Draw(new(new(step)), []).Within("link").First().Attribute("class")!, StringComparison.Ordinal);
        Assert.Empty(Draw(s_tutorial, []).Within("negative"));
    }

    [Fact]
    public void A_prediction_has_neither_targets_nor_errors()
    {
        var network = new Network<double>(2, [new(3, Activation.Relu), new(2)], Loss.CrossEntropy, BiasPolicy.PerUnit, 1);
        var drawing = Draw(new(new StepQuantities(network, [0.5, -1])), ["a2[1]"]);
        Assert.Empty(Texts(drawing, "note"));
        Assert.Empty(drawing.Within("error"));
        Assert.Equal(3, drawing.Within("head").Count());
    }

    [Fact]
    public void Every_drawing_of_a_random_network_lies_within_its_frame()
    {
        for (var n = 0; n < 60; n++)
        {
            var step = new StepQuantities(RandomSteps.Get(n));
            var gradients = step.All.Where(quantity => quantity.Kind == QuantityKind.WeightGradient).Select(quantity => quantity.Id).ToList();
            foreach (var numbers in Enum.GetValues<FigureNumbers>())
                AssertWithinFrame(Draw(new(step), [gradients[n % gradients.Count]], numbers));
        }
    }

    [Fact]
    public void A_chart_has_a_tick_at_every_power_of_ten_and_its_lines_within_the_frame()
    {
        var chart = Chart([(1, 0.3), (10, 0.2), (100, 0.02), (1_000, 0.001), (10_000, 3.5e-5)])!;
        AssertWithinFrame(chart);
        Assert.Equal(["1", "10", "100", "1,000", "10,000", "10−5", "0.0001", "0.001", "0.01", "0.1", "1"], Texts(chart, "tick"));
        var points = Numbers(chart.Within("line").Single(), "points").Chunk(2).ToList();
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.True(pair.Second[0] > pair.First[0] && pair.Second[1] > pair.First[1]));
        // Equal factors are equal distances.
        Assert.Equal(points[1][0] - points[0][0], points[3][0] - points[2][0], 0.03);
    }

    [Fact]
    public void Numbers_that_have_no_logarithm_are_left_out_and_one_point_is_no_line()
    {
        Assert.Equal(2, Numbers(Chart([(0, 0.3), (1, 0.3), (2, 0.1), (3, 0)])!.Within("line").Single(), "points").Count() / 2);
        Assert.Null(Chart([(0, 0.3), (1, 0.1)]));
        Assert.NotNull(Chart([(1, 0.25), (2, 0.25)]));
    }

    private static NetworkView Large()
    {
        var step = new Step<double>(new Network<double>(784, [new(128, Activation.Relu), new(10)], Loss.CrossEntropy), new Sgd()) { Recording = true };
        step.Run(new double[784], [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        return new(new(step));
    }

    private static XElement? Chart((double, double)[] points) =>
        LineChart.Draw(new("c", "title", new("updates", IsLogarithmic: true), new("error", IsLogarithmic: true), [new("frozen", points)]), prose => ((TextPart)prose.Parts[0]).Text, s_words);

    private static XElement Draw(NetworkView view, string[] focus, FigureNumbers numbers = FigureNumbers.Outputs) =>
        NetworkDrawing.Draw("f", view, focus, numbers, "title", s_words);

    private static IEnumerable<string> Texts(XElement drawing, string style) =>
        drawing.Within(style).Where(element => element.Name == "text").Select(text => text.Value);

    private static void AssertWithinFrame(XElement drawing)
    {
        var frame = Numbers(drawing, "viewBox").ToArray();
        foreach (var (attribute, most) in new[] { ("x", frame[2]), ("x1", frame[2]), ("x2", frame[2]), ("cx", frame[2]), ("y", frame[3]), ("y1", frame[3]), ("y2", frame[3]), ("cy", frame[3]) })
            Assert.All(drawing.Descendants().Attributes(attribute), value => Assert.InRange(double.Parse(value.Value, CultureInfo.InvariantCulture), 0, most));
    }

    private static IEnumerable<double> Numbers(XElement element, string attribute) =>
        element.Attribute(attribute)!.Value.Split(' ', ',').Select(number => double.Parse(number, CultureInfo.InvariantCulture));
}
