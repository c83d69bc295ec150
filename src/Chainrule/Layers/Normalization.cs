namespace Chainrule;

/// <summary>
/// What the sums h = W·x of a layer are measured against before its bias and activation: z = γ·(h − μ)/√(σ² + 10⁻⁵) + b, with a trained
/// gain γ for each unit. The bias of the layer is its shift, so that nothing is trained twice.
/// </summary>
public enum Normalization
{
    /// <summary>Nothing: z = h + b.</summary>
    None,

    /// <summary>Each row by the mean and variance over its units (Ba, Kiros, Hinton 2016; torch.nn.LayerNorm).</summary>
    Layer,

    /// <summary>
    /// Each unit by the mean and variance over the rows of the batch, and in prediction by their running means (Ioffe, Szegedy 2015;
    /// torch.nn.BatchNorm1d). A batch of one row says nothing of a variance: it moves only what does not depend on it.
    /// </summary>
    Batch,
}

/// <summary>Their names in files and on the command line.</summary>
public static class Normalizations
{
    private static readonly (Normalization Normalization, string Name)[] s_all =
        [(Normalization.None, "none"), (Normalization.Layer, "layer"), (Normalization.Batch, "batch")];

    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(item => item.Name)];

    /// <summary>The name of a normalization.</summary>
    public static string NameOf(Normalization normalization) => s_all.Single(item => item.Normalization == normalization).Name;

    /// <summary>The normalization of that name.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those there are.</exception>
    public static Normalization Named(string name) =>
        s_all.Single(item => item.Name == Catalogue.Find(Names, n => n, name, "normalization")).Normalization;
}
