namespace Chainrule.Explain;

/// <summary>The targets of links on one page: where each quantity is derived or given, each place once.</summary>
/// <param name="prefix">What all its names begin with, where a page holds several documents.</param>
internal sealed class Anchors(string prefix = "")
{
    private readonly HashSet<string> _derived = [], _given = [], _placed = [];

    /// <summary>Says that a place on the page is about this id.</summary>
    public void AddDerived(string id) => _derived.Add(Name(id));

    /// <summary>Says that its number stands somewhere on the page, in a list or a table.</summary>
    public void AddGiven(string id) => _given.Add(Name(id));

    /// <summary>Whether a place is about it: then links lead there, and not to where its number stands.</summary>
    public bool IsDerived(string id) => _derived.Contains(Name(id));

    /// <summary>The address of a quantity, or null if it is not on this page.</summary>
    public string? Find(string? id) => id is not null && (_derived.Contains(Name(id)) || _given.Contains(Name(id))) ? Address(id) : null;

    /// <summary>The address of an id, wherever it is.</summary>
    public string Address(string id) => "#" + prefix + Name(id);

    /// <summary>The name of the element for this id: null but the first time.</summary>
    public string? Place(string id) => _placed.Add(Name(id)) ? prefix + Name(id) : null;

    /// <summary>W2'[3,1] → W2-new-3-1, d2[3]@4 → d2-3-sample-4: letters, digits and hyphens only.</summary>
    public static string Name(string id) => id
        .Replace("phi'", "slope").Replace("'", "-new").Replace("][", "-").Replace('[', '-').Replace(',', '-').Replace("]", "")
        .Replace("@", "-sample-").Replace("#", "-step-").Replace('(', '-').Replace(")", "").Replace(' ', '-');
}
