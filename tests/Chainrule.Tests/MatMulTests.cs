using System.Numerics;
using Chainrule.Algebra;
using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The products of a dense layer, to the bit, against loops over single numbers that add in the order the contract states.</summary>
public class MatMulTests
{
    private static readonly Random s_random = new(1);

    /// <summary>
    /// Rows, length of the sums, columns: every length up to a block of 256 and one more in each dimension, any such lengths together, odd
    /// shapes, and lengths around two blocks.
    /// </summary>
    private static readonly (int Rows, int Length, int Columns)[] s_shapes =
    [
        .. Enumerable.Range(1, 257).Select(n => (9, n, 17)),
        .. Enumerable.Range(1, 257).Select(n => (5, 17, n)),
        .. Enumerable.Range(1, 257).Select(n => (n, 5, 18)),
        .. Enumerable.Range(1, 40).Select(_ => (s_random.Next(1, 258), s_random.Next(1, 258), s_random.Next(1, 258))),
        (1, 1, 1), (1, 257, 1), (2, 3, 257), (257, 2, 3), (33, 65, 17), (7, 129, 31), (4, 64, 64),
        (2, 255, 9), (3, 256, 16), (4, 257, 17), (5, 511, 8), (6, 512, 15), (2, 513, 33), (1, 1025, 3),
    ];

    [Fact]
    public void Forward_is_the_chain_of_blocks_to_the_bit()
    {
        Forward<float>();
        Forward<double>();
    }

    [Fact]
    public void The_gradients_are_the_chain_of_blocks_to_the_bit()
    {
        Gradients<float>();
        Gradients<double>();
    }

    [Fact]
    public void The_products_are_right()
    {
        var (rows, inputs, units) = (3, 300, 5);
        var (x, w, b) = (Numbers.Uniform<double>(rows * inputs, 1), Numbers.Uniform<double>(units * inputs, 2), Numbers.Uniform<double>(units, 3));
        var z = new double[rows * units];
        MatMul.Forward<double>(x, w, b, z, rows);
        for (var m = 0; m < rows; m++)
            for (var j = 0; j < units; j++)
                Compare.Close(z[m * units + j], b[j] + Enumerable.Range(0, inputs).Sum(i => x[m * inputs + i] * w[j * inputs + i]), 1e-13, 1e-13);
    }

    [Fact]
    public void All_of_a_destination_is_assigned_and_nothing_beside_it()
    {
        var s = Enumerable.Repeat(double.NaN, 21).Append(7).ToArray();
        MatMul.InputGradient<double>(new double[6], new double[14], s.AsSpan(0, 21), 3, 2);
        Compare.SameBits(s, [.. new double[21], 7]);
    }

    private static void Forward<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (rows, inputs, units) in s_shapes)
        {
            var (x, w, b) = (Numbers.Uniform<T>(rows * inputs, 1), Numbers.Uniform<T>(units * inputs, 2), Numbers.Uniform<T>(units, 3));
            var z = new T[rows * units];
            MatMul.Forward<T>(x, w, b, z, rows);
            for (var m = 0; m < rows; m++)
                for (var j = 0; j < units; j++)
                {
                    var expected = Chain(inputs, i => x[m * inputs + i], i => w[j * inputs + i]) + b[j];
                    Same(z[m * units + j], expected, $"z[{m},{j}] of {rows}x{inputs}x{units}");
                }
        }
    }

    private static void Gradients<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (rows, length, columns) in s_shapes)
        {
            // Input gradients sum over the units, weight and bias gradients over the batch.
            var (delta, w, s) = (Numbers.Uniform<T>(rows * length, 1), Numbers.Uniform<T>(length * columns, 2), new T[rows * columns]);
            MatMul.InputGradient<T>(delta, w, s, rows, length);
            var (x, g, bias) = (Numbers.Uniform<T>(length * columns, 3), new T[rows * columns], new T[rows]);
            MatMul.WeightGradient<T>(delta, x, g, length, rows, T.One);
            MatMul.BiasGradient<T>(delta, bias, length, T.One);
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                {
                    var where = $"[{r},{c}] of {rows}x{length}x{columns}";
                    Same(s[r * columns + c], Chain(length, k => delta[r * length + k], k => w[k * columns + c]), $"s{where}");
                    Same(g[r * columns + c], Chain(length, k => delta[k * rows + r], k => x[k * columns + c]), $"g{where}");
                }
                Same(bias[r], Chain(length, _ => T.One, k => delta[k * rows + r]), $"gb[{r}] of {rows}x{length}");
            }
        }
    }

    /// <summary>Σ a(k)·b(k): blocks of 256, each a chain of x·y + sum from 0, added in order.</summary>
    private static T Chain<T>(int length, Func<int, T> a, Func<int, T> b) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        for (var start = 0; start < length; start += 256)
        {
            Scalar<T> block = 0;
            for (var k = start; k < Math.Min(start + 256, length); k++)
                block = Scalar<T>.MultiplyAdd(new(a(k)), new(b(k)), block);
            sum = start == 0 ? block.Value : sum + block.Value;
        }
        return sum;
    }

    private static void Same<T>(T actual, T expected, string what) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!actual.Equals(expected)) Compare.SameBits([actual], [expected], what);
    }
}
