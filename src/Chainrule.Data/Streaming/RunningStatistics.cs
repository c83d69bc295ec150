namespace Chainrule.Data;

/// <summary>
/// Mean, deviation and median of values that are seen once, one after the other. The sums behind mean and deviation are kept to twice the
/// digits of a double, so that both are exact to rounding; the median is that of all values up to a number, and beyond it that of a
/// sample of as many.
/// </summary>
/// <param name="sampleLength">How many values are kept for the median.</param>
internal sealed class RunningStatistics(int sampleLength)
{
    private readonly List<double> _sample = [];
    private ExactSum _sum, _squares;
    private double _first, _least, _greatest;

    /// <summary>How many values there were.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all were one and the same.</summary>
    public bool AreEqual => _least == _greatest;

    /// <summary>The least of them.</summary>
    public double Least => _least;

    /// <param name="value">A finite number.</param>
    /// <param name="draw">64 random bits of the value's own.</param>
    public void Add(double value, ulong draw)
    {
        if (Count++ == 0) _first = _least = _greatest = value;
        (_least, _greatest) = (Math.Min(_least, value), Math.Max(_greatest, value));
        var distance = value - _first;
        _sum.Add(distance);
        _squares.AddProduct(distance, distance);
        if (_sample.Count < sampleLength)
        {
            _sample.Add(value);
            return;
        }
        // Each value is as likely to be in the sample as every other (algorithm R).
        var place = Math.BigMul(draw, (ulong)Count, out _);
        if (place < (ulong)sampleLength) _sample[(int)place] = value;
    }

    /// <summary>Of all values so far, at least one; by the rules of <see cref="Statistics.Of(double[])"/>.</summary>
    public Statistics Statistics
    {
        get
        {
            var median = Statistics.MedianOf(_sample);
            if (AreEqual) return new(_first, 1, median);
            var total = _sum;
            total.AddProduct(_first, Count);
            // With the distances d from the first value, Σ(d − m)² = Σd² − m·Σd − (Σd/n − m)·Σd, where m is their rounded mean and the last
            // bracket what rounding cut off.
            var mean = _sum.Value / Count;
            var squares = _squares;
            squares.AddProduct(-mean, _sum.High);
            squares.AddProduct(-mean, _sum.Low);
            squares.Add(-(Math.FusedMultiplyAdd(-Count, mean, _sum.High) + _sum.Low) / Count * _sum.High);
            var deviation = Math.Sqrt(Math.Max(0, squares.Value) / Count);
            return new(total.Value / Count, deviation > 0 ? deviation : 1, median);
        }
    }

    /// <summary>A sum of doubles, with what their additions round off (Knuth's two-sum).</summary>
    private struct ExactSum
    {
        public double High { get; private set; }

        public double Low { get; private set; }

        public readonly double Value => High + Low;

        public void Add(double x)
        {
            var sum = High + x;
            var part = sum - High;
            Low += High - (sum - part) + (x - part);
            High = sum;
        }

        public void AddProduct(double x, double y)
        {
            var product = x * y;
            Add(product);
            Low += Math.FusedMultiplyAdd(x, y, -product);
        }
    }
}
