using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Tests.Solvers;

/// <summary>Sums of squares and Cholesky's factor, against what is slow and plain.</summary>
public class SymmetricMatrixTests
{
    public static TheoryData<int> Sizes => [1, 2, 3, 7, 31, 63, 64, 65, 100, 127, 128, 129, 200];

    [Theory, MemberData(nameof(Sizes))]
    public void A_sum_of_squares_is_exact_where_doubles_are(int n)
    {
        // Whole numbers below 2⁵³ are added without rounding, so that every order gives the same.
        foreach (var rows in new[] { 1, 5, 300 })
        {
            double[] x = [.. Enumerable.Range(0, rows * n).Select(i => i * 7919 % 201 - 100.0)];
            var matrix = new SymmetricMatrix(n);
            matrix.AddSquare(x, rows);
            matrix.AddSquare(x.AsSpan(0, n), 1);
            for (var i = 0; i < n; i++)
                for (var j = 0; j <= i; j++)
                    Assert.Equal(Enumerable.Range(0, rows).Sum(r => x[r * n + i] * x[r * n + j]) + x[i] * x[j], matrix[i, j]);
        }
    }

    [Theory, MemberData(nameof(Sizes))]
    public void The_factor_times_its_transpose_is_the_matrix(int n)
    {
        var (matrix, factor) = (Random(n, n + 5), new SymmetricMatrix(n));
        factor.CopyFrom(matrix);
        Assert.True(factor.TryFactor());
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++)
            {
                var product = Enumerable.Range(0, j + 1).Aggregate((BigFloat)0, (sum, k) => sum + (BigFloat)factor[i, k] * factor[j, k]);
                // Source of the bound: Higham, Accuracy and Stability of Numerical Algorithms, theorem 10.3.
                var bound = 2 * (n + 1) * Math.ScaleB(1, -53) * Math.Sqrt(matrix[i, i] * matrix[j, j]);
                Compare.Close((product - matrix[i, j]).ToDouble(), 0, 0, bound, $"[{i},{j}] of {n}");
            }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(65)]
    public void The_solution_is_that_of_an_elimination_with_57_digits(int n)
    {
        var matrix = Random(n, 2 * n);
        var b = Numbers.Uniform<double>(n, 3);
        var exact = Elimination.Solve(Whole(matrix, n), [.. b.Select(value => (BigFloat)value)]);
        Assert.True(matrix.TryFactor());
        matrix.Solve(b);
        Compare.Close(b, [.. exact.Select(value => value.ToDouble())], 1e-11, 1e-13, "x");
    }

    [Theory]
    [InlineData(4, 1e-11)]
    [InlineData(8, 1e-5)]
    [InlineData(11, 0.2)]
    public void A_Hilbert_matrix_is_solved_as_well_as_its_condition_allows(int n, double tolerance)
    {
        // Condition numbers 1.6e4, 1.5e10 and 5e14. The residual is small whatever the condition.
        var (matrix, factor) = (Hilbert(n), Hilbert(n));
        double[] b = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Sum(j => At(matrix, i, j)))];
        double[] x = [.. b];
        Assert.True(factor.TryFactor());
        factor.Solve(x);
        Compare.Close(x, [.. Enumerable.Repeat(1.0, n)], tolerance, 0, "x");
        for (var i = 0; i < n; i++)
        {
            var residual = Enumerable.Range(0, n).Aggregate((BigFloat)(-b[i]), (sum, j) => sum + (BigFloat)At(matrix, i, j) * x[j]);
            Compare.Close(residual.ToDouble(), 0, 0, 4 * n * n * Math.ScaleB(1, -53), "residual");
        }
    }

    [Fact]
    public void What_is_not_positive_definite_has_no_factor()
    {
        double[][] matrices = [[0, 0, 0], [1, 1, 1], [1, 2, 1], [-1, 0, 1], [1, 0, double.NaN], [double.PositiveInfinity, 0, 1]];
        foreach (var lower in matrices)
        {
            var matrix = new SymmetricMatrix(2);
            (matrix[0, 0], matrix[1, 0], matrix[1, 1]) = (lower[0], lower[1], lower[2]);
            Assert.False(matrix.TryFactor(), string.Join(' ', lower));
        }
        var late = Random(130, 200);
        late[129, 129] = -1;
        Assert.False(late.TryFactor());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Threads_change_no_bit(int threads)
    {
        const int N = 700;
        double[] Solved(int count)
        {
            var before = Threads.Count;
            try
            {
                Threads.Count = count;
                var (matrix, b) = (Random(N, 900), Numbers.Uniform<double>(N, 4));
                Assert.True(matrix.TryFactor());
                matrix.Solve(b);
                return b;
            }
            finally
            {
                Threads.Count = before;
            }
        }
        Compare.SameBits<double>(Solved(threads), Solved(1));
    }

    private static SymmetricMatrix Random(int n, int rows)
    {
        var matrix = new SymmetricMatrix(n);
        matrix.AddSquare(Numbers.Uniform<double>(rows * n, n), rows);
        return matrix;
    }

    private static SymmetricMatrix Hilbert(int n)
    {
        var matrix = new SymmetricMatrix(n);
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++) matrix[i, j] = 1.0 / (i + j + 1);
        return matrix;
    }

    private static double At(SymmetricMatrix matrix, int i, int j) => matrix[Math.Max(i, j), Math.Min(i, j)];

    private static BigFloat[][] Whole(SymmetricMatrix matrix, int n) =>
        [.. Enumerable.Range(0, n).Select(i => (BigFloat[])[.. Enumerable.Range(0, n).Select(j => (BigFloat)At(matrix, i, j))])];
}
