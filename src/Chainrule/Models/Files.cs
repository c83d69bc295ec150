namespace Chainrule;

/// <summary>Files are read with one clear sentence on failure, and written whole or not at all.</summary>
public static class Files
{
    /// <summary>The sentence for a file that could not be read.</summary>
    public static string Unreadable(string path, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"there is no file '{path}'",
        UnauthorizedAccessException when Directory.Exists(path) => $"'{path}' is a folder, not a file",
        UnauthorizedAccessException => $"'{path}' may not be read: check its permissions",
        _ => $"'{path}' could not be read ({e.Message.TrimEnd('.')})",
    };

    /// <summary>
    /// Writes a file under a temporary name beside it, flushes it to the disk and renames it: whoever looks sees the old
    /// file or the new one, never a part.
    /// </summary>
    /// <exception cref="BadInputException">The folder does not exist or may not be written to.</exception>
    public static void WriteWhole(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be written: {(e is DirectoryNotFoundException ? "its folder does not exist" : "it is a folder, or you may not write there")}", e);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }
}
