namespace Chainrule;

/// <summary>Finds what a person probably meant, for the end of an error message.</summary>
public static class NearestName
{
    /// <summary>" (did you mean 'species'?)" for the closest of <paramref name="names"/>, or nothing if none is close.</summary>
    public static string Suggest(string given, IEnumerable<string> names)
    {
        var best = names
            .Select(name => (Name: name, Edits: Edits(given.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Edits <= Math.Max(2, given.Length / 3) && candidate.Edits < candidate.Name.Length)
            .OrderBy(candidate => candidate.Edits)
            .FirstOrDefault();
        return best.Name is null ? "" : $" (did you mean '{best.Name}'?)";
    }

    /// <summary>The Damerau–Levenshtein distance: insertions, deletions, substitutions and swaps of neighbours (optimal string alignment).</summary>
    internal static int Edits(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(substituted, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        return d[a.Length, b.Length];
    }
}
