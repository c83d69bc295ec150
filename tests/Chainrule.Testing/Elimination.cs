namespace Chainrule.Testing;

/// <summary>Systems of linear equations by Gauss's elimination with 57 digits: the slow twin of every solver.</summary>
public static class Elimination
{
    /// <summary>x of A·x = b, with the largest pivot of each column; A by rows.</summary>
    public static BigFloat[] Solve(BigFloat[][] matrix, BigFloat[] right)
    {
        BigFloat[][] a = [.. matrix.Select((row, i) => (BigFloat[])[.. row, right[i]])];
        var n = a.Length;
        for (var c = 0; c < n; c++)
        {
            var pivot = c;
            for (var r = c + 1; r < n; r++)
                if (BigFloat.Abs(a[r][c]) > BigFloat.Abs(a[pivot][c])) pivot = r;
            (a[c], a[pivot]) = (a[pivot], a[c]);
            for (var r = c + 1; r < n; r++)
            {
                var factor = a[r][c] / a[c][c];
                for (var k = c; k <= n; k++) a[r][k] -= factor * a[c][k];
            }
        }
        var x = new BigFloat[n];
        for (var c = n - 1; c >= 0; c--)
        {
            var sum = a[c][n];
            for (var k = c + 1; k < n; k++) sum -= a[c][k] * x[k];
            x[c] = sum / a[c][c];
        }
        return x;
    }
}
