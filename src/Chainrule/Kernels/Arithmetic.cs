using System.Runtime.CompilerServices;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

// The four rules of arithmetic as operations of a loop. A constant is a double that has the precision of the numbers it meets.

/// <summary>x + y</summary>
internal readonly struct Sum : IZip
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S x, S y) where S : IAlgebra<S> => x + y;
}

/// <summary>x − y</summary>
internal readonly struct Difference : IZip
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S x, S y) where S : IAlgebra<S> => x - y;
}

/// <summary>x · y</summary>
internal readonly struct Multiplication : IZip
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S x, S y) where S : IAlgebra<S> => x * y;
}

/// <summary>x − constant</summary>
internal readonly struct Less(double constant) : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S x) where S : IAlgebra<S> => x - constant;
}

/// <summary>x · factor</summary>
internal readonly struct Times(double factor) : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S x) where S : IAlgebra<S> => x * factor;
}

/// <summary>x / divisor</summary>
internal readonly struct Quotient(double divisor) : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S x) where S : IAlgebra<S> => x / divisor;
}

/// <summary>x², whose sum is a square of a norm.</summary>
internal readonly struct Square : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S x) where S : IAlgebra<S> => x * x;
}
