using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Rows of probabilities and what belongs to them.</summary>
public class SoftmaxTests
{
    [Fact]
    public void A_row_is_its_definition_and_adds_up_to_1()
    {
        foreach (var length in Numbers.Lengths.Where(n => n > 0))
        {
            var z = Numbers.Uniform<double>(length, length, 5);
            var p = new double[length];
            Softmax.Rows<double>(z, p, z.Length);
            var sum = z.Sum(Math.Exp);
            Compare.Close(p, [.. z.Select(x => Math.Exp(x) / sum)], 1e-14);
            Compare.Close(p.Sum(), 1, 1e-14);
            Softmax.Rows<double>(z, z, z.Length);
            Compare.SameBits(z, p, "in place");
        }
    }

    [Theory]
    [InlineData(1e308, -1e308, 0)]
    [InlineData(1e308, 1e308, 1e308)]
    [InlineData(-1e308, -1e308, -1e308)]
    [InlineData(800, 799, -800)]
    [InlineData(1e308, double.NegativeInfinity, 0)]
    public void Huge_logits_give_finite_probabilities(double a, double b, double c)
    {
        var p = new double[3];
        Softmax.Rows<double>([a, b, c], p, 3);
        Assert.All(p, value => Assert.InRange(value, 0, 1));
        Compare.Close(p.Sum(), 1, 1e-15);
        var q = new float[3];
        Softmax.Rows<float>([(float)Math.Clamp(a, -3e38, 3e38), (float)Math.Clamp(b, -3e38, 3e38), (float)Math.Clamp(c, -3e38, 3e38)], q, 3);
        Compare.Close(q.Sum(), 1, 1e-6);
    }

    [Fact]
    public void The_gradient_of_a_row_is_that_of_the_full_Jacobian()
    {
        foreach (var length in new[] { 1, 2, 3, 7, 8, 9, 33, 256, 257, 300 })
        {
            var (z, s) = (Numbers.Uniform<double>(length, 1, 3), Numbers.Uniform<double>(length, 2));
            var (p, delta) = (new double[length], new double[length]);
            Softmax.Rows<double>(z, p, z.Length);
            Softmax.RowGradient<double>(s, p, delta);
            for (var i = 0; i < length; i++)
            {
                var expected = Enumerable.Range(0, length).Sum(k => s[k] * p[k] * ((i == k ? 1 : 0) - p[i]));
                Compare.Close(delta[i], expected, 1e-12, 1e-15, $"delta[{i}] of {length}");
            }
            Softmax.RowGradient<double>(s, p, s);
            Compare.SameBits(s, delta, "in place");
        }
    }

    [Fact]
    public void Rows_do_not_see_each_other()
    {
        var z = Numbers.Uniform<float>(5 * 3, 4);
        var (all, one) = (new float[z.Length], new float[3]);
        Activation.Softmax.Kernel<float>().Forward(z, all, 3);
        for (var row = 0; row < 5; row++)
        {
            Activation.Softmax.Kernel<float>().Forward(z.AsSpan(row * 3, 3), one, 3);
            Compare.SameBits<float>(all.AsSpan(row * 3, 3), one);
        }
    }

    [Fact]
    public void Rows_computed_together_are_rows_computed_alone()
    {
        var z = Numbers.Uniform<double>(5 * 7, 3);
        var together = new double[z.Length];
        Softmax.Rows<double>(z, together, 7);
        foreach (var start in new[] { 0, 7, 14, 21, 28 })
        {
            var alone = new double[7];
            Softmax.Rows<double>(z.AsSpan(start, 7), alone, 7);
            Compare.SameBits<double>(together.AsSpan(start, 7), alone);
        }
    }
}
