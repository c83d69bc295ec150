using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>The sentences of a spec that cannot be read: what, where, and what is allowed; and never any other exception.</summary>
public class NetworkSpecErrorTests
{
    private const string Valid = """
        { "schema": "chainrule.network/1", "inputs": 2, "seed": 7,
          "layers": [
            { "units": 2, "activation": "tanh", "initializer": "normal", "weights": [[0.15, 0.2], [0.25, -1e-3]], "biases": [0.35, 0.35] },
            { "units": 2, "activation": "softmax", "biases": 0.5 } ],
          "biases": "shared", "loss": "cross-entropy",
          "optimizer": { "name": "sgd", "learningRate": 0.5, "momentum": 0.9, "nesterov": true },
          "batch": [ { "input": [0.05, 0.10], "target": [0.25, 0.75] }, { "input": [0, 1], "target": [1, 0] } ] }
        """;

    private const string Activations = "identity, sigmoid, tanh, relu, leaky-relu, elu, selu, gelu, silu, softplus, softmax";

    [Fact]
    public void The_valid_one_is_valid() => NetworkSpec.Parse(Valid, "net.json").Build<float>();

    [Theory]
    // The document
    [InlineData(
        "",
        ":1:1: this is not JSON (The input does not contain any JSON tokens. "
        + "Expected the input to start with a valid JSON token, when isFinalBlock is true)")]
    [InlineData("{\n  \"inputs\": 2,\n  \"layers\": x }", ":3:13: this is not JSON ('x' is an invalid start of a value)")]
    [InlineData("[]", "the document must be an object, not []")]
    [InlineData("5", "the document must be an object, not 5")]
    [InlineData("{}", "the document lacks the property 'inputs'")]
    [InlineData("""{ "inputs": 2 }""", "the document lacks the property 'layers'")]
    [InlineData("""{ "inputs": 2, "layers": [] }""", "layers must have at least one layer")]
    [InlineData("""{ "inputs": 2, "layers": {} }""", "layers must be an array, not {}")]
    [InlineData(
        """{ "schema": "chainrule.network/2", "inputs": 2, "layers": [] }""",
        "schema must be \"chainrule.network/1\", not \"chainrule.network/2\"")]
    [InlineData(
        """{ "inputs": 2, "layer": [] }""",
        "the document has no property 'layer' (did you mean 'layers'?): it may have schema, inputs, layers, biases, loss, optimizer, gradients, seed, batch")]
    [InlineData("""{ "inputs": 0, "layers": [] }""", "inputs must be a whole number of at least 1, not 0")]
    [InlineData("""{ "inputs": 2.5, "layers": [] }""", "inputs must be a whole number of at least 1, not 2.5")]
    [InlineData("""{ "inputs": "two", "layers": [] }""", "inputs must be a whole number of at least 1, not \"two\"")]
    [InlineData("""{ "inputs": 1, "layers": [ { "units": 1 } ], "seed": -1 }""", "seed must be a whole number from 0 to 2^64 - 1, not -1")]
    public void A_wrong_document_is_answered_with(string json, string sentence) => Answers(json, sentence);

