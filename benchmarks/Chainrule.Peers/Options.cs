using System.Globalization;

namespace Chainrule.Peers;

/// <summary>What to measure and how long.</summary>
internal sealed record Options
{
    public const string Usage = """
        usage: Chainrule.Peers [THREADS]... [PART]... [--rows TEXT] [--rounds N] [--seconds X] [--data FOLDER]
          THREADS   how many threads both sides may use, one run each (default 1)
          PART      steps types products predict fann sklearn fashion data memory threads (default: all)
          --rows    only networks whose name contains TEXT, as in 784-128
          --rounds  how often the sides take turns; the median counts (default 5)
          --seconds how long a turn lasts at least (default 0.2)
          --data    where Fashion-MNIST is (default as Debian's dataset-fashion-mnist installs it)
        """;

    public IReadOnlyList<int> Threads { get; private init; } = [1];

    public IReadOnlyList<string> Parts { get; private init; } = [];

    public string Rows { get; private init; } = "";

    public int Rounds { get; private init; } = 5;

    public double Seconds { get; private init; } = 0.2;

    public string Data { get; private init; } = "/usr/share/datasets/fashion-mnist";

    /// <exception cref="FormatException">An argument is not understood; the message says which.</exception>
    public static Options Parse(string[] arguments, IReadOnlyCollection<string> parts)
    {
        var options = new Options();
        var (threads, chosen) = (new List<int>(), new List<string>());
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            if (argument.StartsWith("--", StringComparison.Ordinal))
                options = options.With(argument, i + 1 < arguments.Length ? arguments[++i] : throw new FormatException($"{argument} needs a value"));
            else if (int.TryParse(argument, out var count) && count > 0)
                threads.Add(count);
            else if (parts.Contains(argument))
                chosen.Add(argument);
            else
                throw new FormatException($"'{argument}' is neither a number of threads nor a part");
        }
        return options with { Threads = threads.Count > 0 ? threads : options.Threads, Parts = chosen.Count > 0 ? chosen : [.. parts] };
    }

    public IEnumerable<Row> Of(IEnumerable<Row> rows) => rows.Where(row => row.Name.Contains(Rows, StringComparison.Ordinal));

    private Options With(string name, string value) => name switch
    {
        "--data" => this with { Data = value },
        "--rows" => this with { Rows = value },
        "--rounds" when int.TryParse(value, out var rounds) && rounds > 0 => this with { Rounds = rounds },
        "--seconds" when double.TryParse(value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0 => this with { Seconds = seconds },
        _ => throw new FormatException($"'{name} {value}' is not understood"),
    };
}
