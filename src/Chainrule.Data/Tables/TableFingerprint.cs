using System.Security.Cryptography;
using System.Text;

namespace Chainrule.Data;

/// <summary>A short text that two tables share only if they hold the same cells: SHA-256 over names and texts, column by column.</summary>
public static class TableFingerprint
{
    /// <summary>Of several tables in a row.</summary>
    public static string Of(params IEnumerable<Table> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var table in tables)
            for (var column = 0; column < table.Columns.Count; column++)
            {
                Append(hash, table.Columns[column]);
                for (var row = 0; row < table.RowCount; row++) Append(hash, table[row, column]);
            }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    /// <summary>The text and an end that no text contains.</summary>
    private static void Append(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([byte.MaxValue]);
    }
}
