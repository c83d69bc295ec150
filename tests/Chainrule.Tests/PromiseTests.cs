using System.Globalization;
using System.Runtime.Intrinsics;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The same bits everywhere: a fixed training, run by child processes that first say what they run on.</summary>
public class PromiseTests
{
    private static readonly string[] s_here = Probe();

    [Theory]
    [InlineData("DOTNET_EnableAVX512", "0", "256 fma")]
    [InlineData("DOTNET_PreferredVectorBitWidth", "256", "256 fma")]
    public void Another_vector_width_trains_to_the_same_bits(string variable, string value, string isOn)
    {
        // Where this machine has no AVX-512, the other widths are what it has anyway, and the child has to say so all the same.
        var there = Probe((variable, value));
        Assert.StartsWith(isOn, there[0], StringComparison.Ordinal);
        Assert.StartsWith(Vector512.IsHardwareAccelerated ? "512 fma" : isOn, s_here[0], StringComparison.Ordinal);
        Assert.Equal(17, there.Length);
        Assert.Equal(s_here[1..], there[1..]);
    }

    [Theory]
    [InlineData("DOTNET_TieredCompilation", "0")]
    [InlineData("DOTNET_TieredPGO", "1")]
    [InlineData("DOTNET_TC_QuickJitForLoops", "1")]
    [InlineData("DOTNET_ReadyToRun", "0")]
    public void How_the_code_is_compiled_does_not_matter(string variable, string value) => Assert.Equal(s_here, Probe((variable, value)));

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    [InlineData("7")]
    public void The_number_of_threads_does_not_matter(string threads)
    {
        var there = BuiltProgram.Run("Chainrule.Probe", Path.GetTempPath(), threads).Trim().Split('\n');
        Assert.EndsWith(" " + threads, there[0], StringComparison.Ordinal);
        Assert.Equal(s_here[1..], there[1..]);
    }

    [Fact]
    public void Without_FMA_the_weights_agree_to_rounding()
    {
        var there = Probe(("DOTNET_EnableAVX2", "0"));
        Assert.StartsWith("128 no-fma", there[0], StringComparison.Ordinal);
        for (var line = 1; line < s_here.Length; line++)
            Compare.Close(Weight(there[line]), Weight(s_here[line]), 1e-5, what: s_here[line]);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    public void Nothing_beside_an_operand_is_touched_on_narrower_machines(string switchedOff) => Assert.Contains(
        "Failed: 0", BuiltProgram.Run("Chainrule.Tests", Path.GetTempPath(), [(switchedOff, "0")], "-class", typeof(BoundsTests).FullName!), StringComparison.Ordinal);

    private static double Weight(string line) => double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture);

    private static string[] Probe(params (string Name, string Value)[] environment) =>
        BuiltProgram.Run("Chainrule.Probe", Path.GetTempPath(), environment).Trim().Split('\n');
}
