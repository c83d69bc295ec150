namespace Chainrule.Testing;

/// <summary>An empty folder for one test, which takes everything in it along when it goes.</summary>
public sealed class TemporaryFolder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("chainrule-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string PathOf(string name) => Path.Combine(Root, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
