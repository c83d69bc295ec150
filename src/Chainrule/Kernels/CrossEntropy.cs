using System.Numerics;
using System.Runtime.CompilerServices;
using Chainrule.Algebra;

namespace Chainrule.Kernels;

/// <summary>
/// Softmax and cross-entropy of whole rows in one go: with m = max z and Z = Σ e^(z − m), p[k] = e^(z[k] − m) / Z, the error of an
/// output is t[k]·(m + ln Z − z[k]), and its derivative by z[k], summed over the outputs, p[k] − t[k] for targets that sum to 1.
/// Rows are often short, so as many rows as there are lanes are turned upright and computed at once, a lane for each:
/// <code>
///     row 0   z0 z1 z2             z0   row 0, 1, 2, … 15
///     row 1   z0 z1 z2     ──►     z1   row 0, 1, 2, … 15      max, exp, Σ, ln of 16 rows at the price of one
///     …                            z2   row 0, 1, 2, … 15
/// </code>
/// A sum over a row is that of <see cref="Reduce"/>, in either form.
/// </summary>
internal static class CrossEntropy
{
    /// <summary>Assigns p, errors and slopes, [rows, units] each, and the loss of each row.</summary>
    public static void Rows<T>(
        ReadOnlySpan<T> z, ReadOnlySpan<T> t, Span<T> p, Span<T> errors, Span<T> slopes, Span<T> losses, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var step = units <= Lanes<T>.Count && losses.Length > 1 ? Lanes<T>.Count : 1;
        for (var row = 0; row < losses.Length; row += step)
        {
            var rows = Math.Min(step, losses.Length - row);
            var (start, length) = (row * units, rows * units);
            ReadOnlySpan<T> logits = z.Slice(start, length), targets = t.Slice(start, length);
            Span<T> shares = p.Slice(start, length), e = errors.Slice(start, length), s = slopes.Slice(start, length);
            if (step == 1) losses[row] = Row(logits, targets, shares, e, s);
            else Upright(logits, targets, shares, e, s, losses.Slice(row, rows), units);
        }
    }

    private static T Row<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t, Span<T> p, Span<T> errors, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (z.Length <= Tail.Short) return FewOutputs(z, t, p, errors, slopes);
        var max = Reduce.Max(z);
        Traversal.Map(new Powers<T>(max), z, p);
        var sum = Reduce.Sum<T>(p);
        Traversal.Zip(new Surprise<T>(max + Scalar<T>.Log(new(sum)).Value), z, t, errors);
        Traversal.Map(new Quotient(double.CreateTruncating(sum)), p, p);
        Traversal.Zip(default(Difference), p, t, slopes);
        return Reduce.Sum<T>(errors);
    }

    private static T FewOutputs<T>(ReadOnlySpan<T> z, ReadOnlySpan<T> t, Span<T> p, Span<T> errors, Span<T> slopes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = new Scalar<T>(Reduce.Max(z));
        for (var k = 0; k < z.Length; k++) p[k] = Scalar<T>.Exp(new Scalar<T>(z[k]) - max).Value;
        var sum = Reduce.Sum<T>(p);
        var logSum = max + Scalar<T>.Log(new(sum));
        for (var k = 0; k < z.Length; k++)
        {
            p[k] /= sum;
            errors[k] = Surprise<T>.Of(logSum, new Scalar<T>(z[k]), new(t[k])).Value;
            slopes[k] = p[k] - t[k];
        }
        return Reduce.Sum<T>(errors);
    }

    [SkipLocalsInit]
    private static unsafe void Upright<T>(
        ReadOnlySpan<T> z, ReadOnlySpan<T> t, Span<T> p, Span<T> errors, Span<T> slopes, Span<T> losses, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Lanes<T>* logits = stackalloc Lanes<T>[units], targets = stackalloc Lanes<T>[units];
        Lanes<T>* powers = stackalloc Lanes<T>[units], e = stackalloc Lanes<T>[units], s = stackalloc Lanes<T>[units];
        TurnUp(z, logits, losses.Length, units);
        TurnUp(t, targets, losses.Length, units);

        Lanes<T> max = double.NegativeInfinity;
        for (var k = 0; k < units; k++) max = Lanes<T>.Max(max, logits[k]);
        for (var k = 0; k < units; k++) e[k] = powers[k] = Lanes<T>.Exp(logits[k] - max);
        var sum = Fold(e, units);
        var logSum = max + Lanes<T>.Log(sum);
        for (var k = 0; k < units; k++)
        {
            powers[k] /= sum;
            e[k] = Surprise<T>.Of(logSum, logits[k], targets[k]);
            s[k] = powers[k] - targets[k];
        }
        TurnBack(powers, p, losses.Length, units);
        TurnBack(e, errors, losses.Length, units);
        TurnBack(s, slopes, losses.Length, units);
        Tail.Store(Fold(e, units), losses);
    }

    /// <summary>The sum of up to a lane of numbers as a lane is folded, in every lane at once; uses up the numbers.</summary>
    private static unsafe Lanes<T> Fold<T>(Lanes<T>* x, int count) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var k = 0; k < count; k++) x[k] = 0 + x[k];
        for (var half = Lanes<T>.Count / 2; half > 0; half /= 2)
            for (var k = 0; k < half && k + half < count; k++) x[k] += x[k + half];
        return x[0];
    }

    private static unsafe void TurnUp<T>(ReadOnlySpan<T> rows, Lanes<T>* upright, int count, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* source = rows) Packing<T>.Pack(new(source, units, 1), count, units, (T*)upright, Lanes<T>.Count);
    }

    private static unsafe void TurnBack<T>(Lanes<T>* upright, Span<T> rows, int count, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* destination = rows) Packing<T>.Pack(new((T*)upright, Lanes<T>.Count, 1), units, count, destination, units);
    }

    // The constants of these operations are results of the engine and have its precision; a double holds a float exactly.

    private readonly struct Powers<T>(T max) : IMap where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double _max = double.CreateTruncating(max);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S x) where S : IAlgebra<S> => S.Exp(x - _max);
    }

    /// <summary>−t·ln p with ln p = z − ln Σ e^z, cut to finite numbers: for t = 0 an infinity would make a NaN.</summary>
    private readonly struct Surprise<T>(T logSum) : IZip where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly double _logSum = double.CreateTruncating(logSum);

        private static double Largest => typeof(T) == typeof(float) ? float.MaxValue : double.MaxValue;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public S Invoke<S>(S z, S t) where S : IAlgebra<S> => Of(_logSum, z, t);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static S Of<S>(S logSum, S z, S t) where S : IAlgebra<S> => t * S.Select(logSum - z - Largest, Largest, logSum - z);
    }
}
