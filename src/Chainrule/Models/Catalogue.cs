namespace Chainrule;

/// <summary>Looks a name up among those there are, and says which there are when it is not one of them.</summary>
internal static class Catalogue
{
    /// <exception cref="BadInputException">No item has that name.</exception>
    public static TItem Find<TItem>(IReadOnlyList<TItem> items, Func<TItem, string> nameOf, string name, string what) =>
        items.FirstOrDefault(item => nameOf(item) == name)
        ?? throw new BadInputException(
            $"there is no {what} '{name}'{NearestName.Suggest(name, items.Select(nameOf))}: "
            + $"it must be one of {string.Join(", ", items.Select(nameOf))}");
}
