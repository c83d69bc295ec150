using System.Numerics;
using BenchmarkDotNet.Attributes;
using Chainrule.Kernels;

namespace Chainrule.Benchmarks;

/// <summary>The three products of a dense layer, by shape. GFLOP/s = 2 · rows · inputs · units / ns.</summary>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class Products<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] _x = [], _w = [], _b = [], _z = [], _s = [], _g = [];

    /// <summary>From one row through a tiny layer to a large square; and ragged ones, no multiple of any tile.</summary>
    [Params("1x2x2", "1x784x128", "32x4x16", "32x784x30", "64x784x128", "128x512x512", "1024x1024x1024", "7x17x13", "33x257x65", "61x1021x127")]
    public string RowsInputsUnits { get; set; } = "";

    private int Rows => _z.Length / Units;

    private int Units => _b.Length;

    [GlobalSetup]
    public void Draw()
    {
        var sizes = RowsInputsUnits.Split('x').Select(int.Parse).ToArray();
        var (rows, inputs, units) = (sizes[0], sizes[1], sizes[2]);
        (_x, _w, _b, _z) = (Numbers.Draw<T>(rows * inputs), Numbers.Draw<T>(units * inputs), Numbers.Draw<T>(units), Numbers.Draw<T>(rows * units));
        (_s, _g) = (new T[rows * inputs], new T[units * inputs]);
    }

    [Benchmark]
    public void Forward() => MatMul.Forward<T>(_x, _w, _b, _z, Rows);

    [Benchmark]
    public void InputGradient() => MatMul.InputGradient<T>(_z, _w, _s, Rows, Units);

    [Benchmark]
    public void WeightGradient() => MatMul.WeightGradient<T>(_z, _x, _g, Rows, Units, T.One);
}
