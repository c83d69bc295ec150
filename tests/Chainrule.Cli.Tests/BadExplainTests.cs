namespace Chainrule.Cli.Tests;

/// <summary>What explain refuses, each with the sentence that says what to do.</summary>
public sealed class BadExplainTests
{
    private const string Net = """
        { "inputs": 2, "layers": [ { "units": 2, "activation": "tanh" }, { "units": 3 } ], "loss": "cross-entropy",
          "batch": [ { "input": [0.05, 0.10], "target": [0, 0, 1] } ] }
        """;

    [Theory]
    [InlineData("there is no quantity 'w13' here (did you mean 'w10'?)…", "--focus", "w13")]
    [InlineData("there is no quantity 'gW2[4,1]' here (did you mean 'gW2[3,1]'?)…", "--focus", "gW2[4,1]")]
    [InlineData("there is no quantity 'net_h3' here (did you mean 'net_h2'?)…", "--focus", "w1", "--focus", "net_h3")]
    [InlineData("there is no quantity '' here…", "--focus", "")]
    [InlineData("'w1#2' is of update 2, which is not among those explained: add it to --step", "--focus", "w1#2")]
    [InlineData("--depth must be a number from 0 to 5, not 6", "--depth", "6")]
    [InlineData("--depth must be a whole number, not 'all': see chainrule explain --help", "--depth", "all")]
    [InlineData("--top must be a number from 1 to 1000000, not 0", "--top", "0")]
    [InlineData("--lines must be at least 1, not 0", "--lines", "0")]
    [InlineData("--step must be numbers of updates from 1 to 100,000,000, such as 1,2,10000, not '0'", "--step", "0")]
    [InlineData("--step must be numbers of updates from 1 to 100,000,000, such as 1,2,10000, not '1,,2'", "--step", "1,,2")]
    [InlineData("--input has 3 numbers, but the network has 2 inputs: give 2, such as 0.05,0.1", "--input", "1,2,3")]
    [InlineData("--input must be numbers with commas between them, such as 0.05,0.1, not '1,two'", "--input", "1,two")]
    [InlineData("--input must be numbers with commas between them, such as 0.05,0.1, not '1,NaN'", "--input", "1,NaN")]
    [InlineData("--target needs --input: give both", "--target", "0,0,1")]
    [InlineData("--target has 2 numbers, but the network has 3 outputs: give 3, such as 0.05,0.1", "--input", "1,2", "--target", "0,1")]
    [InlineData("--target must be probabilities, none below 0 and 1 in all, under the loss cross-entropy", "--input", "1,2", "--target", "1,1,0")]
    [InlineData("--row needs a model of a table, which train writes; 'net.json' is a network spec: give --input and --target", "--row", "a.csv:1")]
    [InlineData("--format must be one of html, json, markdown, text, not 'pdf': see chainrule explain --help", "--format", "pdf")]
    [InlineData("--math must be one of dollar, github, gitlab, not 'tex': see chainrule explain --help", "--math", "tex")]
    [InlineData("'net.json' is read and cannot be written too: give -o another file", "-o", "net.json")]
    public void A_wrong_option_is_one_sentence(string sentence, params string[] options)
    {
        using var tool = new Tool().With("net.json", Net);
        Refusal.Expect(tool, sentence, ["explain", "net.json", .. options]);
    }

    [Fact]
    public void An_update_of_all_parameters_together_has_no_derivation()
    {
        using var tool = new Tool().With("net.json", Net.Replace("\"inputs\"", "\"optimizer\": { \"name\": \"lbfgs\" }, \"inputs\"", StringComparison.Ordinal));
        Refusal.Expect(tool,
            "'net.json' has the optimizer lbfgs, which moves all parameters together, by trial, so that none has an update to be derived: "
            + "leave the optimizer out to have the gradients explained", "explain", "net.json");
    }

    [Fact]
    public void A_spec_without_a_batch_needs_a_sample()
    {
        using var tool = new Tool().With("net.json", """{ "inputs": 1, "layers": [ { "units": 1 } ] }""");
        Refusal.Expect(tool, "'net.json' has no batch to step on: add one, or give --input and --target", "explain", "net.json");
        tool.Run("explain", "net.json", "--input", "1", "--target", "2").Done();
    }

    [Fact]
    public void Everything_of_a_large_network_needs_force()
    {
        using var tool = new Tool().With("net.json", """
            { "inputs": 1, "layers": [ { "units": 300, "activation": "relu" }, { "units": 1 } ], "batch": [ { "input": [1], "target": [2] } ] }
            """);
        Refusal.Expect(tool, "--all would be …", "explain", "net.json", "--all");
        Assert.True(tool.Run("explain", "net.json", "--all", "--force").Done().Out.Split('\n').Length > 2000);
        tool.Run("explain", "net.json", "--all", "--format", "json").Done();
    }

    [Theory]
    [InlineData("'m' is a trained model: say which row to explain with --row DATA:N, or give --input")]
    [InlineData("--row must be a table and a row counted from 1, such as data.csv:17, not 'iris.csv'", "--row", "iris.csv")]
    [InlineData("--row must be a table and a row counted from 1, such as data.csv:17, not 'iris.csv:0'", "--row", "iris.csv:0")]
    [InlineData("iris.csv has 150 rows, so there is no row 151: give one from 1 to 150", "--row", "iris.csv:151")]
    [InlineData("there is no file 'none.csv'", "--row", "none.csv:1")]
    [InlineData("--row and --input are two samples: give one of them", "--row", "iris.csv:1", "--input", "1,2,3,4")]
    [InlineData("there is no quantity 'E[4]' here (did you mean 'E[3]'?)…", "--row", "iris.csv:1", "--focus", "E[4]")]
    [InlineData("'iris.csv' is read and cannot be written too: give -o another file", "--row", "iris.csv:1", "-o", "iris.csv")]
    public void A_wrong_row_is_one_sentence(string sentence, params string[] options)
    {
        using var tool = new Tool().With("m", Trained.Iris).With("iris.csv", File.ReadAllText(Tool.Sample("iris.csv")));
        Refusal.Expect(tool, sentence, ["explain", "m", .. options]);
    }
}
