using System.Runtime.CompilerServices;

namespace Chainrule.Testing;

/// <summary>Where this repository lies, for tests that read its samples, wherever they were built to.</summary>
public static class Repository
{
    /// <summary>The folder that holds Chainrule.slnx.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>The path of a file of the repository: <c>PathOf("samples", "data", "iris.csv")</c>.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
