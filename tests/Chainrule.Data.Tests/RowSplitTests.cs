namespace Chainrule.Data.Tests;

public sealed class RowSplitTests
{
    private static TargetValues Classes(params int[] counts) => TargetValues.Read(
        Make.Table(Make.Csv("y,x", counts.SelectMany((count, index) => Enumerable.Repeat($"t{index},1", count)))), new SchemaOptions("y"));

    private static TargetValues Amounts(int rows) => TargetValues.Read(
        Make.Table(Make.Csv("y,x", rows, i => $"{(i * 7919) % rows},1")), new SchemaOptions("y"));

    public static TheoryData<int[], double> Splits => new()
    {
        { [50, 50, 50], 0.2 }, { [50, 50, 50], 0.25 }, { [1, 2, 3, 4, 90], 0.2 }, { [7, 7, 7, 7, 7, 7, 7], 0.1 },
        { [3, 3], 0.01 }, { [3, 3], 0.99 }, { [212, 357], 0.2 }, { [1000, 1], 0.5 }, { [5, 4], 1e-9 },
        { [1, 1, 1, 2], 0.4 }, { [11, 13, 17, 19, 23], 1 / 3.0 },
        { [3, 3], Math.BitDecrement(1.0) },
    };

    [Theory]
    [MemberData(nameof(Splits))]
    public void Each_class_is_split_in_proportion_and_keeps_a_training_row(int[] counts, double fraction)
    {
        var target = Classes(counts);
        var valueOf = target.Rows.Zip(target.Values).ToDictionary();
        for (var seed = 0UL; seed < 20; seed++)
        {
            var (training, validation) = RowSplit.Holdout(target, fraction, seed);
            Assert.Equal(target.Rows, training.Concat(validation).Order());
            Assert.Equal(training.Order(), training);
            Assert.Equal(validation.Order(), validation);
            for (var k = 0; k < counts.Length; k++)
            {
                var validated = validation.Count(row => valueOf[row] == k);
                Assert.InRange(validated, (counts[k] * fraction) - 1, (counts[k] * fraction) + 1);
                Assert.True(validated < counts[k]);
            }
        }
    }

    [Theory]
    [InlineData(0.2, 30)]
    [InlineData(0.25, 38)]
    [InlineData(0.001, 1)]
    [InlineData(0.999, 147)]
    public void The_total_is_rounded_and_never_0(double fraction, int validated) =>
        Assert.Equal(validated, RowSplit.Holdout(Classes(50, 50, 50), fraction, 1).Validation.Length);

    [Fact]
    public void The_row_left_over_goes_to_the_class_that_was_cut_most()
    {
        var target = Classes(14, 16);
        Assert.Equal([0.0, 1, 1], RowSplit.Holdout(target, 0.1, 1).Validation.Select(row => target.Values[row]));
    }

    [Fact]
    public void Classes_are_drawn_independently()
    {
        var validation = RowSplit.Holdout(Classes(50, 50), 0.2, 1).Validation;
        Assert.NotEqual(validation[..10], validation[10..].Select(row => row - 50));
    }

    [Fact]
    public void Amounts_are_split_within_their_tenths()
    {
        var target = Amounts(100);
        var (training, validation) = RowSplit.Holdout(target, 0.3, 5);
        Assert.Equal((70, 30), (training.Length, validation.Length));
        Assert.All(validation.CountBy(row => (int)target.Values[row] / 10), tenth => Assert.Equal(3, tenth.Value));
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows_and_another_seed_others()
    {
        var target = Classes(50, 50);
        Assert.Equal(RowSplit.Holdout(target, 0.2, 7).Validation, RowSplit.Holdout(target, 0.2, 7).Validation);
        Assert.NotEqual(RowSplit.Holdout(target, 0.2, 7).Validation, RowSplit.Holdout(target, 0.2, 8).Validation);
        Assert.Equal(RowSplit.Folds(target, 5, 7), RowSplit.Folds(target, 5, 7));
        Assert.NotEqual(RowSplit.Folds(target, 5, 7), RowSplit.Folds(target, 5, 8));
    }

    [Fact]
    public void Every_row_has_the_same_chance()
    {
        var (target, chosen) = (Classes(10, 30), new int[40]);
        for (var seed = 0UL; seed < 2000; seed++)
            foreach (var row in RowSplit.Holdout(target, 0.2, seed).Validation) chosen[row]++;
        // 400 expected, standard deviation 18.
        Assert.All(chosen, count => Assert.InRange(count, 310, 490));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.2)]
    [InlineData(20)]
    [InlineData(double.NaN)]
    public void The_fraction_must_leave_something_on_both_sides(double fraction) =>
        Assert.StartsWith("the validation part must be a fraction between 0 and 1, such as 0.2, not ",
            Make.Error(() => RowSplit.Holdout(Classes(5, 5), fraction, 1)), StringComparison.Ordinal);

    [Fact]
    public void Classes_of_a_single_row_leave_nothing_to_validate_on() =>
        Assert.Equal("the target 'y' leaves no row to validate on: every class has a single row, so give more rows or a validation file",
            Make.Error(() => RowSplit.Holdout(Classes(1, 1, 1), 0.3, 1)));

    [Fact]
    public void Rows_without_a_target_are_in_no_part()
    {
        var target = TargetValues.Read(Make.Table("y,x\n,1\na,2\nb,3\na,4\n,5\nb,6\n"), new SchemaOptions("y"));
        var (training, validation) = RowSplit.Holdout(target, 0.5, 1);
        Assert.Equal([1, 2, 3, 5], training.Concat(validation).Order());
        Assert.Equal([1, 2, 3, 5], RowSplit.Folds(target, 2, 1).SelectMany(fold => fold).Order());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void Folds_are_disjoint_and_alike(int count)
    {
        int[] counts = [50, 33, 7, 1];
        var target = Classes(counts);
        var folds = RowSplit.Folds(target, count, 3);
        Assert.Equal(count, folds.Count);
        Assert.Equal(target.Rows, folds.SelectMany(fold => fold).Order());
        Assert.All(folds, fold => Assert.InRange(fold.Length, 91 / count, (91 / count) + 1));
        Assert.All(folds, fold => Assert.Equal(fold.Order(), fold));
        for (var k = 0; k < counts.Length; k++)
            Assert.All(folds, fold => Assert.InRange(fold.Count(row => target.Values[row] == k), counts[k] / count, (counts[k] / count) + 1));
    }

    [Fact]
    public void Folds_of_amounts_have_like_means()
    {
        var target = Amounts(200);
        Assert.All(RowSplit.Folds(target, 5, 3), fold => Assert.InRange(fold.Average(row => target.Values[row]), 90, 109));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(11)]
    public void The_number_of_folds_must_suit_the_rows(int count) =>
        Assert.EndsWith(": choose a number from 2 to 10", Make.Error(() => RowSplit.Folds(Classes(5, 5), count, 1)), StringComparison.Ordinal);
}
