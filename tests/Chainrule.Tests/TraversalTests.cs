using System.Numerics;
using Chainrule.Algebra;
using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The elementwise loops and the sums, for every length around the lane count, against loops over single numbers.</summary>
public class TraversalTests
{
    [Fact]
    public void Map_does_to_every_number_what_a_scalar_loop_does()
    {
        Maps<float>();
        Maps<double>();
    }

    [Fact]
    public void Zip_does_to_every_pair_what_a_scalar_loop_does()
    {
        Zips<float>();
        Zips<double>();
    }

    [Fact]
    public void A_destination_that_is_too_short_is_refused_and_a_longer_one_keeps_its_rest()
    {
        Assert.ThrowsAny<ArgumentException>(() => Traversal.Map<Times, float>(new(2), new float[20], new float[19]));
        Assert.ThrowsAny<ArgumentException>(() => Traversal.Zip<Plus, float>(default, new float[20], new float[19], new float[20]));
        Assert.ThrowsAny<ArgumentException>(() => Traversal.Zip<Plus, float>(default, new float[20], new float[20], new float[19]));
        float[] destination = [.. Enumerable.Repeat(7f, 40)];
        Traversal.Map<Times, float>(new(2), new float[21], destination);
        Assert.All(destination[..21], x => Assert.Equal(0, x));
        Assert.All(destination[21..], x => Assert.Equal(7, x));
    }

    [Fact]
    public void Sum_adds_in_the_written_down_order()
    {
        Sums<float>(16);
        Sums<double>(8);
    }

    [Fact]
    public void Sum_is_right()
    {
        foreach (var length in Numbers.Lengths)
            Compare.Close(Reduce.Sum<double>([.. Enumerable.Range(1, length).Select(i => (double)i)]), length * (length + 1) / 2, 0);
        Compare.SameBits([Reduce.Sum<float>([])], [0f]);
        Assert.True(double.IsNaN(Reduce.Sum<double>([1, double.NaN])));
    }

    [Fact]
    public void Max_finds_the_largest_wherever_it_stands_and_any_NaN()
    {
        Assert.Equal(double.NegativeInfinity, Reduce.Max<double>([]));
        foreach (var length in Numbers.Lengths.Where(n => n is > 0 and < 70))
            for (var at = 0; at < length; at++)
            {
                var x = Enumerable.Repeat(-3f, length).ToArray();
                x[at] = -2;
                Assert.Equal(-2, Reduce.Max<float>(x));
                x[at] = float.NaN;
                Assert.True(float.IsNaN(Reduce.Max<float>(x)));
            }
    }

    private static void Maps<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var length in Numbers.Lengths)
        {
            var x = Numbers.Uniform<T>(length, length, 5);
            var expected = x.Select(value => new SquareOfExp().Invoke(new Scalar<T>(value)).Value).ToArray();
            var y = new T[length];
            Traversal.Map(default(SquareOfExp), x, y);
            Compare.SameBits<T>(y, expected, $"{length} numbers");
            Traversal.Map<SquareOfExp, T>(default, x, x);
            Compare.SameBits<T>(x, expected, $"{length} numbers in place");
        }
    }

    private static void Zips<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var length in Numbers.Lengths)
        {
            var (x, y) = (Numbers.Uniform<T>(length, length), Numbers.Uniform<T>(length, length + 1000));
            var expected = x.Zip(y, (a, b) => new Quotient().Invoke(new Scalar<T>(a), new Scalar<T>(b)).Value).ToArray();
            var (overX, overY, z) = (x.ToArray(), y.ToArray(), new T[length]);
            Traversal.Zip(default(Quotient), x, y, z);
            Traversal.Zip<Quotient, T>(default, overX, y, overX);
            Traversal.Zip<Quotient, T>(default, x, overY, overY);
            Compare.SameBits<T>(z, expected, $"{length} pairs");
            Compare.SameBits<T>(overX, expected, $"{length} pairs over the first");
            Compare.SameBits<T>(overY, expected, $"{length} pairs over the second");
        }
    }

    /// <summary>Element i to lane i mod count, each lane ascending, then the upper half onto the lower.</summary>
    private static void Sums<T>(int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var length in Numbers.Lengths)
        {
            var x = Numbers.Uniform<T>(length, length);
            var lanes = new T[count];
            for (var i = 0; i < length; i++) lanes[i % count] += x[i];
            for (var half = count / 2; half > 0; half /= 2)
                for (var i = 0; i < half; i++) lanes[i] += lanes[i + half];
            Compare.SameBits([Reduce.Sum<T>(x)], [lanes[0]], $"the sum of {length}");
        }
    }

    [Fact]
    public void An_inner_product_is_eight_chains_folded_by_halves()
    {
        foreach (var length in Numbers.Lengths)
        {
            var (x, y, lanes) = (Numbers.Uniform<double>(length, length), Numbers.Uniform<double>(length, length + 1000), new double[8]);
            for (var i = 0; i < length; i++) lanes[i % 8] = double.MultiplyAddEstimate(x[i], y[i], lanes[i % 8]);
            for (var half = 4; half > 0; half /= 2)
                for (var i = 0; i < half; i++) lanes[i] += lanes[i + half];
            Compare.SameBits([Reduce.Dot(x, y)], [lanes[0]], $"of {length}");
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => Reduce.Dot(new double[9], new double[8]));
    }

    private readonly struct SquareOfExp : IMap
    {
        public S Invoke<S>(S x) where S : IAlgebra<S> => S.Exp(x) * S.Exp(x) - 1;
    }

    private readonly struct Quotient : IZip
    {
        public S Invoke<S>(S x, S y) where S : IAlgebra<S> => (x - 1) / y;
    }

    private readonly struct Plus : IZip
    {
        public S Invoke<S>(S x, S y) where S : IAlgebra<S> => x + y;
    }

    private readonly struct Times(double factor) : IMap
    {
        public S Invoke<S>(S x) where S : IAlgebra<S> => x * factor;
    }
}
