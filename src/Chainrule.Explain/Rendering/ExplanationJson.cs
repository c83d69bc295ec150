using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Chainrule.Explain;

/// <summary>
/// An explanation as one JSON document, <c>chainrule.derivation/1</c>: the quantities that the page shows, or all there are, and the page
/// itself. Written as it goes, so that all quantities of a large network are never in memory together.
/// </summary>
public static class ExplanationJson
{
    private static readonly JsonWriterOptions s_readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the document, with a line break at the end.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="document">The page.</param>
    /// <param name="steps">The steps it explains.</param>
    /// <param name="isAll">Whether all quantities are listed, or those that the page shows.</param>
    public static void Write(Stream stream, Document document, IReadOnlyList<StepQuantities> steps, bool isAll)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(steps);
        var shape = steps[0].Shape;
        using (var json = new Utf8JsonWriter(stream, s_readable))
        {
            json.WriteStartObject();
            json.WriteString("schema", "chainrule.derivation/1");
            Property(json, "title", Prose(document.Title));
            Property(json, "network", NetworkSpec.Describe(shape.Network));
            Property(json, "conventions", Conventions(shape));
            json.WriteStartArray("quantities");
            foreach (var step in steps)
            {
                var shown = isAll ? null : IdsIn(document.Blocks, document.Terms).ToHashSet();
                foreach (var quantity in step.All.Where(quantity => shown?.Contains(quantity.Id) ?? true))
                {
                    QuantityJson.Of(quantity).WriteTo(json);
                    if (json.BytesPending > 1 << 16) json.Flush();
                }
            }
            json.WriteEndArray();
            json.WriteStartArray("sections");
            // All quantities are their own page.
            foreach (var block in isAll ? [] : document.Blocks) Block(block, document.Terms)?.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.Write("\n"u8);
    }

    private static JsonObject Conventions(StepShape shape)
    {
        var conventions = new JsonObject
        {
            ["biases"] = BiasPolicies.NameOf(shape.Network.Biases),
            ["indices"] = "from 1; W[j,i] leads to j, from i",
        };
        if (shape.IsForwardOnly) return conventions;
        conventions["loss"] = shape.Network.Loss.Name;
        conventions["samples"] = shape.Samples;
        conventions["optimizer"] = shape.Optimizer switch
        {
            Moments adam => new JsonObject
            {
                ["name"] = adam.Name,
                ["learningRate"] = adam.LearningRate,
                ["beta1"] = adam.Beta1,
                ["beta2"] = adam.Beta2,
                ["epsilon"] = adam.Epsilon,
                ["weightDecay"] = adam.WeightDecay,
            },
            Sgd sgd => new JsonObject
            {
                ["name"] = sgd.Name,
                ["learningRate"] = sgd.LearningRate,
                ["momentum"] = sgd.Momentum,
                ["nesterov"] = sgd.Nesterov,
                ["weightDecay"] = sgd.WeightDecay,
            },
            Adagrad adagrad => new JsonObject
            {
                ["name"] = adagrad.Name,
                ["learningRate"] = adagrad.LearningRate,
                ["epsilon"] = adagrad.Epsilon,
                ["weightDecay"] = adagrad.WeightDecay,
            },
            RmsProp rms => new JsonObject
            {
                ["name"] = rms.Name,
                ["learningRate"] = rms.LearningRate,
                ["alpha"] = rms.Alpha,
                ["epsilon"] = rms.Epsilon,
                ["momentum"] = rms.Momentum,
                ["centered"] = rms.Centered,
                ["weightDecay"] = rms.WeightDecay,
            },
            Rprop rprop => new JsonObject
            {
                ["name"] = rprop.Name,
                ["learningRate"] = rprop.LearningRate,
                ["shrink"] = rprop.Shrink,
                ["grow"] = rprop.Grow,
                ["shortest"] = rprop.Shortest,
                ["longest"] = rprop.Longest,
            },
            _ => new JsonObject { ["name"] = shape.Optimizer.Name, ["learningRate"] = shape.Optimizer.LearningRate },
        };
        if (shape.Trace.Gradients is { } gradients) conventions["gradients"] = NetworkSpec.Describe(gradients);
        if (shape.Dropout.Any) conventions["seed"] = shape.Trace.Seed;
        conventions["update"] = "all gradients are taken at the weights before the update; the loss is that before the update";
        return conventions;
    }

