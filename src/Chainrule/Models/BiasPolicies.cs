namespace Chainrule;

/// <summary>The names of the bias policies in specs, model files and on the command line.</summary>
public static class BiasPolicies
{
    private static readonly (BiasPolicy Policy, string Name)[] s_all =
        [(BiasPolicy.PerUnit, "per-unit"), (BiasPolicy.Frozen, "frozen"), (BiasPolicy.Shared, "shared")];

    /// <summary>Every name there is.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(item => item.Name)];

    /// <summary>The name of a policy.</summary>
    public static string NameOf(BiasPolicy policy) => s_all.Single(item => item.Policy == policy).Name;

    /// <summary>The policy of that name.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those there are.</exception>
    public static BiasPolicy Named(string name) => s_all.Single(item => item.Name == Catalogue.Find(Names, n => n, name, "bias policy")).Policy;

    /// <summary>How many numbers that move the biases of a layer are: the first so many stand for all.</summary>
    internal static int Moving(this BiasPolicy policy, int units) => policy switch
    {
        BiasPolicy.PerUnit => units,
        BiasPolicy.Shared => 1,
        _ => 0,
    };
}
