using System.Numerics;
using Chainrule.Kernels;
using Chainrule.Losses;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>
/// No kernel touches what lies beside its operands: every operand is memory between pages that may not be touched. A kernel that did would
/// end this process; <see cref="PromiseTests"/> runs these tests on other vector widths too.
/// </summary>
public class BoundsTests
{
    /// <summary>
    /// Rows, inputs, units: straight, slim, smaller than a tile, a little more than one, two blocks and two groups of columns and rows.
    /// </summary>
    private static readonly (int Rows, int Inputs, int Units)[] s_shapes =
    [
        (1, 1, 1), (1, 2, 2), (3, 5, 7), (19, 40, 9), (4, 100, 70), (2, 300, 3), (5, 33, 31), (7, 17, 65), (33, 37, 70), (13, 270, 19), (6, 16, 1030), (150, 9, 130), (151, 513, 34),
    ];

    public static TheoryData<bool> Ends => [true, false];

    [Theory]
    [MemberData(nameof(Ends))]
    public void Products_and_layers(bool atEnd)
    {
        Products<float>(atEnd);
        Products<double>(atEnd);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Elementwise_loops_and_sums(bool atEnd)
    {
        Loops<float>(atEnd);
        Loops<double>(atEnd);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Losses_and_gathered_rows(bool atEnd)
    {
        Rows<float>(atEnd);
        Rows<double>(atEnd);
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void Inner_products_and_symmetric_matrices(bool atEnd)
    {
        foreach (var length in Numbers.Lengths.Where(length => length is > 0 and < 260))
        {
            using var memory = new GuardedMemory(atEnd);
            Span<double> x = memory.Of(Numbers.Uniform<double>(3 * length, 1)), b = memory.Of(Numbers.Uniform<double>(length, 2));
            Reduce.Dot(b, x[..length]);
            var matrix = new SymmetricMatrix(length);
            matrix.AddSquare(x, 3);
            for (var i = 0; i < length; i++) matrix[i, i] += 1;
            Assert.True(matrix.TryFactor());
            matrix.Solve(b);
        }
    }

    private static void Products<T>(bool atEnd) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (rows, inputs, units) in s_shapes)
        {
            using var memory = new GuardedMemory(atEnd);
            Span<T> x = memory.Of<T>(Numbers.Uniform<T>(rows * inputs, 1)), w = memory.Of<T>(Numbers.Uniform<T>(units * inputs, 2));
            Span<T> b = memory.Of<T>(new T[units]), z = memory.Of<T>(new T[rows * units]), s = memory.Of<T>(new T[rows * inputs]);
            Span<T> g = memory.Of<T>(new T[units * inputs]), a = memory.Of<T>(new T[rows * units]);
            MatMul.Forward<T>(x, w, b, z, rows);
            MatMul.InputGradient<T>(z, w, s, rows, units);
            MatMul.WeightGradient<T>(z, x, g, rows, units, T.One);
            MatMul.BiasGradient<T>(z, b, rows, T.One);
            new PreparedWeights<T>(w, b).Forward(x, z, rows);
            Activation.Tanh.Kernel<T>().Forward(x, w, b, z, a, rows, inputs);
            Activation.Tanh.Kernel<T>().Backward(z, w, s, s, s, inputs, units);
            if (Straight.IsBest(rows, inputs, units)) Straight.Gradients<T>(z, x, g, b, rows, inputs, T.One);
        }
    }

    private static void Loops<T>(bool atEnd) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var length in Numbers.Lengths)
        {
            using var memory = new GuardedMemory(atEnd);
            Span<T> x = memory.Of<T>(Numbers.Uniform<T>(length, 1)), y = memory.Of<T>(Numbers.Uniform<T>(length, 2));
            Span<T> m = memory.Of<T>(new T[length]), v = memory.Of<T>(new T[length]);
            foreach (var activation in Activation.All.Where(activation => length > 0 || activation != Activation.Softmax))
            {
                activation.Kernel<T>().Forward(x, y, length);
                activation.Kernel<T>().Backward(x, y, y, length);
            }
            foreach (var optimizer in Optimizer.All.Where(optimizer => optimizer is not SecondOrder))
                optimizer.Kernel<T>().Run(x, y, optimizer.Slots > 0 ? m : [], optimizer.Slots > 1 ? v : []);
            Reduce.Sum<T>(x);
            Reduce.SumOf<Penalty, T>(new(1, 1), x);
        }
    }

    private static void Rows<T>(bool atEnd) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (rows, _, units) in s_shapes)
        {
            using var memory = new GuardedMemory(atEnd);
            Span<T> z = memory.Of<T>(Numbers.Uniform<T>(rows * units, 1)), a = memory.Of<T>(new T[z.Length]), t = memory.Of<T>(new T[z.Length]);
            Span<T> errors = memory.Of<T>(new T[z.Length]), slopes = memory.Of<T>(new T[z.Length]), losses = memory.Of<T>(new T[rows]);
            foreach (var loss in Loss.All)
                loss.Kernel<T>(units).Run(loss.OutputActivation(Activation.Identity).Kernel<T>(), z, a, t, errors, slopes, losses);
            Gather.Rows<T>(z, units, memory.Of<int>([.. Enumerable.Range(0, rows).Reverse()]), a);
        }
    }
}
