using Chainrule.Testing;
using PublicApiGenerator;

namespace Chainrule.Tests;

/// <summary>What others can build on, as text: a change of it is seen in review, or it is a mistake.</summary>
public class PublicApiTests
{
    [Fact]
    public void The_public_API_is_the_approved_one()
    {
        var received = typeof(Loss).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false }).ReplaceLineEndings("\n") + "\n";
        var approved = Repository.PathOf("tests", "Chainrule.Tests", "PublicApi.approved.txt");
        if (File.Exists(approved) && File.ReadAllText(approved).ReplaceLineEndings("\n") == received) return;
        var file = Path.Combine(Path.GetTempPath(), "Chainrule.PublicApi.received.txt");
        File.WriteAllText(file, received);
        Assert.Fail($"The public API is no longer that of {approved}. If that is meant, review and copy {file} over it.");
    }
}
