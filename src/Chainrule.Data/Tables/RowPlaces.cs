namespace Chainrule.Data;

/// <summary>How error messages say where a row stands.</summary>
/// <param name="Mark">What stands between the name of the table and the number: ":" before a line.</param>
/// <param name="Numbers">The number of each row; null counts from 1.</param>
internal sealed record RowPlaces(string Mark, IReadOnlyList<int>? Numbers = null)
{
    public string Of(string table, int row) => $"{table}{Mark}{(Numbers is null ? row + 1 : Numbers[row])}";
}
