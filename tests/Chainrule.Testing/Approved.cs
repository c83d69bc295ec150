using System.Text;

namespace Chainrule.Testing;

/// <summary>A text is not the approved one.</summary>
public sealed class NotApprovedException(string message) : Exception(message);

/// <summary>
/// Texts that a person has read and approved, kept beside the tests. On a difference the text received is written to the
/// temporary folder; who approves it copies it over the file of the repository by hand.
/// </summary>
public static class Approved
{
    /// <summary>Compares a text, to the last character, with a file given by its path from the root of the repository.</summary>
    public static void Text(string received, params string[] path)
    {
        var approved = Repository.PathOf(path);
        var expected = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (received == expected) return;
        var file = Path.Combine(Directory.CreateTempSubdirectory("chainrule-received-").FullName, path[^1]);
        File.WriteAllText(file, received, new UTF8Encoding(false));
        string[] was = expected.Split('\n'), now = received.Split('\n');
        var line = was.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        throw new NotApprovedException(
            $"Line {line + 1} is <{now.ElementAtOrDefault(line)}> instead of <{was.ElementAtOrDefault(line)}>. To approve: cp {file} {approved}");
    }
}
