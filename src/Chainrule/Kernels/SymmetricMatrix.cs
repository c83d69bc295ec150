namespace Chainrule.Kernels;

/// <summary>
/// A symmetric matrix [n, n] of doubles, row by row, of which the lower triangle counts. Its sums of squares and its Cholesky factor are made a
/// panel of columns at a time, from matrix products, in an order that docs/numerics.md writes down.
/// </summary>
internal sealed unsafe class SymmetricMatrix(int n)
{
    /// <summary>How many columns a panel has; part of the numeric contract.</summary>
    private const int PanelWidth = 64;

    private readonly double[] _values = new double[checked(n * n)], _panel = new double[n * Math.Min(n, PanelWidth)];

    /// <summary>Element (i, j) of the lower triangle.</summary>
    public ref double this[int i, int j] => ref _values[i * n + j];

    public void Clear() => _values.AsSpan().Clear();

    public void CopyFrom(SymmetricMatrix other) => other._values.CopyTo(_values, 0);

    /// <summary>Adds xᵀx for an x of so many rows, [rows, n].</summary>
    public void AddSquare(ReadOnlySpan<double> x, int rows)
    {
        fixed (double* source = x, values = _values, panel = _panel)
            for (var c = 0; c < n; c += PanelWidth)
            {
                var columns = new Operand<double>(source + c, 1, n);
                var width = Math.Min(PanelWidth, n - c);
                Product<double>.Run(columns, columns, panel, n - c, rows, width);
                for (var i = 0; i < n - c; i++)
                    for (var j = 0; j < width; j++)
                        values[(nint)(c + i) * n + c + j] += panel[i * width + j];
            }
    }

    /// <summary>Assigns the lower triangle L of A = L·Lᵀ; false where A is not positive definite, to rounding, and lost.</summary>
    public bool TryFactor()
    {
        fixed (double* values = _values, panel = _panel)
            for (var c = 0; c < n; c += PanelWidth)
            {
                var width = Math.Min(PanelWidth, n - c);
                if (c > 0) SubtractEarlier(values, panel, c, width);
                if (!FactorCorner(values, c, width)) return false;
                var below = new Below(values, n, c, width);
                Threads.Run(below, below.Parts);
            }
        return true;
    }

    /// <summary>After <see cref="TryFactor"/>: assigns x of L·Lᵀ·x = b in place of b.</summary>
    public void Solve(Span<double> b)
    {
        for (var i = 0; i < n; i++) b[i] = (b[i] - Reduce.Dot(_values.AsSpan(i * n, i), b[..i])) / _values[i * n + i];
        for (var i = n - 1; i >= 0; i--)
        {
            b[i] /= _values[i * n + i];
            for (var j = 0; j < i; j++) b[j] = double.MultiplyAddEstimate(-b[i], _values[i * n + j], b[j]);
        }
    }

    /// <summary>Subtracts from a panel, from its corner down, what the columns before it have in it.</summary>
    private void SubtractEarlier(double* values, double* panel, int c, int width)
    {
        var rows = new Operand<double>(values + (nint)c * n, n, 1);
        Product<double>.Run(rows, rows, panel, n - c, c, width);
        for (var i = 0; i < n - c; i++)
            for (var j = 0; j < width; j++)
                values[(nint)(c + i) * n + c + j] -= panel[i * width + j];
    }

    /// <summary>The corner on the diagonal, number by number.</summary>
    private bool FactorCorner(double* values, int c, int width)
    {
        for (var i = c; i < c + width; i++)
        {
            var row = values + (nint)i * n;
            SolveRow(values, n, row, c, i);
            var square = row[i] - Straight.Dot(row + c, 1, row + c, 1, i - c);
            if (!(square > 0) || !double.IsFinite(square)) return false;
            row[i] = Math.Sqrt(square);
        }
        return true;
    }

    /// <summary>Solves x·Lᵀ = row for the columns from c to the one before end.</summary>
    private static void SolveRow(double* values, int n, double* row, int c, int end)
    {
        for (var j = c; j < end; j++)
        {
            var earlier = values + (nint)j * n;
            row[j] = (row[j] - Straight.Dot(row + c, 1, earlier + c, 1, j - c)) / earlier[j];
        }
    }

    /// <summary>The rows below a corner, which do not need each other.</summary>
    private readonly struct Below(double* values, int n, int c, int width) : IWork
    {
        private readonly double* _values = values;

        public int Parts { get; } = Threads.Worthwhile((long)(n - c - width) * width * width);

        public void Run(int part)
        {
            var (first, count) = (c + width, (long)(n - c - width));
            for (var i = first + (int)(count * part / Parts); i < first + (int)(count * (part + 1) / Parts); i++)
                SolveRow(_values, n, _values + (nint)i * n, c, first);
        }
    }
}
