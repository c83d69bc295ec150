using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;
using Chainrule.Functions;
using Chainrule.Kernels;

namespace Chainrule.Losses;

/// <summary>The loops of a loss, over rows of the outputs of a network; found once, as those of an <see cref="ActivationKernel{T}"/>.</summary>
internal abstract class LossKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The last steps of the forward pass and the first of the backward pass. All spans but the last are whole rows.</summary>
    /// <param name="activation">φ of the output layer.</param>
    /// <param name="z">Its net inputs.</param>
    /// <param name="a">Assigned φ(z).</param>
    /// <param name="t">Targets.</param>
    /// <param name="errors">Assigned E[k], the error of each output.</param>
    /// <param name="slopes">
    /// Assigned ∂E/∂o by the output a; where the loss contains its activation, by the net input z, which is then already δ.
    /// </param>
    /// <param name="losses">Assigned the loss of each row, the sum of its errors.</param>
    public abstract void Run(
        ActivationKernel<T> activation, ReadOnlySpan<T> z, Span<T> a, ReadOnlySpan<T> t, Span<T> errors, Span<T> slopes, Span<T> losses);
}

/// <summary>Number by number.</summary>
internal sealed class ElementwiseLossKernel<TError, T>(TError error, int outputs) : LossKernel<T>
    where TError : struct, IError
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ErrorValue<TError> _value = new(error, outputs);
    private readonly ErrorSlope<TError> _slope = new(error, outputs);

    public override void Run(
        ActivationKernel<T> activation, ReadOnlySpan<T> z, Span<T> a, ReadOnlySpan<T> t, Span<T> errors, Span<T> slopes, Span<T> losses)
    {
        activation.Forward(z, a, outputs);
        Traversal.Zip(_value, TError.OnLogits ? z : a, t, errors);
        Traversal.Zip(_slope, TError.OnLogits ? z : a, t, slopes);
        for (var m = 0; m < losses.Length; m++)
            losses[m] = Reduce.Sum<T>(errors.Slice(m * outputs, outputs));
    }
}

/// <summary>Softmax, cross-entropy and their common derivative p − t from one pass of exponentials.</summary>
internal sealed class CrossEntropyKernel<T>(int outputs) : LossKernel<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override void Run(
        ActivationKernel<T> activation, ReadOnlySpan<T> z, Span<T> a, ReadOnlySpan<T> t, Span<T> errors, Span<T> slopes, Span<T> losses) =>
        CrossEntropy.Rows(z, t, a, errors, slopes, losses, outputs);
}

/// <summary>The error of an output, with its share in a mean over outputs.</summary>
internal readonly struct ErrorValue<TError>(TError error, int outputs) : IZip where TError : struct, IError
{
    private readonly double _share = TError.MeanOverOutputs ? 1.0 / outputs : 1;
    private readonly ErrorConstant<TError> _constant = new(error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S o, S t) where S : IAlgebra<S> => _share == 1 ? _constant.Error.F(o, t) : _share * _constant.Error.F(o, t);
}

/// <summary>Its derivative.</summary>
internal readonly struct ErrorSlope<TError>(TError error, int outputs) : IZip where TError : struct, IError
{
    private readonly double _share = TError.MeanOverOutputs ? 1.0 / outputs : 1;
    private readonly ErrorConstant<TError> _constant = new(error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public S Invoke<S>(S o, S t) where S : IAlgebra<S> => _share == 1 ? _constant.Error.DF(o, t) : _share * _constant.Error.DF(o, t);
}

/// <summary>
/// An error as the one double that it has, or none: an empty struct among the fields of an operation would keep the JIT from holding the
/// others in registers, at a tenth of the time of a small step.
/// </summary>
internal readonly struct ErrorConstant<TError>(TError error) where TError : struct, IError
{
    private readonly double _value = HasConstant ? Unsafe.BitCast<TError, double>(error) : 0;

    public TError Error
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => HasConstant ? Unsafe.BitCast<double, TError>(_value) : default;
    }

    private static bool HasConstant => Unsafe.SizeOf<TError>() == sizeof(double);
}
