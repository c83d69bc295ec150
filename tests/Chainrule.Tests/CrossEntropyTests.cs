using System.Numerics;
using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Softmax and cross-entropy in one go: many rows at once are each row alone, and all is what the definitions say.</summary>
public class CrossEntropyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void Rows_computed_together_are_rows_computed_alone(int units)
    {
        foreach (var rows in new[] { 1, 2, 7, 8, 16, 17, 33 })
        {
            Together<float>(rows, units);
            Together<double>(rows, units);
        }
    }

    [Fact]
    public void They_are_what_the_definitions_say()
    {
        foreach (var units in new[] { 1, 3, 10, 40 })
        {
            var run = new Run<double>(5, units);
            for (var m = 0; m < 5; m++)
            {
                var z = run.Z.Skip(m * units).Take(units).ToArray();
                var sum = z.Sum(Math.Exp);
                for (var k = 0; k < units; k++)
                {
                    var (p, t, at) = (Math.Exp(z[k]) / sum, run.Targets[m * units + k], m * units + k);
                    Compare.Close(run.P[at], p, 1e-13);
                    Compare.Close(run.Errors[at], -t * Math.Log(p), 1e-12, 1e-14);
                    Compare.Close(run.Slopes[at], p - t, 1e-12, 1e-15);
                }
                Compare.Close(run.Losses[m], run.Errors.Skip(m * units).Take(units).Sum(), 1e-13);
            }
        }
    }

    [Theory]
    [InlineData(1e308, -1e308)]
    [InlineData(1e308, 1e308)]
    [InlineData(-1e308, -1e308)]
    [InlineData(-800, 799)]
    public void The_loss_is_finite_for_any_finite_logits(double a, double b)
    {
        foreach (var units in new[] { 2, 3, 40 })
            foreach (var rows in new[] { 1, 16 })
            {
                var run = new Run<double>(rows, units, at => at % units == 0 ? a : b, at => at % units == units - 1 ? 1 : 0);
                Assert.All(run.Losses.Concat(run.Slopes), value => Assert.True(double.IsFinite(value)));
            }
    }

    private static void Together<T>(int rows, int units) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var all = new Run<T>(rows, units);
        for (var row = 0; row < rows; row++)
        {
            var alone = new Run<T>(1, units, at => double.CreateTruncating(all.Z[row * units + at]), at => double.CreateTruncating(all.Targets[row * units + at]));
            Compare.SameBits<T>(all.P.AsSpan(row * units, units), alone.P);
            Compare.SameBits<T>(all.Errors.AsSpan(row * units, units), alone.Errors);
            Compare.SameBits<T>(all.Slopes.AsSpan(row * units, units), alone.Slopes);
            Compare.SameBits<T>([all.Losses[row]], alone.Losses);
        }
    }

    private sealed class Run<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public Run(int rows, int units, Func<int, double>? z = null, Func<int, double>? t = null)
        {
            Z = z is null ? Numbers.Uniform<T>(rows * units, 1, 5) : [.. Enumerable.Range(0, rows * units).Select(at => T.CreateTruncating(z(at)))];
            Targets = t is null ? Numbers.Uniform<T>(rows * units, 2, 1) : [.. Enumerable.Range(0, rows * units).Select(at => T.CreateTruncating(t(at)))];
            (P, Errors, Slopes, Losses) = (new T[rows * units], new T[rows * units], new T[rows * units], new T[rows]);
            CrossEntropy.Rows<T>(Z, Targets, P, Errors, Slopes, Losses, units);
        }

        public T[] Z { get; }

        public T[] Targets { get; }

        public T[] P { get; }

        public T[] Errors { get; }

        public T[] Slopes { get; }

        public T[] Losses { get; }
    }
}
