namespace Chainrule.Data;

/// <summary>Checks the column names that a person gave against the columns that the table has.</summary>
internal static class OptionNames
{
    public static void Check(CsvTable table, SchemaOptions options)
    {
        foreach (var name in (IEnumerable<string>)[options.Target, .. Weight(options), .. options.Ignore, .. options.Category, .. options.Number])
            if (table.IndexOf(name) < 0) throw Unknown(table, name);
        if (options.Ignore.Contains(options.Target))
            throw new BadInputException($"the target {Sentence.Quoted(options.Target)} cannot be ignored as well: take it out of --ignore");
        if (options.Weight == options.Target)
            throw new BadInputException($"the target {Sentence.Quoted(options.Target)} cannot hold the weights as well: take it out of --weight");
        RequireOneRole(Weight(options), "--weight", options.Ignore, "--ignore");
        RequireOneRole(Weight(options), "--weight", options.Category, "--category");
        RequireOneRole(Weight(options), "--weight", options.Number, "--number");
        RequireOneRole(options.Ignore, "--ignore", options.Category, "--category");
        RequireOneRole(options.Ignore, "--ignore", options.Number, "--number");
        RequireOneRole(options.Category, "--category", options.Number, "--number");
    }

    private static string[] Weight(SchemaOptions options) => options.Weight is { } name ? [name] : [];

    private static BadInputException Unknown(CsvTable table, string name) =>
        new($"{table.Name} has no column {Sentence.Quoted(name)}{NearestName.Suggest(name, table.Columns)}: "
            + $"its columns are {Sentence.List(table.Columns)}");

    private static void RequireOneRole(IReadOnlyList<string> names, string option, IReadOnlyList<string> others, string otherOption)
    {
        if (names.Intersect(others).FirstOrDefault() is { } twice)
            throw new BadInputException($"column {Sentence.Quoted(twice)} is in {option} and in {otherOption}: take it out of one of them");
    }
}
