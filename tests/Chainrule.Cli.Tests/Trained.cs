namespace Chainrule.Cli.Tests;

/// <summary>Models that many tests ask questions of, each trained once by the tool itself.</summary>
internal static class Trained
{
    private static readonly Lazy<byte[]> s_iris = new(() => Train("iris.csv", "species"));
    private static readonly Lazy<byte[]> s_autoMpg = new(() => Train("auto-mpg.csv", "Miles_per_Gallon", "--precision", "double"));

    /// <summary>Three classes, in float.</summary>
    public static byte[] Iris => s_iris.Value;

    /// <summary>An amount, with categories and missing values, in double.</summary>
    public static byte[] AutoMpg => s_autoMpg.Value;

    private static byte[] Train(string data, string target, params string[] more)
    {
        using var tool = new Tool();
        tool.Run(["train", Tool.Sample(data), "--target", target, "-o", "m", .. more]).Done();
        return tool.Bytes("m");
    }
}
