using System.Numerics;
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
        if (w.Length <= Tail.Short)
        {
            for (var i = 0; i < w.Length; i++)
            {
                Scalar<T> x = new(w[i]), y = new(m.IsEmpty ? T.Zero : m[i]), z = new(v.IsEmpty ? T.Zero : v[i]);
                rule.Invoke(ref x, new(g[i]), ref y, ref z);
                w[i] = x.Value;
                if (!m.IsEmpty) m[i] = y.Value;
                if (!v.IsEmpty) v[i] = z.Value;
            }
            return;
        }
        fixed (T* weights = w, gradients = g, first = m, second = v)
            Slices.Run(new Update<TRule, T>(rule, weights, gradients, first, second), w.Length);
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
            var i = start;
            for (; i <= end - Lanes<T>.Count; i += Lanes<T>.Count)
            {
                Lanes<T> x = Lanes<T>.Load(in _w[i], 0), y = 0, z = 0;
                if (_m != null) y = Lanes<T>.Load(in _m[i], 0);
                if (_v != null) z = Lanes<T>.Load(in _v[i], 0);
                _rule.Invoke(ref x, Lanes<T>.Load(in _g[i], 0), ref y, ref z);
                x.Store(ref _w[i], 0);
                if (_m != null) y.Store(ref _m[i], 0);
                if (_v != null) z.Store(ref _v[i], 0);
            }
            if (i < end) Padded(i, end - i);
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
