using System.Globalization;
using Chainrule.Testing;

namespace Chainrule.Fuzz.Tests;

/// <summary>
/// Damaged files of every kind through the whole tool: exit code 0, or 2 with one sentence; never a crash, a hang or a huge allocation.
/// CHAINRULE_FUZZ_COUNT and CHAINRULE_FUZZ_SEED ask for more than the tests do; eng/fuzz.sh sets them.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const int Few = 1000, ChildEvery = 100;

    [Fact]
    public void Damaged_files_are_used_or_refused()
    {
        var (count, seed) = (Variable("CHAINRULE_FUZZ_COUNT", Few), Variable("CHAINRULE_FUZZ_SEED", 1));
        using var bench = new Bench();
        var kinds = FileKind.All(bench);
        var tallies = kinds.ToDictionary(kind => kind.Name, _ => new Tally());
        var faults = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var (kind, number) = (kinds[i % kinds.Length], (seed * 1_000_000) + i);
            var mutator = new Mutator(number);
            var damaged = mutator.Damage(kind.Samples[mutator.Next(kind.Samples.Length)], kind.Samples[mutator.Next(kind.Samples.Length)]);
            var isMended = kind.Mend is not null && mutator.Next(4) > 0;
            if (isMended) damaged = kind.Mend!(damaged);
            var command = kind.Commands[mutator.Next(kind.Commands.Length)];
            bench.Put(kind.Name, damaged);
            var isChild = i % ChildEvery == ChildEvery - 1;
            var outcome = isChild ? ChildProcess.Run(bench.Folder, command) : InProcess.Run(bench.Folder, command);
            tallies[kind.Name].Add(outcome);
            if (outcome.Fault(command.StartsWith("train", StringComparison.Ordinal)) is { } fault)
                Report(fault);
            // What does not bear its own checksum any more must not change a number.
            else if (!isMended && outcome.Code == 0 && kind.Result is { } result && !result.AsSpan().SequenceEqual(File.ReadAllBytes(bench.PathOf(FileKind.Output))))
                Report("gave other numbers");

            void Report(string fault) => faults.Add($"case {number} {(isChild ? "(child) " : "")}{Keep(kind.Name, number, damaged)}: {command}: {fault}: {outcome.Said.Split('\n')[0]}");
        }
        foreach (var (name, tally) in tallies) output.WriteLine($"{name,-15} {tally}");
        Assert.True(faults.Count == 0, $"{faults.Count} of {count} cases:\n{string.Join('\n', faults.Take(40))}");
        // Both ends happen, or the fuzzing would prove nothing.
        // A cache is never refused: what is wrong is written anew.
        Assert.All(tallies.Where(_ => count >= Few), tally =>
            Assert.True(tally.Value.Done > 0 && tally.Value.Refused > 0 != (tally.Key == "t.csv.cache"), $"{tally.Key} {tally.Value}"));
    }

    /// <summary>Or what is found out about damaged ones would be about the commands.</summary>
    [Fact]
    public void Good_files_are_used()
    {
        using var bench = new Bench();
        foreach (var kind in FileKind.All(bench))
            foreach (var sample in kind.Samples)
                foreach (var command in kind.Commands)
                {
                    bench.Put(kind.Name, kind.Mend is null ? sample : kind.Mend(sample));
                    var outcome = InProcess.Run(bench.Folder, command);
                    Assert.True(outcome.Code == 0, $"{command}: {outcome.Said}");
                    if (kind.Result is not null) Assert.Equal(kind.Result, File.ReadAllBytes(bench.PathOf(FileKind.Output)));
                }
    }

    private static int Variable(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>Writes the file that was the trouble where a person finds it.</summary>
    private static string Keep(string name, int number, byte[] damaged)
    {
        var folder = Repository.PathOf("artifacts", "fuzz");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{number}-{name}");
        File.WriteAllBytes(path, damaged);
        return path;
    }

    /// <summary>How the cases of a kind ended.</summary>
    private sealed class Tally
    {
        private int _failed;
        private double _slowest;
        private long _largest;

        public int Done { get; private set; }

        public int Refused { get; private set; }

        public void Add(Outcome outcome)
        {
            if (outcome.Code == 0) Done++;
            else if (outcome.Code == 2) Refused++;
            else _failed++;
            (_slowest, _largest) = (Math.Max(_slowest, outcome.Seconds), Math.Max(_largest, outcome.Bytes));
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"used {Done,5}   refused {Refused,5}   other {_failed,3}   slowest {_slowest,5:F2} s   most memory {_largest / 1e6,4:F0} MB");
    }
}
