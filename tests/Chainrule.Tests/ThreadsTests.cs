using System.Collections.Concurrent;
using Chainrule.Kernels;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Every part is run once, by whoever is free; a failure reaches the caller; work in long loops is divided without a trace.</summary>
[Collection(nameof(ThreadsTests)), CollectionDefinition(nameof(ThreadsTests), DisableParallelization = true)]
public sealed class ThreadsTests : IDisposable
{
    private readonly int _count = Threads.Count;

    public void Dispose() => Threads.Count = _count;

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void A_number_of_threads_out_of_range_is_refused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Threads.Count = count);

    [Fact]
    public void Every_part_is_run_once_by_more_than_one_thread()
    {
        var threads = new ConcurrentDictionary<int, bool>();
        for (var round = 0; round < 200; round++)
        {
            var runs = new int[5];
            Threads.Run(new Part(part =>
            {
                Interlocked.Increment(ref runs[part]);
                threads[Environment.CurrentManagedThreadId] = true;
                if (round == 0) Thread.Sleep(20);
            }), 5);
            Assert.All(runs, count => Assert.Equal(1, count));
        }
        Assert.InRange(threads.Count, 2, Threads.Most);
    }

    [Fact]
    public void Sleepers_are_woken()
    {
        for (var round = 0; round < 5; round++)
        {
            Thread.Sleep(10);
            var together = new CountdownEvent(2);
            // Each part waits for the other, so the caller alone would never come back.
            Threads.Run(new Part(_ =>
            {
                together.Signal();
                Assert.True(together.Wait(TimeSpan.FromSeconds(30)));
            }), 2);
        }
    }

    [Fact]
    public void Work_within_work_and_beside_work_is_done_by_the_caller()
    {
        var runs = 0;
        Parallel.For(0, 20, _ => Threads.Run(new Part(_ => Threads.Run(new Part(_ => Interlocked.Increment(ref runs)), 3)), 3));
        Assert.Equal(180, runs);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 2)]
    [InlineData(3, 1)]
    [InlineData(3, 7)]
    [InlineData(100, 3)]
    public void Every_piece_is_done_once_and_pieces_begin_in_their_order(int count, int threads)
    {
        Threads.Count = threads;
        var begun = new ConcurrentQueue<int>();
        var (now, most) = (0, 0);
        Threads.ForEach(count, piece =>
        {
            begun.Enqueue(piece);
            lock (begun) most = Math.Max(most, ++now);
            Thread.Sleep(1);
            lock (begun) now--;
        });
        Assert.Equal(Enumerable.Range(0, count), begun.Order());
        Assert.True(most <= threads, $"{most} pieces at once");
        // Who takes a piece may be a moment late to say so.
        Assert.All(begun.Index(), piece => Assert.InRange(piece.Item, piece.Index - threads, piece.Index + threads));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failed_piece_ends_the_others_and_reaches_the_caller(int threads)
    {
        Threads.Count = threads;
        var done = 0;
        Assert.Throws<InvalidTimeZoneException>(() => Threads.ForEach(1000, piece =>
        {
            if (piece == 5) throw new InvalidTimeZoneException();
            Thread.Sleep(1);
            Interlocked.Increment(ref done);
        }));
        Assert.InRange(done, 3, 100);
        Threads.ForEach(10, _ => Interlocked.Increment(ref done));
    }

    [Fact]
    public void Trainings_side_by_side_give_the_bits_of_trainings_one_by_one()
    {
        double Train(int seed)
        {
            var random = new Random(seed);
            var data = new DataSet<float>([.. Enumerable.Range(0, 64 * 200).Select(_ => random.NextSingle())], [.. Enumerable.Range(0, 64).Select(_ => random.NextSingle())], 64);
            var network = new Network<float>(200, [new Dense(300, Activation.Relu), new Dense(1)], Loss.MeanSquaredError, seed: (ulong)seed);
            return new Trainer<float>(network, new Adam(), new() { Epochs = 3, BatchSize = 32 }).Fit(data).Best.TrainingLoss;
        }
        Threads.Count = 1;
        double[] expected = [.. Enumerable.Range(0, 6).Select(Train)];
        foreach (var threads in new[] { 2, 3 })
        {
            Threads.Count = threads;
            var actual = new double[6];
            Threads.ForEach(6, piece => actual[piece] = Train(piece));
            Compare.SameBits<double>(actual, expected);
        }
    }

    [Fact]
    public void A_failure_reaches_the_caller_and_ends_nothing_else()
    {
        for (var part = 0; part < 3; part++)
        {
            var failing = part;
            Assert.Throws<InvalidTimeZoneException>(() => Threads.Run(new Part(p =>
            {
                if (p == failing) throw new InvalidTimeZoneException();
            }), 3));
        }
        var runs = 0;
        Threads.Run(new Part(_ => Interlocked.Increment(ref runs)), 3);
        Assert.Equal(3, runs);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Long_loops_and_large_products_have_the_bits_of_one_thread(int count)
    {
        foreach (var length in new[] { 32_768, 200_003, 300_001 })
        {
            var x = Numbers.Uniform<float>(length, 1, 3);
            Compare.SameBits<float>(With(count, () => Mapped(x)), With(1, () => Mapped(x)));
        }
        foreach (var (rows, inputs, units) in new[] { (300, 260, 70), (9, 1000, 900), (700, 513, 20) })
        {
            var (x, w, b) = (Numbers.Uniform<float>(rows * inputs, 1), Numbers.Uniform<float>(units * inputs, 2), Numbers.Uniform<float>(units, 3));
            Compare.SameBits<float>(With(count, () => Product(x, w, b, rows)), With(1, () => Product(x, w, b, rows)));
        }
    }

    private static float[] Mapped(float[] x)
    {
        var y = new float[x.Length];
        Activation.Gelu.Kernel<float>().Forward(x, y, 1);
        return y;
    }

    private static float[] Product(float[] x, float[] w, float[] b, int rows)
    {
        var z = new float[rows * b.Length];
        MatMul.Forward<float>(x, w, b, z, rows);
        return z;
    }

    private static float[] With(int count, Func<float[]> compute)
    {
        Threads.Count = count;
        return compute();
    }

    private readonly struct Part(Action<int> action) : IWork
    {
        public void Run(int part) => action(part);
    }
}
