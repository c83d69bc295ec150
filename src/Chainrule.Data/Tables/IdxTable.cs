namespace Chainrule.Data;

/// <summary>Images of an IDX file as a table: a row for each, a column for each pixel, and the label if there is a file of labels.</summary>
internal static class IdxTable
{
    public const string Label = "label";

    /// <summary>The images with their labels: those of the file that is named, or else of one beside them, if it is there.</summary>
    /// <exception cref="BadInputException">The two are not images and as many labels.</exception>
    public static Table Read(IdxFile images, string path, string? labelsPath)
    {
        if (images.Sizes.Length == 1)
            throw new BadInputException($"{path} holds labels, not images: give the file of images, and this one with --labels");
        var rows = images.Sizes[0];
        var pixels = images.Values.Length / rows;
        List<(string, Cells)> columns = [.. Enumerable.Range(0, pixels).Select(pixel =>
            ($"pixel{pixel + 1}", (Cells)new PixelCells(images.Values, pixels, pixel)))];
        var labels = (labelsPath ?? Beside(path)) is { } found ? ReadLabels(found, images) : null;
        if (labels is not null) columns.Add((Label, new LabelCells(labels)));
        return new(path, columns, rows, new RowPlaces(", image "), labels is null ? null : Label)
        {
            ImageSize = images.Sizes is [_, var height, var width] ? (height, width) : null,
        };
    }

    private static byte[] ReadLabels(string path, IdxFile images)
    {
        var labels = Files.Read(path, name =>
        {
            using var file = File.OpenRead(name);
            return TableFile.Unpacked(file, name, content => IdxFile.Read(content, name));
        });
        if (labels.Sizes.Length != 1) throw new BadInputException($"{path} holds images, not labels: give the file of labels with --labels");
        if (labels.Sizes[0] != images.Sizes[0])
            throw new BadInputException($"{images.Name} holds {Sentence.Count(images.Sizes[0], "image")}, but {path} "
                + $"{Sentence.Count(labels.Sizes[0], "label")}: they are not a pair");
        return labels.Values;
    }

    /// <summary>train-labels-idx1-ubyte.gz for train-images-idx3-ubyte.gz, packed or not, if there is such a file.</summary>
    private static string? Beside(string images)
    {
        var name = Path.GetFileName(images);
        var labels = name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        if (labels == name || !labels.Contains("labels", StringComparison.Ordinal)) return null;
        var path = Path.Combine(Path.GetDirectoryName(images) ?? "", labels);
        string[] candidates = [path, path.EndsWith(".gz", StringComparison.Ordinal) ? path[..^3] : path + ".gz"];
        return candidates.FirstOrDefault(File.Exists);
    }
}
