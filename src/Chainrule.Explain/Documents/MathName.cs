namespace Chainrule.Explain;

/// <summary>
/// The parts of a written name: net_h1 is a base with a subscript, W2⁺[3,17] a matrix of layer 2 with an index, ∂E/∂w5 one name
/// by another. Read from the text, so that every format sets the same names.
/// </summary>
/// <param name="Base">net, w, W, δ, E, …</param>
/// <param name="Subscript">h1, 5, total, or the index of a matrix or a vector: 3,17.</param>
/// <param name="Layer">The number of the layer, or empty.</param>
/// <param name="IsNew">Whether it is the value after the update.</param>
/// <param name="Sample">Which sample of a batch, or empty.</param>
/// <param name="By">What it is differentiated by, or null: ∂this/∂that.</param>
public sealed record MathName(string Base, string Subscript = "", string Layer = "", bool IsNew = false, string Sample = "", MathName? By = null)
{
    /// <summary>The name in one line of text, as it was read.</summary>
    public string Text { get; private init; } = "";

    /// <summary>A word that has no parts, such as the name of a column.</summary>
    public static MathName OfWord(string text) => new(text) { Text = text };

    /// <summary>Reads a name: <c>net_h1</c>, <c>w5⁺</c>, <c>z2[3]@4</c>, <c>W2⁺[3,17]</c>, <c>∂E_total/∂w5</c>.</summary>
    public static MathName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith('∂') && text.IndexOf("/∂", StringComparison.Ordinal) is var slash and > 0)
            return Single(text[1..slash]) with { By = Single(text[(slash + 2)..]), Text = text };
        return Single(text);
    }

    private static MathName Single(string text)
    {
        var (name, sample) = Cut(text, '@');
        var isNew = name.Contains('⁺', StringComparison.Ordinal);
        name = name.Replace("⁺", "", StringComparison.Ordinal);
        var (head, index) = Cut(name, '[');
        var (stem, subscript) = Cut(head, '_');
        if (index.Length > 0) subscript = subscript.Length > 0 ? $"{subscript},{index[..^1]}" : index[..^1];
        // The digits behind a letter are a layer where an index follows (W2[3,17]), else a number of its own (w5).
        var letters = subscript.Length > 0 && index.Length == 0 ? stem : stem.TrimEnd([.. "0123456789"]);
        var digits = stem[letters.Length..];
        return index.Length > 0
            ? new(letters, subscript, digits, isNew, sample) { Text = text }
            : new(letters, subscript.Length > 0 ? subscript : digits, "", isNew, sample) { Text = text };
    }

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at) is var i and >= 0 ? (text[..i], text[(i + 1)..]) : (text, "");
}
