using System.Text.RegularExpressions;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The rules of the house that no compiler knows.</summary>
public partial class HouseTests
{
    private static readonly string[] s_sources =
        [.. Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).Where(path => !Built().IsMatch(path)).Order()];

    [Fact]
    public void There_are_sources_to_look_at() => Assert.True(s_sources.Length > 50);

    [Fact]
    public void No_source_file_is_longer_than_300_lines() =>
        IsNowhere(s_sources.Where(path => File.ReadLines(path).Count() > 300).Select(Relative));

    [Fact]
    public void No_line_is_longer_than_150_characters() =>
        IsNowhere(Places(line => line.Length > 150));

    [Fact]
    public void Nothing_is_left_for_later() =>
        IsNowhere(Places(line => Later().IsMatch(line)));

    [Fact]
    public void No_unsafe_code_stands_outside_the_kernels() =>
        IsNowhere(Places(line => Unsafe().IsMatch(line)).Where(place => !place.StartsWith("src/Chainrule/Kernels/", StringComparison.Ordinal)));

    [Fact]
    public void The_core_has_no_package_and_no_project_reference()
    {
        var project = File.ReadAllText(Repository.PathOf("src", "Chainrule", "Chainrule.csproj"));
        Assert.DoesNotContain("<PackageReference", project, StringComparison.Ordinal);
        Assert.DoesNotContain("<ProjectReference", project, StringComparison.Ordinal);
        var references = typeof(Loss).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);
        Assert.All(references, name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("    unsafe void F()", true)]
    [InlineData("public static unsafe class X", true)]
    [InlineData("// an unsafe place", false)]
    [InlineData("Unsafe.BitCast<T, TTo>(x)", false)]
    public void The_search_for_unsafe_code_finds_it(string line, bool isFound) => Assert.Equal(isFound, Unsafe().IsMatch(line));

    private static void IsNowhere(IEnumerable<string> places)
    {
        var list = string.Join('\n', places);
        Assert.True(list.Length == 0, list);
    }

    private static IEnumerable<string> Places(Func<string, bool> isWrong) => s_sources.SelectMany(path =>
        File.ReadLines(path).Index().Where(line => isWrong(line.Item)).Select(line => $"{Relative(path)}:{line.Index + 1}"));

    private static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    [GeneratedRegex(@"[\\/](bin|obj|artifacts)[\\/]")]
    private static partial Regex Built();

    [GeneratedRegex(@"^(?!\s*//).*\bunsafe\b\s*[\w{]")]
    private static partial Regex Unsafe();

    [GeneratedRegex(@"\b(TODO|HACK|FIXME|NotImplementedException)\b")]
    private static partial Regex Later();
}
