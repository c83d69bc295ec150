namespace Chainrule.Data;

/// <summary>Checks the column names that a person gave against the columns that the table has.</summary>
internal static class OptionNames
{
    public static void Check(Table table, SchemaOptions options)
    {
        (string Option, IReadOnlyList<string> Names)[] roles =
        [
            ("--weight", options.Weight is { } weight ? [weight] : []), ("--ignore", options.Ignore), ("--category", options.Category),
            ("--number", options.Number), ("--date", options.Date),
        ];
        foreach (var name in roles.SelectMany(role => role.Names).Prepend(options.Target))
            if (table.IndexOf(name) < 0) throw Unknown(table, name);
        if (options.Ignore.Contains(options.Target))
            throw new BadInputException($"the target {Sentence.Quoted(options.Target)} cannot be ignored as well: take it out of --ignore");
        if (options.Weight == options.Target)
            throw new BadInputException($"the target {Sentence.Quoted(options.Target)} cannot hold the weights as well: take it out of --weight");
        foreach (var (index, role) in roles.Index())
            foreach (var other in roles[(index + 1)..])
                if (role.Names.Intersect(other.Names).FirstOrDefault() is { } twice)
                    throw new BadInputException(
                        $"column {Sentence.Quoted(twice)} is in {role.Option} and in {other.Option}: take it out of one of them");
    }

    private static BadInputException Unknown(Table table, string name) =>
        new($"{table.Name} has no column {Sentence.Quoted(name)}{NearestName.Suggest(name, table.Columns)}: "
            + $"its columns are {Sentence.List(table.Columns)}{HeaderHint(table)}");

    /// <summary>What to do where the first line of a file is a row, and no header: numbers are seldom names.</summary>
    public static string HeaderHint(Table table) => table.Columns.Any(ColumnReader.IsPlainNumber)
        ? "; if the file has no header, name its columns with --columns"
        : "";
}