    private static JsonObject? Block(Block block, ITerms terms) => block switch
    {
        Section section => new()
        {
            ["type"] = "section",
            ["id"] = section.Id,
            ["title"] = Prose(section.Title),
            ["blocks"] = Array(section.Blocks.Select(inner => Block(inner, terms)).Where(inner => inner is not null)),
        },
        Paragraph paragraph => new() { ["type"] = "paragraph", ["text"] = Prose(paragraph.Text) },
        Definitions definitions => new()
        {
            ["type"] = "definitions",
            ["items"] = Array(definitions.Items.Select(item => new JsonObject { ["term"] = Prose(item.Term), ["text"] = Prose(item.Text) })),
        },
        Formulas formulas => new() { ["type"] = "formulas", ["lines"] = Array(formulas.Lines.Select(line => Line(line, terms))) },
        Table table => new()
        {
            ["type"] = "table",
            ["header"] = Array(table.Header.Select(Prose)),
            ["rows"] = Array(table.Rows.Select(row => Array(row.Select(Prose)))),
        },
        _ => null,
    };

    private static JsonObject Line(FormulaLine line, ITerms terms)
    {
        var own = line.Symbols.SelectMany(Quantity.Variables).Append(line.Id).Distinct().Where(name => terms[name].Link != name);
        return new()
        {
            ["id"] = line.Id,
            ["symbols"] = Array(line.Symbols.Select(symbols => JsonValue.Create(symbols.ToString()))),
            ["value"] = QuantityJson.Number(terms[line.Id].Value),
            ["decimals"] = line.Decimals,
            ["addsUp"] = line.AddsUp,
            ["terms"] = new JsonObject(own.Select(name => KeyValuePair.Create<string, JsonNode?>(name, Term(terms[name])))),
            ["remark"] = line.Remark is { } remark ? Prose(remark) : null,
        };
    }

    private static JsonObject Term(Term term) => new()
    {
        ["value"] = QuantityJson.Number(term.Value),
        ["of"] = term.Link,
        ["rest"] = term.Rest is { } rest ? Prose(rest) : null,
    };

    private static JsonObject Prose(Prose prose) => new()
    {
        ["key"] = prose.Key,
        ["parts"] = Array(prose.Parts.Select(part => (JsonNode?)(part switch
        {
            TextPart text => JsonValue.Create(text.Text),
            NamePart name => new JsonObject { ["quantity"] = name.Variable },
            NumberPart number => new JsonObject { ["number"] = QuantityJson.Number(number.Value) },
            FormulaPart formula => new JsonObject { ["formula"] = formula.Formula.ToString() },
            _ => null,
        }))),
    };

    /// <summary>The quantities that a page shows, with those in their rules as it shows them.</summary>
    private static IEnumerable<string> IdsIn(IEnumerable<Block> blocks, ITerms terms) => blocks.SelectMany(block => block switch
    {
        Section section => IdsIn(section.Blocks, terms),
        Formulas formulas => formulas.Lines.SelectMany(line => line.Symbols.SelectMany(Quantity.Variables).Append(line.Id))
            .Select(name => terms[name].Link).OfType<string>(),
        Paragraph paragraph => IdsIn(paragraph.Text, terms),
        Table table => table.Rows.SelectMany(row => row.SelectMany(cell => IdsIn(cell, terms))),
        Definitions definitions => definitions.Items.SelectMany(item => IdsIn(item.Text, terms)),
        _ => [],
    });

    private static IEnumerable<string> IdsIn(Prose prose, ITerms terms) =>
        prose.Parts.OfType<NamePart>().Select(part => terms[part.Variable].Link).OfType<string>();

    private static void Property(Utf8JsonWriter json, string name, JsonNode value)
    {
        json.WritePropertyName(name);
        value.WriteTo(json);
    }

    private static JsonArray Array(IEnumerable<JsonNode?> items) => [.. items];
}
