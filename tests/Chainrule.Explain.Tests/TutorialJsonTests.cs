using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using Chainrule.Testing;

namespace Chainrule.Explain.Tests;

/// <summary>The tutorial as JSON: complete, to the bit, and a network that can be run again.</summary>
public class TutorialJsonTests
{
    public static TheoryData<BiasPolicy> Policies => [.. Enum.GetValues<BiasPolicy>()];

    [Fact]
    public void The_document_is_the_approved_one()
    {
        Assert.SkipUnless(Fma.IsSupported || AdvSimd.IsSupported, "The bits are promised on machines with FMA only.");
        Approved.Text(TutorialJson.Write(new()), "tests", "Chainrule.Explain.Tests", "Golden", "tutorial-frozen.json");
    }

    [Theory, MemberData(nameof(Policies))]
    public void Every_quantity_has_its_value_to_the_bit_and_its_parents_exist(BiasPolicy biases)
    {
        var run = new TutorialRun(biases, 1);
        var items = Document(run).GetProperty("quantities").EnumerateArray().ToList();
        Assert.Equal(run.FirstStep.All.Select(quantity => quantity.Id), items.Select(Id));
        var ids = items.Select(Id).ToHashSet();
        foreach (var (quantity, item) in run.FirstStep.All.Zip(items))
        {
            Compare.SameBits<double>([item.GetProperty("value").GetDouble()], [quantity.Value], quantity.Id);
            Assert.Equal(quantity.Aliases, Strings(item, "aliases"));
            Assert.Equal(quantity.Parents, Strings(item, "parents"));
            Assert.Subset(ids, Strings(item, "parents").ToHashSet());
            Assert.Equal(quantity.Rule?.ToString(), item.GetProperty("rule").GetString());
        }
    }

    [Theory, MemberData(nameof(Policies))]
    public void The_network_in_it_gives_the_same_numbers_when_it_is_run_again(BiasPolicy biases)
    {
        var document = Document(new(biases, 1));
        var spec = NetworkSpec.Parse(document.GetProperty("network").GetRawText(), "the document");
        var step = new Step<double>(spec.Build<double>(), spec.Optimizer!) { Recording = true };
        step.Run(spec.Batch!.Inputs, spec.Batch.Targets);
        var again = new StepQuantities(step);
        foreach (var item in document.GetProperty("quantities").EnumerateArray())
            Compare.SameBits<double>([again[Id(item)].Value], [item.GetProperty("value").GetDouble()], Id(item));
    }

    [Theory, MemberData(nameof(Policies))]
    public void It_says_what_it_is_and_lists_errors_and_printed_figures(BiasPolicy biases)
    {
        var run = new TutorialRun(biases, 10);
        var document = Document(run);
        Assert.Equal("chainrule.derivation/1", document.GetProperty("schema").GetString());
        Assert.Equal(NetworkSpec.Schema, document.GetProperty("network").GetProperty("schema").GetString());
        Assert.Equal(BiasPolicies.NameOf(biases), document.GetProperty("conventions").GetProperty("biases").GetString());
        var losses = document.GetProperty("losses").EnumerateArray();
        Assert.Equal(run.Losses, losses.Select(row => (row.GetProperty("updates").GetInt32(), row.GetProperty("E_total").GetDouble())));
        var conventions = document.GetProperty("lossByBiasConvention").EnumerateArray()
            .ToDictionary(row => row.GetProperty("biases").GetString()!, row => row.GetProperty("E_total").GetDouble());
        Assert.Equal(run.Conventions.ToDictionary(row => BiasPolicies.NameOf(row.Key), row => row.Value), conventions);
        var printed = document.GetProperty("printed").EnumerateArray().ToList();
        Assert.Equal(run.Published.Select(figure => figure.Id), printed.Select(Id));
        Assert.Equal(run.Published.Select(figure => figure.Printed), printed.Select(figure => figure.GetProperty("printed").GetString()));
        Assert.Equal(biases == BiasPolicy.Frozen ? 4 : 0, printed.Count(figure => figure.GetProperty("because").GetString() != "correct"));
    }

    private static JsonElement Document(TutorialRun run) => JsonDocument.Parse(TutorialJson.Write(run)).RootElement;

    private static string Id(JsonElement item) => item.GetProperty("id").GetString()!;

    private static IEnumerable<string> Strings(JsonElement item, string name) =>
        item.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);
}
