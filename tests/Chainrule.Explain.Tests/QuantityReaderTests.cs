namespace Chainrule.Explain.Tests;

/// <summary>Names in: ids, the tutorial's names however they are typed, and the nearest one where there is none.</summary>
public class QuantityReaderTests
{
    [Theory]
    [InlineData("w5", "W2[1,1]")]
    [InlineData("w5+", "W2'[1,1]")]
    [InlineData("w5⁺", "W2'[1,1]")]
    [InlineData("W2′[1,1]", "W2'[1,1]")]
    [InlineData("b1", "b1[1]")]
    [InlineData("b_h2", "b1[2]")]
    [InlineData("net_h1", "z1[1]")]
    [InlineData("out_o2", "a2[2]")]
    [InlineData("i2", "x[2]")]
    [InlineData("target_o1", "t[1]")]
    [InlineData("E_o2", "E[2]")]
    [InlineData("E_total", "E")]
    [InlineData("delta_o1", "d2[1]")]
    [InlineData("δ_o1", "d2[1]")]
    [InlineData("dE/dw5", "gW2[1,1]")]
    [InlineData("∂E_total/∂w5", "gW2[1,1]")]
    [InlineData("dE/db1", "gb1[1]")]
    [InlineData("dE/dout_h1", "s1[1]")]
    [InlineData("dE_o2/dout_h1", "s1[1,2]")]
    [InlineData("dE_total/dout_o1", "e[1]")]
    [InlineData("dE_o1/dout_o1", "e[1]")]
    [InlineData("dE/dnet_h1", "d1[1]")]
    [InlineData("dE_o1/dnet_o1", "d2[1]")]
    [InlineData("dout_h1/dnet_h1", "phi'1[1]")]
    [InlineData(" z1[2] ", "z1[2]")]
    public void A_name_of_the_tutorial_is_found(string name, string id) => Assert.Equal(id, Samples.Tutorial(1).Find(name).Id);

    [Theory]
    [InlineData("m_w7", "mW1[2,3]")]
    [InlineData("v_b_h1+", "vb1'[1]")]
    [InlineData("dJ/dw7", "rW1[2,3]")]
    [InlineData("net_h1@3", "z1[1]@3")]
    [InlineData("net_h1", "z1[1]@1")]
    [InlineData("dE/dw1@2", "gW1[1,1]@2")]
    [InlineData("E", "E")]
    [InlineData("E@2", "E@2")]
    [InlineData("dE_total/dout_h1@2", "s1[1]@2")]
    public void So_are_those_of_a_batch_and_of_an_optimizer_with_memory(string name, string id) => Assert.Equal(id, Samples.Iris(1).Find(name).Id);

    [Theory]
    [InlineData("w9", "w8")]
    [InlineData("w0", "w")]
    [InlineData("gW2[3,1]", "gW2[2,1]")]
    [InlineData("gw2[1,1]", "gW2[1,1]")]
    [InlineData("nett_h1", "net_h1")]
    [InlineData("outh_1", "out_h1")]
    [InlineData("dlta_o1", "delta_o1")]
    [InlineData("z3[1]", "z")]
    [InlineData("E[3]", "E[2]")]
    public void What_does_not_exist_is_refused_with_what_is_nearest(string name, string nearest)
    {
        var refused = Assert.Throws<BadInputException>(() => Samples.Tutorial(1).Find(name));
        Assert.StartsWith($"there is no quantity '{name}' here (did you mean '{nearest}", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("W1[1,1")]
    [InlineData("W1[1,1]]")]
    [InlineData("W[1,1]")]
    [InlineData("z1[1,1]")]
    [InlineData("x1[1]")]
    [InlineData("z1[0]")]
    [InlineData("z1[-1]")]
    [InlineData("z1[99999999999]")]
    [InlineData("z1[1]@1")]
    [InlineData("E@1")]
    [InlineData("E'")]
    [InlineData("e'[1]")]
    [InlineData("phi'2")]
    [InlineData("mW1[1,1]")]
    [InlineData("rW1[1,1]")]
    [InlineData("s2[1]")]
    [InlineData("dw5/dE")]
    [InlineData("dE_o1/dout_o2")]
    [InlineData("hello world")]
    public void Nonsense_is_refused(string name) => Assert.Throws<BadInputException>(() => Samples.Tutorial(1).Find(name));

    [Fact]
    public void In_a_large_network_the_nearest_name_is_found_without_looking_through_all()
    {
        var refused = Assert.Throws<BadInputException>(() => Samples.Picture().Find("gW2[3,1700]"));
        Assert.Contains("did you mean 'gW2[3,128]'?", refused.Message, StringComparison.Ordinal);
    }
}