    [Theory]
    [InlineData("5", "layers[0] must be an object, not 5")]
    [InlineData("null", "layers[0] must be an object, not null")]
    [InlineData("{}", "layers[0] lacks the property 'units'")]
    [InlineData("""{ "units": 0 }""", "layers[0].units must be a whole number of at least 1, not 0")]
    [InlineData(
        """{ "units": 1, "activation": "sigmod" }""",
        $"layers[0].activation: there is no activation 'sigmod' (did you mean 'sigmoid'?): it must be one of {Activations}")]
    [InlineData(
        """{ "units": 1, "activation": "bananas" }""",
        $"layers[0].activation: there is no activation 'bananas': it must be one of {Activations}")]
    [InlineData("""{ "units": 1, "activation": 5 }""", "layers[0].activation must be a text, not 5")]
    [InlineData(
        """{ "units": 1, "initializer": "zero" }""",
        "layers[0].initializer: there is no initializer 'zero' (did you mean 'zeros'?): "
        + "it must be one of glorot-uniform, he-uniform, normal, zeros")]
    [InlineData(
        """{ "unit": 1 }""",
        "layers[0] has no property 'unit' (did you mean 'units'?): it may have units, activation, initializer, weights, biases, normalization, gains, dropout")]
    [InlineData("""{ "units": 2, "weights": [[1, 2]] }""", "layers[0].weights has 1 rows, but must have 2, one for each unit")]
    [InlineData("""{ "units": 1, "weights": [[1, 2, 3]] }""", "layers[0].weights[0] has 3 numbers, but must have 2, one for each input of the layer")]
    [InlineData("""{ "units": 1, "weights": [1, 2] }""", "layers[0].weights has 2 rows, but must have 1, one for each unit")]
    [InlineData("""{ "units": 1, "weights": [7] }""", "layers[0].weights[0] must be an array, not 7")]
    [InlineData("""{ "units": 1, "weights": [[1, "NaN"]] }""", "layers[0].weights[0][1] must be a finite number, not \"NaN\"")]
    [InlineData("""{ "units": 1, "weights": [[1, 1e999]] }""", "layers[0].weights[0][1] must be a finite number, not 1e999")]
    [InlineData("""{ "units": 1, "weights": [[1, null]] }""", "layers[0].weights[0][1] must be a finite number, not null")]
    [InlineData("""{ "units": 2, "biases": [1] }""", "layers[0].biases has 1 numbers, but must have 2, one for each unit")]
    [InlineData("""{ "units": 2, "biases": 1 }""", "layers[0].biases must be an array, not 1")]
    [InlineData("""{ "units": 1, "weights": [[1, NaN]] }""", ":1:58: this is not JSON ('N' is an invalid start of a value)")]
    public void A_wrong_layer_is_answered_with(string layer, string sentence) => Answers($$"""{ "inputs": 2, "layers": [ {{layer}} ] }""", sentence);

    [Theory]
    [InlineData(
        """ "loss": "mse" """,
        "loss: there is no loss 'mse': "
        + "it must be one of half-squared-error, mean-squared-error, mean-absolute-error, huber, quantile, poisson, binary-cross-entropy, cross-entropy")]
    [InlineData(
        """ "biases": "share" """,
        "biases: there is no bias policy 'share' (did you mean 'shared'?): it must be one of per-unit, frozen, shared")]
    [InlineData(""" "optimizer": 5 """, "optimizer must be an object, not 5")]
    [InlineData(""" "optimizer": {} """, "optimizer lacks the property 'name'")]
    [InlineData(
        """ "optimizer": { "name": "adm" } """,
        "optimizer.name: there is no optimizer 'adm' (did you mean 'adam'?): it must be one of sgd, adagrad, rmsprop, adam, adamw, rprop, lbfgs, levenberg-marquardt")]
    [InlineData(""" "optimizer": { "name": "sgd", "learningRate": 0 } """, "optimizer.learningRate must be a number above 0, not 0")]
    [InlineData(""" "optimizer": { "name": "sgd", "momentum": 1 } """, "optimizer.momentum must be a number from 0 to below 1, not 1")]
    [InlineData(""" "optimizer": { "name": "sgd", "nesterov": true } """, "optimizer asks for nesterov without a momentum: give a momentum above 0")]
    [InlineData(""" "optimizer": { "name": "rmsprop", "momentum": 0.9, "centered": true } """,
        "optimizer is centered and has a momentum: give one of the two")]
    [InlineData(""" "optimizer": { "name": "rprop", "grow": 0.9 } """, "optimizer.grow must be a number of at least 1, not 0.9")]
    [InlineData(""" "optimizer": { "name": "rprop", "weightDecay": 0.1 } """,
        "optimizer has no property 'weightDecay': it may have name, learningRate, shrink, grow, shortest, longest")]
    [InlineData(""" "optimizer": { "name": "lbfgs", "history": 0 } """, "optimizer.history must be a whole number of at least 1, not 0")]
    [InlineData(""" "optimizer": { "name": "lbfgs", "curvature": 0.0001 } """, "optimizer must have a sufficientDecrease below its curvature")]
    [InlineData(""" "optimizer": { "name": "levenberg-marquardt", "learningRate": 0.1 } """,
        "optimizer has no property 'learningRate': it may have name, damping, gradientTolerance")]
    [InlineData(""" "optimizer": { "name": "levenberg-marquardt", "damping": 0 } """, "optimizer.damping must be a number above 0, not 0")]
    [InlineData(""" "optimizer": { "name": "adam", "weightDecay": -1 } """, "optimizer.weightDecay must be a number of at least 0, not -1")]
    [InlineData(
        """ "optimizer": { "name": "adam", "momentum": 0.9 } """,
        "optimizer has no property 'momentum': it may have name, learningRate, beta1, beta2, epsilon, weightDecay")]
    [InlineData(""" "gradients": 1 """, "gradients must be an object, not 1")]
    [InlineData(
        """ "gradients": { "lambda": 1 } """,
        "gradients has no property 'lambda': it may have l1, l2, clipNorm, clipValue")]
    [InlineData(""" "gradients": { "l1": -1 } """, "gradients.l1 must be a number of at least 0, not -1")]
    [InlineData(""" "gradients": { "l2": "x" } """, "gradients.l2 must be a finite number, not \"x\"")]
    [InlineData(""" "gradients": { "clipNorm": 0 } """, "gradients.clipNorm must be a number above 0, not 0")]
    [InlineData(
        """ "gradients": { "clipNorm": 1, "clipValue": 2 } """, "gradients.clipValue does not go with clipNorm: leave one of them out")]
    [InlineData(
        """ "batch": [ { "input": [1, 2], "target": [1, 0], "weight": -1 } ] """, "batch[0].weight must be a number of at least 0, not -1")]
    [InlineData(
        """ "batch": [ { "input": [1, 2], "target": [1, 0], "weight": 0 } ] """, "batch has only samples of weight 0: at least one must count")]
    [InlineData(""" "batch": [] """, "batch must have at least one sample")]
    [InlineData(""" "batch": [ { "input": [1, 2] } ] """, "batch[0] lacks the property 'target'")]
    [InlineData(""" "batch": [ { "input": [1], "target": [1, 0] } ] """, "batch[0].input has 1 numbers, but must have 2, one for each input")]
    [InlineData(""" "batch": [ { "input": [1, 2], "target": [1] } ] """, "batch[0].target has 1 numbers, but must have 2, one for each output")]
    public void A_wrong_property_is_answered_with(string property, string sentence) =>
        Answers($$"""{ "inputs": 2, "layers": [ { "units": 2 } ], {{property}} }""", sentence);

