using System.Buffers.Binary;
using System.Text;
using Chainrule.Testing;

namespace Chainrule.Tests;

/// <summary>Model files that were cut, altered or forged: refused in a sentence, or nothing of the network has changed.</summary>
public sealed class AlteredModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _bytes;
    private readonly Network<float> _network = new(2, [new(3, Activation.Tanh), new(1)], Loss.Huber, seed: 6);

    public AlteredModelTests()
    {
        _network.Save(Model);
        _bytes = File.ReadAllBytes(Model);
    }

    private string Model => _folder.PathOf("model.safetensors");

    private int HeaderLength => (int)BinaryPrimitives.ReadInt64LittleEndian(_bytes);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_cut_short_anywhere_or_with_more_at_its_end_is_refused()
    {
        for (var length = 0; length < _bytes.Length; length++) IsRefused(_bytes[..length]);
        IsRefused([.. _bytes, 0]);
        IsRefused([.. _bytes, .. _bytes]);
    }

    [Fact]
    public void A_file_with_any_byte_altered_is_refused_or_means_the_same()
    {
        var unnoticed = new SortedSet<int>();
        var likely = "\t\n \"\\{}[],:09aZ\0"u8.ToArray();
        for (var at = 0; at < _bytes.Length; at++)
            foreach (var value in Enumerable.Range(0, 8).Select(bit => (byte)(_bytes[at] ^ (1 << bit))).Concat(likely))
            {
                var altered = _bytes.ToArray();
                altered[at] = value;
                if (value != _bytes[at] && Load(altered) is { } loaded)
                {
                    unnoticed.Add(at);
                    StepTests.SameParameters(loaded, _network);
                    Assert.Equal((_network.Loss, _network.Biases, _network.ToString()), (loaded.Loss, loaded.Biases, loaded.ToString()));
                }
            }
        // What may go unnoticed: which white space fills the header up, the case of a hexadecimal digit of an escape, and the
        // name of the checksum, without which a file counts as one that somebody wrote without a checksum.
        var header = Encoding.UTF8.GetString(_bytes, 8, HeaderLength);
        var name = header.IndexOf("crc32c", StringComparison.Ordinal) + 8;
        foreach (var at in unnoticed.Where(at => at < name || at >= name + 6))
        {
            var isInEscape = header.LastIndexOf("\\u", at - 8, 6, StringComparison.Ordinal) >= 0;
            Assert.True(header[at - 8] == ' ' || isInEscape, $"byte {at}, '{header[at - 8]}', went unnoticed");
        }
    }

    [Fact]
    public void Without_its_checksum_a_file_is_still_checked_against_itself()
    {
        var random = new Random(1);
        var unsigned = Encoding.UTF8.GetString(_bytes, 8, HeaderLength).Replace("crc32c", "crc999", StringComparison.Ordinal);
        string[] tokens =
        [
            "null", "-1", "0", "1e999", "[]", "{}", "\\\"", "\\\\ud800", "[", "]", "{", "}", ",", ":", "F64",
            "99999999999999999999", "9223372036854775807", "3", "1",
        ];
        var read = 0;
        for (var n = 0; n < 3000; n++)
        {
            var (at, length) = (random.Next(unsigned.Length), random.Next(0, 10));
            var header = unsigned[..at] + tokens[random.Next(tokens.Length)] + unsigned[Math.Min(unsigned.Length, at + length)..];
            if (Load(WithHeader(header)) is not null) read++;
        }
        Assert.InRange(read, 1, 2000);
    }

    [Theory]
    [InlineData(1L << 62)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    [InlineData(0xffffffff)]
    public void A_lying_header_length_is_refused_without_reserving_memory_for_it(long length)
    {
        var altered = _bytes.ToArray();
        BinaryPrimitives.WriteInt64LittleEndian(altered, length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        IsRefused(altered);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[65536,65536,65536,65536],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,9223372036854775807]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""")]
    [InlineData("""{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"a":[1]}""")]
    [InlineData("""{"a":5}""")]
    [InlineData("""{"__metadata__":5}""")]
    [InlineData("""{"__metadata__":{"chainrule":5}}""")]
    [InlineData("""{"__metadata__":{"chainrule":"{}"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"chainrule":"[]"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"chainrule":"5"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"chainrule":"nonsense"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"__metadata__":{"chainrule":"{\"format\":\"chainrule.model/2\"}"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("5")]
    public void A_forged_header_is_refused(string header)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        IsRefused([.. length, .. json, .. new byte[8]]);
    }

    [Fact]
    public void A_document_that_only_a_lenient_reader_reads_is_read_or_refused()
    {
        // Comments and trailing commas are allowed in specs; both readers of the document must agree on them.
        var document = """{\"format\":\"chainrule.model/1\",/**/\"network\":{\"inputs\":1,\"layers\":[{\"units\":1,}]}}""";
        var json = Encoding.UTF8.GetBytes("""
            {"__metadata__":{"chainrule":"DOCUMENT"},
             "layers.0.weight":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},
             "layers.0.bias":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}
            """.Replace("DOCUMENT", document, StringComparison.Ordinal));
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        Assert.NotNull(Load([.. length, .. json, .. new byte[8]]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Numbers_that_are_none_are_refused(float value)
    {
        _network.Layers[0].Weights[2] = value;
        _network.Save(Model);
        Assert.Equal(
            $"'{Model}' holds a number that is NaN or infinite: it was altered or written by something else",
            Assert.Throws<BadInputException>(() => Network<float>.Load(Model)).Message);
    }

    [Fact]
    public void The_main_sentences_say_what_to_do()
    {
        Says([], "is too short to be a model file: train or copy it again");
        Says(_bytes[..^1], "is cut short: train or copy it again");
        Says([.. _bytes, 0], "has more bytes than its header says: train or copy it again");
        Says([.. _bytes[..^1], (byte)(_bytes[^1] ^ 1)], "was altered after it was written (its checksum differs): train or copy it again");
        Says(Encoding.UTF8.GetBytes("sepal,petal\n1,2\n3,4\n"), "is cut short or not a model file: train or copy it again");
    }

    private void Says(byte[] bytes, string sentence)
    {
        File.WriteAllBytes(Model, bytes);
        Assert.Equal($"'{Model}' {sentence}", Assert.Throws<BadInputException>(() => Network<float>.Load(Model)).Message);
    }

    private void IsRefused(byte[] bytes) => Assert.Null(Load(bytes));

    /// <summary>The network in these bytes, or null where they are refused; any other exception than that of bad input goes through.</summary>
    private Network<float>? Load(byte[] bytes)
    {
        File.WriteAllBytes(Model, bytes);
        try
        {
            return Network<float>.Load(Model);
        }
        catch (BadInputException e)
        {
            Assert.Contains(Model, e.Message, StringComparison.Ordinal);
            return null;
        }
    }

    private byte[] WithHeader(string header)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. _bytes[(8 + HeaderLength)..]];
    }
}
