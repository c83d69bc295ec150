using System.Numerics;
using Chainrule.Data;

namespace Chainrule.Cli;

/// <summary>What a command does with a model, whether its numbers are floats or doubles.</summary>
internal interface IModelAction
{
    int Run<T>(TabularModel<T> model) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Opens a model file at its own precision.</summary>
internal static class AnyModel
{
    /// <exception cref="BadInputException">There is no such file, or it is not a model with columns.</exception>
    public static int Run(string path, IModelAction action)
    {
        var file = ModelFile.Open(path);
        return file.IsDouble ? action.Run(TabularModel<double>.Read(file, path)) : action.Run(TabularModel<float>.Read(file, path));
    }

    /// <summary>Whether a file is a network spec, by its name.</summary>
    public static bool IsSpec(string path) => path.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Notes on the data, to stderr; a quiet command keeps them to itself.</summary>
    public static void Print(IEnumerable<DataNote> notes, bool isQuiet)
    {
        if (isQuiet) return;
        foreach (var note in notes) Console.Error.WriteLine($"note: {note.Text}");
    }

    /// <summary>An output file that is also an input would be lost.</summary>
    /// <exception cref="BadInputException">The two are the same file.</exception>
    public static void RequireDifferent(string output, params string[] inputs)
    {
        if (Same(output, inputs) is { } same) throw new BadInputException($"'{same}' is read and cannot be written too: give -o another file");
    }

    /// <summary>A further output that is also another file of the command would overwrite it, or be overwritten.</summary>
    /// <exception cref="BadInputException">The two are the same file.</exception>
    public static void RequireOwn(string output, string option, params string[] others)
    {
        if (Same(output, others) is { } same)
            throw new BadInputException($"'{same}' is read or written by the command already: give {option} another file");
    }

    private static string? Same(string output, string[] others)
    {
        Files.RequireName(output);
        foreach (var other in others) Files.RequireName(other);
        return others.FirstOrDefault(other => other != "-" && Path.GetFullPath(other) == Path.GetFullPath(output));
    }
}
