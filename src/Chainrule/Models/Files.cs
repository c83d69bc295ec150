using System.Globalization;

namespace Chainrule;

/// <summary>Files are read with one clear sentence on failure, and written whole or not at all.</summary>
public static class Files
{
    private const string TemporaryEnd = ".tmp";
    private const int GuidLength = 32;

    /// <summary>Reads a file; whatever the operating system objects to becomes one sentence.</summary>
    /// <exception cref="BadInputException">There is no such file, it is a folder, or it may not be read.</exception>
    public static TResult Read<TResult>(string path, Func<string, TResult> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        RequireName(path);
        try
        {
            return read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(Unreadable(path, e), e);
        }
    }

    /// <summary>A path that can be one; an unset variable of a shell leaves an empty one.</summary>
    /// <exception cref="BadInputException">It is empty or has a NUL in it.</exception>
    public static void RequireName(string path)
    {
        if (string.IsNullOrEmpty(path) || path.Contains('\0', StringComparison.Ordinal))
            throw new BadInputException("a file name is empty: give a file");
    }

    private static string Unreadable(string path, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => $"there is no file '{path}'",
        UnauthorizedAccessException when Directory.Exists(path) => $"'{path}' is a folder, not a file",
        UnauthorizedAccessException => $"'{path}' may not be read: check its permissions",
        _ => $"'{path}' could not be read ({Reason(e)})",
    };

    /// <summary>The words of the operating system, without the path that .NET adds to them.</summary>
    private static string Reason(Exception e) => e.Message.Split(" : '")[0].TrimEnd('.');

    /// <summary>
    /// Writes a file under a temporary name beside it, flushes it to the disk and renames it: whoever looks sees the old
    /// file or the new one, never a part.
    /// </summary>
    /// <exception cref="BadInputException">The folder does not exist or may not be written to.</exception>
    /// <exception cref="IOException">The disk is full, or fails; what was there before is still there.</exception>
    public static void WriteWhole(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        RequirePlace(path);
        // A device is written to; a rename would put a plain file in its place.
        if (IsDevice(path))
        {
            using var device = File.OpenWrite(path);
            write(device);
            return;
        }
        DeleteLeftovers(path);
        var temporary = TemporaryName(path);
        try
        {
            using (var stream = Create(temporary, path, FileOptions.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException)
        {
            // A file beyond a limit of the system (EFBIG) comes as the latter.
            var reason = e is IOException ? Reason(e) : "a file may not be so large there";
            throw new IOException($"'{path}' could not be written ({reason}): free some space or choose another folder", e);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }

    /// <summary>Says at once, before any long work, that a file could not be written in the end.</summary>
    /// <exception cref="BadInputException">It is a folder, its folder does not exist, or you may not write there.</exception>
    public static void RequireWritable(string path)
    {
        RequirePlace(path);
        if (!IsDevice(path)) Create(TemporaryName(path), path, FileOptions.DeleteOnClose).Dispose();
    }

    /// <summary>Says at once, before any long work, that the disk has no room for a file.</summary>
    /// <exception cref="IOException">There is not as much space left.</exception>
    internal static void RequireSpace(string path, long bytes)
    {
        if (IsDevice(path) || new DriveInfo(FolderOf(path)).AvailableFreeSpace is var free && free >= bytes) return;
        throw new IOException(
            $"'{path}' would not fit: it takes {Megabytes(bytes)} with the one before it, and {Megabytes(free)} are free; "
            + "free some space or choose another folder");
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.###} MB");

    /// <summary>Whoever was killed while writing a file left a part of it behind. A part that is being written now is locked, and stays.</summary>
    internal static void DeleteLeftovers(string path)
    {
        if (IsDevice(path)) return;
        var name = Path.GetFileName(path);
        foreach (var file in Directory.EnumerateFiles(FolderOf(path)))
        {
            if (!IsTemporaryName(Path.GetFileName(file), name)) continue;
            try
            {
                new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody else's.
            }
        }
    }

    private static void RequirePlace(string path)
    {
        RequireName(path);
        if (Directory.Exists(path)) throw new BadInputException($"'{path}' is a folder: give a file to write");
        if (!Directory.Exists(FolderOf(path))) throw new BadInputException($"'{path}' cannot be written: there is no folder '{FolderOf(path)}'");
    }

    private static FileStream Create(string temporary, string path, FileOptions options)
    {
        try
        {
            return new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 4096, options);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new BadInputException(
                $"'{path}' cannot be written: you may not create files in '{FolderOf(path)}'; choose another folder", e);
        }
    }

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static bool IsDevice(string path) => path.StartsWith("/dev/", StringComparison.Ordinal);

    /// <summary>A name of its own for every call, so that two threads do not meet.</summary>
    private static string TemporaryName(string path) => $"{path}.{Guid.NewGuid():N}{TemporaryEnd}";

    private static bool IsTemporaryName(string file, string name) =>
        file.Length == name.Length + 1 + GuidLength + TemporaryEnd.Length
        && file.StartsWith(name + ".", StringComparison.Ordinal) && file.EndsWith(TemporaryEnd, StringComparison.Ordinal)
        && Guid.TryParseExact(file.AsSpan(name.Length + 1, GuidLength), "N", out _);
}
