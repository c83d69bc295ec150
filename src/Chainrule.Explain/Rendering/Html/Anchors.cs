namespace Chainrule.Explain;

/// <summary>The targets of links on one page: where each quantity is derived or given, each place once.</summary>
internal sealed class Anchors
{
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _placed = [];

    /// <summary>Says that a place with this id is on the page.</summary>
    public void Add(string id) => _known.Add(Name(id));

    /// <summary>Whether there is such a place.</summary>
    public bool Has(string id) => _known.Contains(Name(id));

    /// <summary>The address of a quantity, or null if this page does not derive it.</summary>
    public string? Find(string? id) => id is not null && Has(id) ? "#" + Name(id) : null;

    /// <summary>The name to give to an element: that of the id the first time, null afterwards or if nothing links there.</summary>
    public string? Place(string id) => Has(id) && _placed.Add(Name(id)) ? Name(id) : null;

    /// <summary>W2'[3,1] → W2-new-3-1, d2[3]@4 → d2-3-sample-4: letters, digits and hyphens only.</summary>
    public static string Name(string id) => id
        .Replace("phi'", "slope").Replace("'", "-new").Replace("][", "-").Replace('[', '-').Replace(',', '-').Replace("]", "")
        .Replace("@", "-sample-").Replace("#", "-step-").Replace('(', '-').Replace(")", "").Replace(' ', '-');
}
