namespace Chainrule.Data;

/// <summary>What a person says of a file of data beside its name; what is left out is found in the file.</summary>
public sealed record TableOptions
{
    /// <summary>Of CSV: what separates the cells; null finds it out, and a space stands for any number of blanks.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Of CSV: whether numbers are written as 1,5.</summary>
    public bool HasDecimalComma { get; init; }

    /// <summary>Of CSV without a header: what its columns are called; null where the first line says it.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Of CSV: the encoding by its name, such as windows-1252; null is UTF-8.</summary>
    public string? Encoding { get; init; }

    /// <summary>Of IDX images: the file of their labels; null looks for one beside them, by its name.</summary>
    public string? Labels { get; init; }
}
