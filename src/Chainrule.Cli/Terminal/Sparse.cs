using System.Globalization;

namespace Chainrule.Cli;

/// <summary>When a log gets its next line: at 1, 2, 5, 10, 20, 50, …, ever more rarely.</summary>
internal static class Sparse
{
    public static int After(int last) => last.ToString(CultureInfo.InvariantCulture)[0] == '2' ? last / 2 * 5 : last * 2;
}
