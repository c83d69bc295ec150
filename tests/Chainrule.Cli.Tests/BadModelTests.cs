namespace Chainrule.Cli.Tests;

public sealed class BadModelTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.001)]
    [InlineData(0.5)]
    [InlineData(0.7)]
    [InlineData(0.999)]
    public void A_model_cut_short_is_refused(double share)
    {
        var length = (int)(Trained.Iris.Length * share);
        using var tool = new Tool().With("m.safetensors", Trained.Iris[..length]);
        Refusal.Expect(tool, "'m.safetensors' is …", "inspect", "m.safetensors");
    }

    /// <summary>The length of the header, a name in it, its checksum, the document, the first and the last number.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(30)]
    [InlineData(400)]
    [InlineData(1200)]
    [InlineData(-1000)]
    [InlineData(-1)]
    public void A_model_with_a_single_byte_altered_is_refused(int at)
    {
        var bytes = Trained.Iris.ToArray();
        bytes[at < 0 ? bytes.Length + at : at] ^= 0x04;
        using var tool = new Tool().With("m.safetensors", bytes).With("t.csv", "a\n1\n");
        Refusal.Expect(tool, "'m.safetensors' …", "predict", "m.safetensors", "t.csv");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("sepal_length,species\n1,setosa\n2,virginica\n")]
    public void What_is_no_model_is_refused(string text)
    {
        using var tool = new Tool().With("m.safetensors", text);
        Refusal.Expect(tool, "'m.safetensors' is …", "inspect", "m.safetensors");
    }

    [Theory]
    [InlineData("predict")]
    [InlineData("evaluate")]
    public void A_missing_model_and_a_folder_are_refused(string command)
    {
        using var tool = new Tool();
        Refusal.Expect(tool, "there is no file 'no.safetensors'", command, "no.safetensors", "t.csv");
        Refusal.Expect(tool, "'.' is a folder, not a file", command, ".", "t.csv");
    }

    public static TheoryData<string, string> BadSpecs => new()
    {
        { "{", "n.json:1:2: this is not JSON…" },
        { "[]", "n.json: the document must be an object, not []" },
        { """{ "inputs": 2 }""", "n.json: the document lacks the property 'layers'" },
        { """{ "inputs": 2, "layers": [] }""", "n.json: layers must have at least one layer" },
        { """{ "inputs": 2, "layers": [ { "units": 2, "weights": [[1, 2], [3]] } ] }""", "n.json: layers[0].weights[1] …" },
        { """{ "inputs": 2, "layers": [ { "units": 2, "weights": [[1, 2]] } ] }""", "n.json: layers[0].weights has 1 rows, but must have 2…" },
        { """{ "inputs": 2, "layers": [ { "units": 2, "activation": "sigmod" } ] }""",
            "n.json: layers[0].activation: there is no activation 'sigmod' (did you mean 'sigmoid'?)…" },
        { """{ "inputs": 2, "layers": [ { "unit": 2 } ] }""", "n.json: layers[0] has no property 'unit' (did you mean 'units'?)…" },
        { """{ "inputs": 2, "layers": [ { "units": 0 } ] }""", "n.json: layers[0].units must be a whole number of at least 1, not 0" },
        { """{ "inputs": 2, "layers": [ { "units": 1, "biases": [1e999] } ] }""", "n.json: layers[0].biases[0] must be a finite number, not 1e999" },
    };

    [Theory]
    [MemberData(nameof(BadSpecs))]
    public void A_bad_network_spec_is_refused_with_the_place(string json, string sentence)
    {
        using var tool = new Tool().With("n.json", json);
        Refusal.Expect(tool, sentence, "inspect", "n.json");
    }
}
