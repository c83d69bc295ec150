namespace Chainrule.Explain;

/// <summary>What one column does to a prediction: the winning output with the column as it is, and as in the middle of the training rows.</summary>
/// <param name="Column">The column.</param>
/// <param name="First">The first of its inputs, counted from 1.</param>
/// <param name="Without">The output with the column's typical value, all others as they are.</param>
/// <param name="Change">How much more the output is with the column's own value.</param>
internal sealed record ColumnEffect(InputColumn Column, int First, double Without, double Change)
{
    public static IReadOnlyList<ColumnEffect> All(StepShape shape, IReadOnlyList<InputColumn> columns, int output)
    {
        var network = shape.NetworkBefore();
        var inputs = shape.Trace.Inputs.ToArray();
        var now = shape.Layer(shape.Depth).A[output];
        var effects = new List<ColumnEffect>();
        var first = 0;
        foreach (var column in columns)
        {
            var own = inputs.AsSpan(first, column.Width).ToArray();
            column.TypicalInputs().CopyTo(inputs.AsSpan(first));
            var without = network.Predict(inputs)[output];
            own.CopyTo(inputs.AsSpan(first));
            effects.Add(new(column, first + 1, without, now - without));
            first += column.Width;
        }
        return effects;
    }
}
