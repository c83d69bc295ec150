using System.Globalization;

namespace Chainrule.Peers;

/// <summary>How much of the machine went to other programs since this was made: what was measured beside them is worth little.</summary>
internal sealed class Quiet
{
    private readonly (double All, double Busy, double Own) _before = Read();

    public string Report()
    {
        var now = Read();
        var others = (now.Busy - _before.Busy - (now.Own - _before.Own)) / (now.All - _before.All);
        return $"Other programs took {Math.Max(0, others):P0} of the machine meanwhile.";
    }

    /// <summary>Ticks of all processors, those not idle, and those of this process and its ended children.</summary>
    private static (double All, double Busy, double Own) Read()
    {
        // "cpu user nice system idle iowait irq softirq steal ..."
        var machine = Numbers(File.ReadLines("/proc/stat").First()[3..]).Take(8).ToArray();
        // Behind the name in brackets and the state come numbers: ten others, then user, system, and both of the ended children.
        var own = Numbers(File.ReadAllText("/proc/self/stat").Split(')')[^1][3..]).Skip(10).Take(4).Sum();
        return (machine.Sum(), machine.Sum() - machine[3] - machine[4], own);
    }

    private static IEnumerable<double> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture));
}
