using System.Text;
using System.Text.Json.Nodes;

namespace Chainrule.Cli.Tests;

/// <summary>Event files, read by a decoder of their own: frames, checksums by the polynomial bit by bit, protocol buffers by field.</summary>
public sealed class TensorBoardTests
{
    [Fact]
    public void Every_number_of_the_log_is_an_event_of_tensorboard()
    {
        using var tool = new Tool();
        tool.Run(
            "train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "6", "--hidden", "5", "-o", "m", "-q",
            "--log", "run.jsonl", "--tensorboard", "runs/one").Done();
        var path = Assert.Single(tool.Files().Keys, name => name.Contains("tfevents", StringComparison.Ordinal));
        Assert.Matches(@"^runs/one/events\.out\.tfevents\.\d{10}\.", path);
        var events = Events(tool.Bytes(path)).ToList();
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString((byte[])events[0].Single(field => field.Number == 3).Value));

        var lines = tool.Text("run.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        var epochs = lines.Where(line => (string)line["event"]! == "epoch").ToList();
        Assert.Equal(6, epochs.Count);
        Assert.Equal(7, events.Count);
        foreach (var (fields, epoch) in events.Skip(1).Zip(epochs))
        {
            Assert.Equal((ulong)(int)epoch["epoch"]!, fields.Single(field => field.Number == 2).Value);
            var time = BitConverter.Int64BitsToDouble((long)(ulong)fields.Single(field => field.Number == 1).Value);
            Assert.InRange(DateTime.UnixEpoch.AddSeconds(time), DateTime.UtcNow.AddMinutes(-10), DateTime.UtcNow);
            var scalars = Fields((byte[])fields.Single(field => field.Number == 5).Value).Select(value => Fields((byte[])value.Value).ToList())
                .ToDictionary(
                    value => Encoding.UTF8.GetString((byte[])value.Single(field => field.Number == 1).Value),
                    value => BitConverter.UInt32BitsToSingle((uint)value.Single(field => field.Number == 2).Value));
            var expected = new Dictionary<string, JsonNode?>
            {
                ["loss/train"] = epoch["trainingLoss"],
                ["loss/validation"] = epoch["validationLoss"],
                ["accuracy/validation"] = epoch["accuracy"],
                ["learning rate"] = epoch["learningRate"],
            };
            foreach (var layer in epoch["layers"]!.AsArray())
                foreach (var (tag, name) in new[]
                {
                    ("gradient norm", "gradientNorm"), ("weight norm", "weightNorm"), ("update ratio", "updateRatio"), ("output mean", "outputMean"),
                    ("output deviation", "outputDeviation"), ("dead units", "deadUnits"),
                })
                    expected[$"{tag}/layer {layer!["layer"]}"] = layer[name];
            Assert.Equal(expected.ToDictionary(pair => pair.Key, pair => (float)(double)pair.Value!.AsValue()), scalars);
        }
    }

    [Fact]
    public void Two_runs_into_one_folder_are_two_files()
    {
        using var tool = new Tool();
        string[] train = ["train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "1", "-o", "m", "-q", "--tensorboard", "runs"];
        tool.Run(train).Done();
        tool.Run(train).Done();
        Assert.Equal(2, tool.Files().Keys.Count(name => name.Contains("tfevents", StringComparison.Ordinal)));
    }

    /// <summary>The check value of CRC-32C, and the vectors of RFC 3720.</summary>
    [Fact]
    public void The_tests_own_checksum_is_CRC32C()
    {
        Assert.Equal(0xE3069283u, Crc("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc([.. Enumerable.Repeat((byte)0xFF, 32)]));
        Assert.Equal(0x46DD794Eu, Crc([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));
    }

    [Fact]
    public void A_damaged_file_is_seen()
    {
        using var tool = new Tool();
        tool.Run("train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "1", "-o", "m", "-q", "--tensorboard", "runs").Done();
        var bytes = tool.Bytes(tool.Files().Keys.Single(name => name.Contains("tfevents", StringComparison.Ordinal)));
        bytes[^10] ^= 1;
        Assert.Throws<InvalidDataException>(() => Events(bytes).ToList());
    }

    private static IEnumerable<List<(int Number, object Value)>> Events(byte[] file)
    {
        for (var at = 0; at < file.Length;)
        {
            var length = (int)BitConverter.ToUInt64(file, at);
            if (BitConverter.ToUInt32(file, at + 8) != Masked(file.AsSpan(at, 8))) throw new InvalidDataException("The checksum of a length is wrong.");
            var message = file[(at + 12)..(at + 12 + length)];
            if (BitConverter.ToUInt32(file, at + 12 + length) != Masked(message)) throw new InvalidDataException("The checksum of a message is wrong.");
            yield return [.. Fields(message)];
            at += 16 + length;
        }
    }

    private static IEnumerable<(int Number, object Value)> Fields(byte[] message)
    {
        var at = 0;
        ulong Varint()
        {
            for (var (value, shift) = (0UL, 0); ; shift += 7)
            {
                value |= (ulong)(message[at] & 0x7F) << shift;
                if ((message[at++] & 0x80) == 0) return value;
            }
        }
        while (at < message.Length)
        {
            var key = Varint();
            object value;
            switch (key & 7)
            {
                case 0: value = Varint(); break;
                case 1: (value, at) = (BitConverter.ToUInt64(message, at), at + 8); break;
                case 5: (value, at) = (BitConverter.ToUInt32(message, at), at + 4); break;
                case 2:
                    var length = (int)Varint();
                    (value, at) = (message[at..(at + length)], at + length);
                    break;
                default: throw new InvalidDataException($"There is no type {key & 7} of a field.");
            }
            yield return ((int)(key >> 3), value);
        }
    }

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var crc = Crc(bytes);
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }

    /// <summary>Bit by bit, with the reversed polynomial of Castagnoli.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) == 1 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        return ~crc;
    }
}
