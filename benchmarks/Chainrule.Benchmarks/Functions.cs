using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Chainrule.Functions;

namespace Chainrule.Benchmarks;

/// <summary>Functions of one number: the time of one number in an array of 4,096, which stays in the cache.</summary>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class Functions<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Count = 4096;
    private readonly T[] _x = [.. Numbers.Draw<T>(Count).Select(x => x * T.CreateTruncating(16))], _y = new T[Count], _slopes = new T[Count];
    private ActivationKernel<T> _kernel = null!;

    public static IEnumerable<string> Names => Activation.All.Where(function => function != Activation.Softmax).Select(function => function.Name);

    [ParamsSource(nameof(Names))]
    public string Function { get; set; } = "";

    [GlobalSetup]
    public void Find() => _kernel = Activation.Named(Function).Kernel<T>();

    [Benchmark(OperationsPerInvoke = Count)]
    public void Value() => _kernel.Forward(_x, _y, Count);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Slope() => _kernel.Backward(_x, _y, _slopes, Count);
}

/// <summary>The same in the class library, to compare with sigmoid, tanh and what is made of e^x.</summary>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class LibraryFunctions<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Count = 4096;
    private readonly T[] _x = [.. Numbers.Draw<T>(Count).Select(x => x * T.CreateTruncating(16))], _y = new T[Count];

    [Benchmark(OperationsPerInvoke = Count)]
    public void Sigmoid() => TensorPrimitives.Sigmoid<T>(_x, _y);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Tanh() => TensorPrimitives.Tanh<T>(_x, _y);

    [Benchmark(OperationsPerInvoke = Count)]
    public void Exp() => TensorPrimitives.Exp<T>(_x, _y);

    [Benchmark(OperationsPerInvoke = Count)]
    public void SoftMax() => TensorPrimitives.SoftMax<T>(_x, _y);
}
