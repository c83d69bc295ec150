using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Chainrule.Algebra;
using Chainrule.Optimizers;

namespace Chainrule.Kernels;

/// <summary>The loop over all parameters of an array: w, g, m and v side by side, each read and written once.</summary>
internal static class UpdateLoop
{
    /// <summary>Assigns w, m and v; m and v are as long as w, or empty where the rule has no such memory.</summary>
    public static unsafe void Run<TRule, T>(TRule rule, Span<T> w, ReadOnlySpan<T> g, Span<T> m, Span<T> v)
        where TRule : struct, IUpdateRule<TRule>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        g = g[..w.Length];
        fixed (T* weights = w, gradients = g, first = m, second = v)
        {
            // A few parameters do without the loop that asks for lanes and threads.
            if (w.Length <= Tail.Short)
                for (var i = 0; i < w.Length; i++) One(rule, weights, gradients, first, second, i);
            else
                Slices.Run(new Update<TRule, T>(rule, weights, gradients, first, second), w.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void One<TRule, T>(TRule rule, T* w, T* g, T* m, T* v, int i)
        where TRule : struct, IUpdateRule<TRule>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scalar<T> x = new(w[i]), y = new(m == null ? T.Zero : m[i]), z = new(v == null ? T.Zero : v[i]);
        rule.Invoke(ref x, new(g[i]), ref y, ref z);
        w[i] = x.Value;
        if (m != null) m[i] = y.Value;
        if (v != null) v[i] = z.Value;
    }

    private readonly unsafe struct Update<TRule, T> : ISlice
        where TRule : struct, IUpdateRule<TRule>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly TRule _rule;
        private readonly T* _w, _g, _m, _v;

        public Update(TRule rule, T* w, T* g, T* m, T* v)
        {
            _rule = rule;
            _w = w;
            _g = g;
            _m = m;
            _v = v;
        }

        public int Lane => Lanes<T>.Count;

        public void Run(int start, int end)
        {
            var i = Vector512.IsHardwareAccelerated ? Full<Lanes<T>>(start, end) : Full<HalfLanes<T>>(start, end);
            if (i == end) return;
            if (Vector512.IsHardwareAccelerated) Padded(i, end - i);
            else
                for (; i < end; i++) One(_rule, _w, _g, _m, _v, i);
        }

        private int Full<V>(int i, int end) where V : struct, IVector<V, T>
        {
            for (; i <= end - V.Count; i += V.Count)
            {
                V x = V.Load(in _w[i], 0), y = default, z = default;
                if (_m != null) y = V.Load(in _m[i], 0);
                if (_v != null) z = V.Load(in _v[i], 0);
                _rule.Invoke(ref x, V.Load(in _g[i], 0), ref y, ref z);
                x.Store(ref _w[i], 0);
                if (_m != null) y.Store(ref _m[i], 0);
                if (_v != null) z.Store(ref _v[i], 0);
            }
            return i;
        }

        private void Padded(int i, int count)
        {
            Lanes<T> x = Tail.Load(_w + i, count), y = 0, z = 0;
            if (_m != null) y = Tail.Load(_m + i, count);
            if (_v != null) z = Tail.Load(_v + i, count);
            _rule.Invoke(ref x, Tail.Load(_g + i, count), ref y, ref z);
            Tail.Store(x, _w + i, count);
            if (_m != null) Tail.Store(y, _m + i, count);
            if (_v != null) Tail.Store(z, _v + i, count);
        }
    }
}
