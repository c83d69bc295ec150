using System.Buffers.Binary;
using System.IO.Compression;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class IdxTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Zeros, type, sizes, values: the format by hand.</summary>
    private static byte[] Idx(int[] sizes, byte[] values, byte type = 8)
    {
        var bytes = new byte[4 + (4 * sizes.Length)];
        (bytes[2], bytes[3]) = (type, (byte)sizes.Length);
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + (4 * i)), sizes[i]);
        return [.. bytes, .. values];
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private string File(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Images { get; } = Idx([3, 1, 2], [0, 255, 10, 20, 10, 255]);

    private static byte[] Labels { get; } = Idx([3], [9, 0, 9]);

    private static string[][] Cells(Table table) =>
        [.. Enumerable.Range(0, table.RowCount).Select(row => table.Columns.Select((_, column) => table[row, column]).ToArray())];

    [Fact]
    public void An_image_is_a_row_with_a_column_for_each_pixel_and_its_label()
    {
        var images = File("train-images-idx3-ubyte", Images);
        File("train-labels-idx1-ubyte.gz", Packed(Labels));
        var table = Table.Read(images);
        Assert.Equal(["pixel1", "pixel2", "label"], table.Columns);
        Assert.Equal<string[]>([["0", "255", "9"], ["10", "20", "0"], ["10", "255", "9"]], Cells(table));
        Assert.Equal(("label", $"{images}, image 3"), (table.OwnTarget, table.Place(2)));
        Assert.Equal<string[]>([["10", "255", "9"]], Cells(table.Select([2])));
    }

    [Fact]
    public void Labels_are_those_beside_or_those_named_or_none()
    {
        var images = File("t10k-images.idx3-ubyte.gz", Packed(Images));
        Assert.Equal(2, Table.Read(images).Columns.Count);
        Assert.Null(Table.Read(images).OwnTarget);
        var other = File("other", Idx([3], [1, 2, 3]));
        Assert.Equal("2", Table.Read(images, new() { Labels = other })[1, 2]);
        File("t10k-labels.idx1-ubyte.gz", Packed(Labels));
        Assert.Equal("0", Table.Read(images)[1, 2]);
        Assert.Equal("2", Table.Read(images, new() { Labels = other })[1, 2]);
    }

    [Fact]
    public void Labels_are_classes_by_name_and_pixels_share_one_scale()
    {
        File("labels", Labels);
        var table = Table.Read(File("images", Images));
        var schema = SchemaInference.Infer(table, [0, 1, 2], new SchemaOptions("label")).Schema;
        Assert.Equal(["0", "9"], Assert.IsType<ClassTarget>(schema.Target).Classes);
        double[] all = [0, 255, 10, 20, 10, 255];
        var (mean, deviation) = (all.Average(), Math.Sqrt(all.Average(x => x * x) - (all.Average() * all.Average())));
        Assert.Equal(["pixel1", "pixel2"], schema.Inputs.Select(column => column.Name));
        foreach (var pixel in schema.Inputs.Cast<NumberColumn>())
        {
            Assert.Equal(mean, pixel.Mean, 1e-12);
            Assert.Equal(deviation, pixel.Deviation, 1e-9);
            Assert.Equal(10, pixel.Median);
        }
        var data = TableEncoder.Encode<double>(table, [2, 0], schema).Data;
        Compare.Close([(10 - mean) / deviation, (255 - mean) / deviation, -mean / deviation, (255 - mean) / deviation], data.Inputs, 1e-9);
        Assert.Equal([0, 1, 0, 1], data.Targets);
    }

    [Fact]
    public void A_label_can_be_an_amount_when_that_is_said()
    {
        File("labels", Labels);
        var options = new SchemaOptions("label") { Task = LearningTask.Regression };
        Assert.Equal(6, Assert.IsType<ValueTarget>(SchemaInference.Infer(Table.Read(File("images", Images)), [0, 1, 2], options).Schema.Target).Mean);
    }

    [Fact]
    public void A_lying_header_costs_nothing()
    {
        var path = File("images", Idx([2_000_000_000], [1, 2, 3]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("holds labels", Make.Error(() => Table.Read(File("big", Idx([3], [1, 2, 3]))))[(_folder.Length + 5)..][..12]);
        Make.Error(() => Table.Read(path));
        Assert.Equal($"{_folder}/i ends after 3 of the 2,000,000,000 values that its header promises: copy or download it again",
            Make.Error(() => Table.Read(File("i", Idx([1_000_000, 2000], [1, 2, 3])))));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 8, 3, 0, 0 }, "ends within its header: copy or download it again")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1 }, "ends after 1 of the 2 values that its header promises: copy or download it again")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2 },
        "goes on after the 1 values that its header promises: it is damaged; copy or download it again")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 0 }, "says that it is empty: it is damaged, or must be split")]
    [InlineData(new byte[] { 0, 0, 8, 2, 255, 255, 255, 255, 255, 255, 255, 255 }, "says that it is larger than 2 GB: it is damaged, or must be split")]
    [InlineData(new byte[] { 0, 0, 8, 9, 0, 0, 0, 1 }, "says that it has 9 dimensions, and at most 4 are read: it may be damaged")]
    [InlineData(new byte[] { 0, 0, 0x0D, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0 },
        "holds numbers other than bytes (IDX type 0x0D): save them as unsigned bytes, or as CSV")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 5 }, "holds labels, not images: give the file of images, and this one with --labels")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0 }, "is a damaged gzip file, or was cut short: copy or download it again")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 },
        "is a damaged gzip file, or was cut short: copy or download it again")]
    public void What_is_wrong_with_a_file_is_one_sentence(byte[] bytes, string sentence)
    {
        Assert.Equal("x.idx " + sentence, Make.Error(() => Table.Read(new MemoryStream(bytes), "x.idx")));
        if (bytes[0] == 0) Assert.Equal("x.idx " + sentence, Make.Error(() => Table.Read(new MemoryStream(Packed(bytes)), "x.idx")));
    }

    [Fact]
    public void A_packed_file_that_is_cut_short_is_one_sentence()
    {
        var random = new byte[100_000];
        new Random(1).NextBytes(random);
        var packed = Packed(Idx([100, 1000], random));
        var message = Make.Error(() => Table.Read(new MemoryStream(packed[..50_000]), "x.gz"));
        Assert.StartsWith("x.gz ", message, StringComparison.Ordinal);
        Assert.EndsWith("copy or download it again", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_and_labels_are_a_pair()
    {
        var (images, two, labels) = (File("i", Images), File("two", Idx([2], [1, 2])), File("l", Labels));
        Assert.Equal($"{images} holds 3 images, but {two} 2 labels: they are not a pair", Make.Error(() => Table.Read(images, new() { Labels = two })));
        Assert.Equal($"{images} holds images, not labels: give the file of labels with --labels", Make.Error(() => Table.Read(images, new() { Labels = images })));
        Assert.Equal($"there is no file '{_folder}/no'", Make.Error(() => Table.Read(images, new() { Labels = _folder + "/no" })));
        var csv = File("t.csv", "a,b\n1,2\n"u8.ToArray());
        Assert.Equal($"{csv} does not hold IDX images, which --labels is for: name its target with --target",
            Make.Error(() => Table.Read(csv, new() { Labels = labels })));
        Assert.Equal($"{csv} is no IDX file: give the images or labels as MNIST has them", Make.Error(() => Table.Read(images, new() { Labels = csv })));
    }
}