    [Theory]
    [InlineData(
        """{ "inputs": 2, "layers": [ { "units": 2, "activation": "softmax" }, { "units": 1 } ] }""",
        "layers are not a network: layer 1 is hidden and cannot be a softmax: it may stand only in the output layer")]
    [InlineData(
        """{ "inputs": 2, "loss": "cross-entropy", "layers": [ { "units": 2, "activation": "relu" } ] }""",
        "layers are not a network: the loss cross-entropy contains softmax and cannot follow an output layer with the activation relu: "
        + "use softmax or identity there")]
    [InlineData(
        """{ "inputs": 2, "biases": "shared", "layers": [ { "units": 2, "biases": [1, 2] } ] }""",
        "layers[0].biases must all be equal, or one number, as the biases of this network are shared")]
    [InlineData(
        """{ "inputs": 1, "loss": "cross-entropy", "layers": [ { "units": 2 } ], "batch": [ { "input": [1], "target": [0.7, 0.7] } ] }""",
        "batch[0].target must be probabilities, none below 0 and 1 in all, under the loss cross-entropy")]
    [InlineData(
        """{ "inputs": 1, "loss": "cross-entropy", "layers": [ { "units": 2 } ], "batch": [ { "input": [1], "target": [-1, 2] } ] }""",
        "batch[0].target must be probabilities, none below 0 and 1 in all, under the loss cross-entropy")]
    [InlineData(
        """{ "inputs": 2000000000, "layers": [ { "units": 2000000000, "biases": 1 } ], "biases": "shared" }""",
        "layers are not a network: up to layer 1 there are 4,000,000,002,000,000,000 parameters: at most 250,000,000 fit")]
    public void What_does_not_go_together_is_answered_with(string json, string sentence) => Answers(json, sentence);

