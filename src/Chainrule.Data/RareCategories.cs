namespace Chainrule.Data;

/// <summary>
/// Which categories of a column are too rare to have an input of their own. What they share is learned from all of them, and stands at
/// prediction for every text that training never saw.
/// </summary>
internal static class RareCategories
{
    private const int FewRows = 5;
    private const double SmallShare = 0.01;

    /// <param name="counts">How many training rows each category has.</param>
    /// <param name="rows">How many training rows there are.</param>
    /// <param name="minFrequency">What a person says is enough; null for the default, which never makes all of them rare.</param>
    public static string[] Of(KeyValuePair<string, int>[] counts, int rows, int? minFrequency)
    {
        string[] rare = [.. counts.Where(category => IsRare(category.Value)).Select(category => category.Key)];
        return minFrequency is null && rare.Length == counts.Length ? [] : rare;

        bool IsRare(int count) => minFrequency is { } enough ? count < enough : count < FewRows && count < SmallShare * rows;
    }
}
