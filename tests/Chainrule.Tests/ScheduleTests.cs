using System.Text.Json;
using Chainrule.Kernels;
using Chainrule.Schedules;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Schedules against the rates of PyTorch's schedulers (tests/reference/schedules.json, made by the script beside it).</summary>
public class ScheduleTests
{
    private static readonly JsonElement s_reference =
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests", "reference", "schedules.json"))).RootElement;

    private static readonly JsonElement[] s_cases = [.. s_reference.GetProperty("cases").EnumerateArray()];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Fact]
    public void The_reference_has_every_schedule() =>
        Assert.Equal(Schedule.All.Select(schedule => schedule.Name).Order(), s_cases.Select(Name).Distinct().Order());

    [Theory, MemberData(nameof(Cases))]
    public void The_rate_of_every_update_is_that_of_PyTorch(int index)
    {
        var (schedule, expected, perEpoch) = (Read(s_cases[index]), Rates(s_cases[index]), s_cases[index].GetProperty("updatesPerEpoch").GetInt32());
        var now = new Moment(0, perEpoch, s_cases[index].GetProperty("epochs").GetInt32(), Plateau.Start);
        for (var update = 0; update < expected.Length; update++)
        {
            now = now with { Update = update };
            Compare.Close(0.5 * schedule.Factor(now), expected[update], 1e-12, 1e-15, $"{schedule}, update {update}");
            if (s_cases[index].TryGetProperty("losses", out var losses)) now = now with { Plateau = schedule.Learn(now.Plateau, losses[update].GetDouble()) };
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void A_training_follows_its_schedule(int index)
    {
        var (schedule, expected) = (Read(s_cases[index]), Rates(s_cases[index]));
        // Ten rows in as many updates as the case has in an epoch; the losses are the training's own, so a plateau is left to the next test.
        var (perEpoch, epochs) = (s_cases[index].GetProperty("updatesPerEpoch").GetInt32(), s_cases[index].GetProperty("epochs").GetInt32());
        if (schedule is PlateauSchedule) return;
        var data = new DataSet<double>(Numbers.Uniform<double>(10 * perEpoch - 3, 1), Numbers.Uniform<double>(10 * perEpoch - 3, 2), 10 * perEpoch - 3);
        var rates = new List<double>();
        new Trainer<double>(new(1, [new(1)], Loss.Huber), new Sgd(0.5), new() { Epochs = epochs, BatchSize = 10, Schedule = schedule })
            .Fit(data, onEpoch: report => rates.Add(report.LearningRate));
        Compare.Close(rates.ToArray(), [.. expected.Chunk(perEpoch).Select(epoch => epoch[^1])], 1e-12);
    }

    [Fact]
    public void A_plateau_is_one_of_the_validation_loss_if_there_is_one()
    {
        // The network fits its validation data from the start and gets worse with every epoch, while the training loss falls.
        var network = new Network<double>(1, [new(1)], Loss.MeanSquaredError, seed: 3);
        var (x, rates) = (Numbers.Uniform<double>(20, 1), new List<double>());
        var validation = new DataSet<double>(x, network.Predict(x), 20);
        var options = new TrainingOptions { Epochs = 7, Schedule = new PlateauSchedule { Gamma = 0.5, Patience = 2 } };
        new Trainer<double>(network, new Sgd(0.01), options).Fit(new DataSet<double>(x, [.. x.Select(v => 5 - v)], 20), validation, report => rates.Add(report.LearningRate));
        // The first epoch is the best; two are waited for, the third halves the rate.
        Assert.Equal([0.01, 0.01, 0.01, 0.01, 0.005, 0.005, 0.005], rates);
    }

    [Fact]
    public void The_cosine_is_that_of_mathematics()
    {
        for (var i = 0; i <= 1000; i++)
            Compare.Close(Doubles.HalfCosine(i / 1000.0), (1 + Math.Cos(Math.PI * i / 1000.0)) / 2, 0, 4.5e-16, $"{i} of 1000");
        Assert.Equal(1, Doubles.HalfCosine(0));
    }

    [Fact]
    public void Settings_that_mean_nothing_are_refused()
    {
        foreach (var wrong in new[] { 0, 1, -1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule { Gamma = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialSchedule { Gamma = wrong });
            Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule { Gamma = wrong });
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepSchedule { Every = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PlateauSchedule { Patience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineSchedule { WarmUp = -1 });
    }

    private static string Name(JsonElement expected) => expected.GetProperty("name").GetString()!;

    private static double[] Rates(JsonElement expected) => [.. expected.GetProperty("rates").EnumerateArray().Select(rate => rate.GetDouble())];

    private static Schedule Read(JsonElement expected)
    {
        var gamma = expected.TryGetProperty("gamma", out var g) ? g.GetDouble() : 0;
        var n = expected.TryGetProperty("n", out var count) ? count.GetInt32() : 0;
        return Schedule.Named(Name(expected)) switch
        {
            StepSchedule step => step with { Gamma = gamma, Every = n, WarmUp = WarmUp() },
            ExponentialSchedule exponential => exponential with { Gamma = gamma, WarmUp = WarmUp() },
            PlateauSchedule plateau => plateau with { Gamma = gamma, Patience = n },
            var other => other with { WarmUp = WarmUp() },
        };

        int WarmUp() => expected.GetProperty("warmUp").GetInt32();
    }
}