    [Fact]
    public void A_property_that_stands_twice_is_named()
    {
        const string Units = """{ "inputs": 2, "layers": [ { "units": 1, "\u0075nits": 2 } ] }""";
        const string Inputs = """{ "inputs": 2, "inputs": 2, "layers": [] }""";
        Answers(Inputs, "this is not JSON (Duplicate property 'inputs' encountered during deserialization)");
        Answers(Units, "this is not JSON (Duplicate property 'units' encountered during deserialization)");
    }

    [Theory]
    [InlineData(""" { "inputs": 1, "layers": [ { "units": 1, "activation": "\ud800" } ] } """)]
    [InlineData(""" { "inputs": 1, "layers": [ { "units": 1, "\ud800": 1 } ] } """)]
    [InlineData(""" { "inputs": 1, "layers": "\udc00" } """)]
    [InlineData(""" { "\ud800": 1, "\ud800": 2 } """)]
    public void Half_a_character_is_bad_input(string json)
    {
        Assert.Throws<BadInputException>(() => NetworkSpec.Parse(json, "net.json"));
        // The same with the character itself in place of its escape.
        Assert.Throws<BadInputException>(() => NetworkSpec.Parse(json.Replace("\\ud800", "\ud800", StringComparison.Ordinal), "net.json"));
    }

    [Fact]
    public void A_file_that_is_not_there_and_a_folder_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        var (missing, elsewhere) = (folder.PathOf("no.json"), Path.Combine(folder.Root, "no", "net.json"));
        Assert.Equal($"there is no file '{missing}'", Assert.Throws<BadInputException>(() => NetworkSpec.Read(missing)).Message);
        Assert.Equal($"there is no file '{elsewhere}'", Assert.Throws<BadInputException>(() => NetworkSpec.Read(elsewhere)).Message);
        Assert.Equal($"'{folder.Root}' is a folder, not a file", Assert.Throws<BadInputException>(() => NetworkSpec.Read(folder.Root)).Message);
    }

    [Fact]
    public void Whatever_is_altered_in_a_valid_spec_it_is_read_or_refused_and_never_worse()
    {
        string[] tokens =
        [
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "-1", "0", "1e999", "1.5", "\"x\"", "[]", "{}",
            "\\u0000", "\\ud800", "2", "\u00e9", "biases", "99999999999999999999",
        ];
        var (random, read, refused) = (new Random(1), 0, 0);
        for (var n = 0; n < 3000; n++)
        {
            var text = Valid;
            for (var changes = random.Next(1, 4); changes > 0; changes--)
            {
                var (at, length) = (random.Next(text.Length), random.Next(0, 12));
                text = text[..at] + (random.Next(3) > 0 ? tokens[random.Next(tokens.Length)] : "") + text[Math.Min(text.Length, at + length)..];
            }
            try
            {
                NetworkSpec.Parse(text, "net.json").Build<float>();
                read++;
            }
            catch (BadInputException e)
            {
                Assert.StartsWith("net.json", e.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(read > 10 && refused > 1000, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Whichever_value_is_exchanged_for_another_it_is_read_or_refused_and_never_worse()
    {
        string[] values =
            ["null", "true", "-1", "0", "1e999", "1.5", "\"sgd\"", "[]", "{}", "[1]", "[[1]]", "{\"a\":1}", "1e-320", "12345678901234567890"];
        var places = System.Text.RegularExpressions.Regex.Matches(Valid, """(?<=: |\[|, )(-?\d[\d.e-]*|"[a-z/0-9.-]+"(?!:)|true)""");
        Assert.True(places.Count > 25);
        foreach (var place in places.Cast<System.Text.RegularExpressions.Match>())
            foreach (var value in values)
            {
                var text = Valid[..place.Index] + value + Valid[(place.Index + place.Length)..];
                var error = Record.Exception(() => NetworkSpec.Parse(text, "net.json").Build<float>());
                Assert.True(error is null or BadInputException, $"{value} for {place.Value}: {error}");
            }
    }

    /// <summary>Every sentence begins with the file, and if it knows them with line and column: <c>net.json: …</c>, <c>net.json:1:8: …</c>.</summary>
    private static void Answers(string json, string sentence)
    {
        var error = Assert.Throws<BadInputException>(() => NetworkSpec.Parse(json, "net.json"));
        Assert.Equal(sentence[0] == ':' ? $"net.json{sentence}" : $"net.json: {sentence}", error.Message);
    }
}
