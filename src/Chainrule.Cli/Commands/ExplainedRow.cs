using System.CommandLine;
using System.Globalization;
using Chainrule.Data;
using Chainrule.Explain;
using Table = Chainrule.Data.Table;

namespace Chainrule.Cli;

/// <summary>A row of a table as a model sees it, for the explanation of its prediction.</summary>
internal static class ExplainedRow
{
    /// <exception cref="BadInputException">There is no such table or row, or a cell is not what the model needs.</exception>
    public static Explained Read(
        TabularModel<double> model, string path, (string Data, int Number) row, ParseResult parsed, ExplainArguments arguments)
    {
        if (parsed.GetValue(arguments.Output) is { } output) AnyModel.RequireDifferent(output, row.Data);
        var table = arguments.Data.ReadOther(row.Data, parsed);
        if (row.Number > table.RowCount)
            throw new BadInputException(
                $"{table.Name} has {table.RowCount:N0} rows, so there is no row {row.Number}: give one from 1 to {table.RowCount}");
        var one = table.Select([row.Number - 1]);
        var encoded = TableEncoder.EncodeInputs<double>(one, model.Schema);
        AnyModel.Print(encoded.Notes, parsed.GetValue(CommandLine.Quiet));
        var meaning = Meaning(one, row.Number, model.Schema);
        var focus = parsed.GetValue(arguments.Focus)!;
        var steps = new[] { Record(model, one, encoded.Inputs, focus.Length > 0 && meaning.Target.Truth is not null, out var origin) };
        if (origin == StepOrigin.Training) RequireForward(steps[0], focus, one, model);
        meaning = meaning with { Table = Path.GetFileName(meaning.Table) };
        return new(steps, origin, (language, options) => PredictionExplanation.Write(steps[0], meaning, Path.GetFileName(path), language, options));
    }

    /// <exception cref="BadInputException">Something of the focus is no part of a prediction; says what a gradient lacks here.</exception>
    private static void RequireForward(StepQuantities prediction, string[] focus, Table one, TabularModel<double> model)
    {
        foreach (var name in focus)
            try
            {
                prediction.Find(name);
            }
            catch (BadInputException e)
            {
                var lack = model.Network.HasBatchNormalization
                    ? "a row alone has no gradients where layers are normalised over a batch"
                    : $"{one.Place(0)} has no value of the target '{model.Schema.Target.Name}', without which there is no loss and no gradient";
                throw new BadInputException($"{e.Message}; {lack}", e);
            }
    }

    /// <summary>What the cells of a row mean to a model.</summary>
    /// <param name="one">A table of this row alone.</param>
    /// <param name="number">The row's number in its file, counted from 1.</param>
    /// <param name="schema">The model's columns.</param>
    public static RowOfTable Meaning(Table one, int number, TableSchema schema) =>
        new(one.Name, number, Columns(one, schema), TargetOf(one, schema));

    /// <summary>
    /// The forward pass, or with its target a step on the row, so that gradients are there too: unless layers are normalised over a batch,
    /// which one row is not.
    /// </summary>
    private static StepQuantities Record(TabularModel<double> model, Table one, double[] inputs, bool withTarget, out StepOrigin origin)
    {
        origin = StepOrigin.Training;
        if (!withTarget || model.Network.HasBatchNormalization) return new(model.Network, inputs);
        var data = TableEncoder.Encode<double>(one, [0], model.Schema).Data;
        // A prediction drops nothing, and neither do its gradients.
        var step = Explained.StepOf(model.Network.Folded(), model, out origin);
        step.Recording = true;
        step.Run(data.Inputs, data.Targets);
        return new(step);
    }

    private static InputColumn[] Columns(Table one, TableSchema schema) =>
        [.. schema.Inputs.Zip(TableEncoder.Row(one, 0, schema)).Select(pair =>
            Of(pair.First, pair.Second.Text, pair.Second.Number) with { HasIndicator = pair.First.HasIndicator })];

    private static InputColumn Of(Column column, string? text, double value) => column switch
    {
        NumberColumn number => new NumberInput(
            number.Name, text, double.IsNaN(value) ? number.Median : value, number.Mean, number.Deviation),
        CategoryColumn category => new CategoryInput(
            category.Name, text, text ?? category.MostFrequent, category.Categories, category.MostFrequent)
        { Rare = category.Rare },
        DateColumn date => new DateInput(
            date.Name, text, Written(date, date.DateOf(text).Date), date.DateOf(text).Days, date.Mean, date.Deviation,
            Written(date, date.TypicalDate), date.TypicalInputs()),
        _ => throw new InvalidOperationException($"A column is a number, a category or a date, not {column}."),
    };

    private static string Written(DateColumn column, DateTime date) =>
        date.ToString(column.Parts.Time ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static PredictedColumn TargetOf(Table one, TableSchema schema)
    {
        var column = one.IndexOf(schema.Target.Name);
        var truth = column >= 0 && one[0, column].Trim() is { Length: > 0 } text && !schema.MissingTexts.Contains(text) ? text : null;
        return schema.Target switch
        {
            ClassTarget classes => new(classes.Name, truth, classes.Classes, 0, 1),
            ValueTarget value => new(value.Name, truth, [], value.Mean, value.Deviation, value.IsCount),
            _ => throw new InvalidOperationException($"A target is a class or an amount, not {schema.Target}."),
        };
    }
}
