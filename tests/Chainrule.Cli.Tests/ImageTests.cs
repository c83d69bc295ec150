namespace Chainrule.Cli.Tests;

public sealed class ImageTests
{
    /// <summary>Images of 2 × 2 pixels, bright above for 3 and below for 7, and their labels.</summary>
    private static Tool Pair()
    {
        var random = new Random(5);
        var (images, labels) = (new List<byte>([0, 0, 8, 3, 0, 0, 0, 100, 0, 0, 0, 2, 0, 0, 0, 2]), new List<byte>([0, 0, 8, 1, 0, 0, 0, 100]));
        for (var i = 0; i < 100; i++)
        {
            var isSeven = i % 2 == 1;
            labels.Add(isSeven ? (byte)7 : (byte)3);
            for (var pixel = 0; pixel < 4; pixel++) images.Add((byte)(pixel < 2 == isSeven ? random.Next(60) : random.Next(180, 256)));
        }
        return new Tool().With("my-images-idx3-ubyte", [.. images]).With("my-labels-idx1-ubyte", [.. labels]);
    }

    [Fact]
    public void Images_are_trained_on_judged_and_predicted_like_any_table()
    {
        using var tool = Pair();
        var train = tool.Run("train", "my-images-idx3-ubyte", "--epochs", "50").Done();
        Assert.Contains("my-images-idx3-ubyte: 100 rows, 5 columns\ntarget   label: 2 classes\n", train.Error, StringComparison.Ordinal);
        Assert.EndsWith("model written to my-images-idx3-ubyte.safetensors\n", train.Out, StringComparison.Ordinal);
        var evaluated = tool.Run("evaluate", "my-images-idx3-ubyte.safetensors", "my-images-idx3-ubyte", "--json").Done().Json;
        Assert.Equal((100, 1.0), ((int)evaluated["rows"]!, (double)evaluated["accuracy"]!));
        var lines = tool.Run("predict", "my-images-idx3-ubyte.safetensors", "my-images-idx3-ubyte").Done().Out.Trim().Split('\n');
        Assert.Equal("label,prediction,p(3),p(7)", lines[0]);
        Assert.All(lines[1..], (line, i) => Assert.StartsWith(i % 2 == 1 ? "7,7," : "3,3,", line, StringComparison.Ordinal));
        Assert.Contains("pixel1 … pixel4  number: mean", tool.Run("inspect", "my-images-idx3-ubyte.safetensors").Done().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_without_labels_are_predicted_but_not_trained_on()
    {
        using var tool = Pair();
        tool.With("new", tool.Bytes("my-images-idx3-ubyte"));
        tool.Run("train", "new", "--labels", "my-labels-idx1-ubyte", "--epochs", "5", "-o", "m").Done();
        Assert.StartsWith("prediction,p(3),p(7)\n", tool.Run("predict", "m", "new").Done().Out, StringComparison.Ordinal);
        Refusal.Expect(tool, "new lacks the column 'label' that the model needs", "evaluate", "m", "new");
        Refusal.Expect(tool, "which column of new is to be predicted? Say --target COLUMN; it has pixel1, pixel2, pixel3, pixel4", "train", "new");
    }
}
