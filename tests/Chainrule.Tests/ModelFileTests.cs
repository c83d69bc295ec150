using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Models on the disk: what is loaded is what was saved, in our program and in Python, and a file is whole or the old one.</summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Model => _folder.PathOf("model.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_loaded_network_predicts_with_the_same_bits()
    {
        ComesBack<float>();
        ComesBack<double>();
    }

    [Fact]
    public void Floats_are_read_as_doubles_where_asked_and_doubles_never_as_floats()
    {
        var single = Draw<float>(Loss.CrossEntropy);
        single.Save(Model);
        Assert.False(ModelFile.Open(Model).IsDouble);
        Compare.SameBits<double>(Network<double>.Load(Model).Layers[0].Weights, Numbers.ToDouble<float>(single.Layers[0].Weights));
        Draw<double>(Loss.CrossEntropy).Save(Model);
        Assert.True(ModelFile.Open(Model).IsDouble);
        Refused($"'{Model}' holds doubles: read it as a network of double, as float would round it", () => Network<float>.Load(Model));
    }

    [Fact]
    public void The_document_carries_what_its_writer_adds()
    {
        ModelFile.Save(Model, Draw<float>(Loss.Huber), new() { ["training"] = new JsonObject { ["epochs"] = 5 }, ["note"] = "ä \"quoted\" \u4e2d" });
        var document = ModelFile.Open(Model).Document;
        Assert.Equal("chainrule.model/1", (string?)document["format"]);
        Assert.Equal(5, (int?)document["training"]!["epochs"]);
        Assert.Equal("ä \"quoted\" \u4e2d", (string?)document["note"]);
    }

    [Fact]
    public void Python_reads_the_weights_with_struct_and_json()
    {
        PythonReads<float>();
        PythonReads<double>();
    }

    [Fact]
    public void A_failed_write_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllText(Model, "old");
        Assert.Throws<IOException>(() => Files.WriteWhole(Model, stream =>
        {
            stream.Write("new"u8);
            throw new IOException("disk full");
        }));
        Assert.Equal("old", File.ReadAllText(Model));
        Assert.Equal([Model], Directory.GetFileSystemEntries(_folder.Root));
        Files.WriteWhole(Model, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(Model));
        Assert.Equal([Model], Directory.GetFileSystemEntries(_folder.Root));
    }

    [Fact]
    public void Whoever_looks_while_a_file_is_written_sees_the_old_one()
    {
        File.WriteAllText(Model, "old");
        Files.WriteWhole(Model, stream =>
        {
            stream.Write("new"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(Model));
        });
    }

    [Fact]
    public void What_cannot_be_read_or_written_is_said_in_a_sentence()
    {
        var (missing, elsewhere) = (_folder.PathOf("no"), Path.Combine(_folder.Root, "no", "model"));
        Refused($"there is no file '{missing}'", () => ModelFile.Open(missing));
        Refused($"'{_folder.Root}' is a folder, not a file", () => ModelFile.Open(_folder.Root));
        Assert.Throws<BadInputException>(() => Draw<float>(Loss.Huber).Save(elsewhere));
        Assert.Throws<BadInputException>(() => Draw<float>(Loss.Huber).Save(_folder.Root));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Root));
    }

    private void ComesBack<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var loss in Loss.All)
            foreach (var policy in Enum.GetValues<BiasPolicy>())
            {
                var network = Draw<T>(loss, policy);
                network.Save(Model);
                var loaded = Network<T>.Load(Model);
                StepTests.SameParameters(loaded, network);
                Assert.Equal((network.Loss, network.Biases, network.ToString()), (loaded.Loss, loaded.Biases, loaded.ToString()));
                var inputs = Numbers.Uniform<T>(30 * 3, 1);
                Compare.SameBits<T>(loaded.Predict(inputs), network.Predict(inputs));
            }
    }

    private void PythonReads<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = Draw<T>(Loss.CrossEntropy);
        network.Save(Model);
        var lines = Python("""
            import json, struct, sys
            data = open(sys.argv[1], 'rb').read()
            length, = struct.unpack('<Q', data[:8])
            header = json.loads(data[8:8 + length])
            assert length % 8 == 0
            assert json.loads(header['__metadata__']['chainrule'])['format'] == 'chainrule.model/1'
            for name in sorted(key for key in header if key != '__metadata__'):
                entry = header[name]
                count = 1
                for size in entry['shape']: count *= size
                start, end = entry['data_offsets']
                numbers = struct.unpack('<%d%s' % (count, {'F32': 'f', 'F64': 'd'}[entry['dtype']]), data[8 + length + start:8 + length + end])
                print(name, entry['shape'], *map(repr, numbers), sep='|')
            """, Model);
        var expected = network.Layers
            .SelectMany((layer, l) => new[]
            {
                ($"layers.{l}.bias", $"[{layer.Units}]", layer.Biases),
                ($"layers.{l}.weight", $"[{layer.Units}, {layer.Inputs}]", layer.Weights),
            })
            .ToList();
        Assert.Equal(expected.Count, lines.Length);
        foreach (var ((name, shape, values), line) in expected.Zip(lines))
        {
            var parts = line.Split('|');
            Assert.Equal((name, shape), (parts[0], parts[1]));
            double[] numbers = [.. parts[2..].Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            Compare.SameBits<double>(numbers, Numbers.ToDouble<T>(values), name);
        }
    }

    /// <summary>The lines that a Python program prints. Without Python the test fails, for it has proved nothing.</summary>
    private static string[] Python(string program, string argument)
    {
        var start = new ProcessStartInfo("python3", ["-c", program, argument]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Network<T> Draw<T>(Loss loss, BiasPolicy policy = BiasPolicy.PerUnit) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(3, [new(4, Activation.LeakyRelu), new(2)], loss, policy, seed: 6);
        foreach (var layer in network.Layers)
        {
            Numbers.Uniform<T>(layer.Units, 3).CopyTo(layer.Biases, 0);
            if (policy == BiasPolicy.Shared) layer.Biases.AsSpan().Fill(layer.Biases[0]);
        }
        return network;
    }

    [Fact]
    public void Shared_biases_that_differ_are_refused()
    {
        var network = new Network<double>(3, [new(4)], Loss.Huber, BiasPolicy.Shared);
        network.Layers[0].Biases[2] = 1;
        network.Save(Model);
        Refused("the biases of layer 1 differ, but are said to be shared", () => Network<double>.Load(Model));
    }

    private static void Refused(string sentence, Func<object> open) => Assert.Equal(sentence, Assert.Throws<BadInputException>(open).Message);
}
