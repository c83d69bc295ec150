namespace Chainrule.Data;

/// <summary>
/// The structures of a Parquet file as its definition, parquet.thrift, has them: the number of each field and what it holds. i is a whole
/// number, b bytes, t truth, y one byte, d a double, .X the structure X, [… a list of what follows.
/// </summary>
internal static class ParquetShapes
{
    public const string File = "FileMetaData", Page = "PageHeader", Chunk = "ColumnMetaData", Data = "DataPageHeader", DataV2 = "DataPageHeaderV2",
        Dictionary = "DictionaryPageHeader";

    private static readonly Dictionary<string, Dictionary<int, string>> s_shapes = new()
    {
        [File] = Fields("1i 2[.SchemaElement 3i 4[.RowGroup 5[.KeyValue 6b 7[.Marker 8.Encryption 9b"),
        ["SchemaElement"] = Fields("1i 2i 3i 4b 5i 6i 7i 8i 9i 10.LogicalType"),
        ["LogicalType"] = Fields("1.Nothing 2.Nothing 3.Nothing 4.Nothing 5.Decimal 6.Nothing 7.Time 8.Time 10.Integer 11.Nothing 12.Nothing "
            + "13.Nothing 14.Nothing 15.Nothing 16.Variant 17.Geography 18.Geography"),
        ["Nothing"] = [],
        ["Marker"] = Fields("1.Nothing 2.Nothing 3.Nothing"),
        ["Decimal"] = Fields("1i 2i"),
        ["Time"] = Fields("1t 2.Marker"),
        ["Integer"] = Fields("1y 2t"),
        ["Variant"] = Fields("1y"),
        ["Geography"] = Fields("1b 2i"),
        ["Encryption"] = Fields("1.Cipher 2.Cipher"),
        ["Cipher"] = Fields("1b 2b 3t"),
        ["RowGroup"] = Fields("1[.ColumnChunk 2i 3i 4[.SortingColumn 5i 6i 7i"),
        ["SortingColumn"] = Fields("1i 2t 3t"),
        ["ColumnChunk"] = Fields("1b 2i 3.ColumnMetaData 4i 5i 6i 7i 8.ColumnCipher 9b"),
        ["ColumnCipher"] = Fields("1.Nothing 2.ColumnKey"),
        ["ColumnKey"] = Fields("1[b 2b"),
        [Chunk] = Fields("1i 2[i 3[b 4i 5i 6i 7i 8[.KeyValue 9i 10i 11i 12.Statistics 13[.EncodingStats 14i 15i 16.SizeStatistics 17.Places"),
        ["KeyValue"] = Fields("1b 2b"),
        ["Statistics"] = Fields("1b 2b 3i 4i 5b 6b 7t 8t"),
        ["EncodingStats"] = Fields("1i 2i 3i"),
        ["SizeStatistics"] = Fields("1i 2[i 3[i"),
        ["Places"] = Fields("1.Box 2[i"),
        ["Box"] = Fields("1d 2d 3d 4d 5d 6d 7d 8d"),
        [Page] = Fields("1i 2i 3i 4i 5.DataPageHeader 6.Nothing 7.DictionaryPageHeader 8.DataPageHeaderV2"),
        [Data] = Fields("1i 2i 3i 4i 5.Statistics"),
        [Dictionary] = Fields("1i 2i 3t"),
        [DataV2] = Fields("1i 2i 3i 4i 5i 6i 7t 8.Statistics"),
    };

    /// <summary>What a field holds, or null where the definition does not have it.</summary>
    public static string? Field(string structure, int id) =>
        s_shapes.TryGetValue(structure, out var fields) ? fields.GetValueOrDefault(id) : null;

    private static Dictionary<int, string> Fields(string text) => text.Split(' ').Select(field =>
    {
        var digits = field.TakeWhile(char.IsAsciiDigit).Count();
        return (Id: int.Parse(field.AsSpan(0, digits), System.Globalization.CultureInfo.InvariantCulture), What: field[digits..]);
    }).ToDictionary(field => field.Id, field => field.What);
}
