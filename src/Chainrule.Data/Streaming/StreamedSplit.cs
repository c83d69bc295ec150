using Chainrule.Kernels;

namespace Chainrule.Data;

/// <summary>What becomes of a row.</summary>
internal enum RowPart { LeftOut, Training, Validation }

/// <summary>
/// Decides row by row which rows validate, and keeps no list of them: of every 20 rows of a class one after the other, or of every 20 amounts, the
/// share that is to validate is chosen by the seed. The first row of each class trains. The same rows and seed give the same parts.
/// </summary>
/// <param name="options">Name the target, and perhaps the task.</param>
/// <param name="fraction">How much of the rows validates; null for none.</param>
/// <param name="seed">Chooses the rows.</param>
internal sealed class StreamedSplit(SchemaOptions options, double? fraction, ulong seed)
{
    /// <summary>More texts than any target may have share one stratum.</summary>
    private const int MostStrata = 1000;

    private readonly Dictionary<string, Stratum> _strata = new(StringComparer.Ordinal);

    private readonly bool _haveNumbersClasses =
        options.Task == LearningTask.Classification || (options.Task is null && options.Category.Contains(options.Target));

    /// <summary>The parts of the next rows.</summary>
    public RowPart[] Next(Table portion)
    {
        var target = new ColumnReader(portion, options.Target, options.MissingTexts);
        var parts = new RowPart[portion.RowCount];
        for (var row = 0; row < parts.Length; row++)
            parts[row] = target.Read(row, out _) switch
            {
                CellKind.Missing => RowPart.LeftOut,
                _ when fraction is null => RowPart.Training,
                CellKind.Number when !_haveNumbersClasses => Of("").Next(fraction.Value),
                _ => Of(target.TextAt(row)!).Next(fraction.Value),
            };
        return parts;
    }

    private Stratum Of(string text)
    {
        if (_strata.TryGetValue(text, out var stratum)) return stratum;
        if (_strata.Count >= MostStrata && text.Length > 0) return Of("");
        return _strata[text] = new(new CounterRandom(seed, Draws.Split(_strata.Count)));
    }

    /// <summary>Rows that are split by themselves.</summary>
    private sealed class Stratum(CounterRandom random)
    {
        private const int BlockLength = 20;

        private long _rows;
        private int _left, _toChoose;

        /// <summary>
        /// The part of the next row: chosen with the probability (still to choose) / (still to come), which gives each block its number.
        /// </summary>
        public RowPart Next(double fraction)
        {
            if (_rows % BlockLength == 0)
            {
                _left = BlockLength;
                _toChoose = (int)(Math.Round((_rows + BlockLength) * fraction) - Math.Round(_rows * fraction));
            }
            var isChosen = _rows > 0 && random.Uniform((ulong)_rows) * _left < _toChoose;
            _left--;
            _rows++;
            if (!isChosen) return RowPart.Training;
            _toChoose--;
            return RowPart.Validation;
        }
    }
}
