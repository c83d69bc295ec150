using System.Buffers.Binary;
using System.IO.Compression;

namespace Chainrule.Peers;

/// <summary>The images of Fashion-MNIST as numbers from 0 to 1, and their ten classes.</summary>
internal static class FashionMnist
{
    public const int Pixels = 784, Classes = 10;

    private const int ImagesHeader = 16, LabelsHeader = 8;

    /// <param name="folder">Where the four files of the data set are.</param>
    /// <param name="part">train or t10k.</param>
    public static DataSet<float> Read(string folder, string part)
    {
        var images = Unpacked(Path.Combine(folder, $"{part}-images-idx3-ubyte.gz"));
        var labels = Unpacked(Path.Combine(folder, $"{part}-labels-idx1-ubyte.gz"));
        var rows = BinaryPrimitives.ReadInt32BigEndian(images.AsSpan(4));
        var (inputs, targets) = (new float[rows * Pixels], new float[rows * Classes]);
        for (var i = 0; i < inputs.Length; i++) inputs[i] = images[ImagesHeader + i] / 255f;
        for (var row = 0; row < rows; row++) targets[(row * Classes) + labels[LabelsHeader + row]] = 1;
        return new(inputs, targets, rows);
    }

    /// <summary>The class of every row.</summary>
    public static long[] Labels(DataSet<float> data) => [.. data.Targets.Chunk(Classes).Select(row => (long)Array.IndexOf(row, 1f))];

    private static byte[] Unpacked(string path)
    {
        using var content = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var all = new MemoryStream();
        content.CopyTo(all);
        return all.ToArray();
    }
}
