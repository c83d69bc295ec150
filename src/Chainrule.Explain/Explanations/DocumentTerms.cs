namespace Chainrule.Explain;

/// <summary>The terms of an explanation: all quantities of its steps, by id, and what it says beside them, such as the rest of a long sum.</summary>
internal sealed class DocumentTerms(IReadOnlyList<(StepQuantities Step, Notation Notation)> steps) : ITerms
{
    private readonly Dictionary<string, Term> _own = [];

    public Term this[string variable] => _own.TryGetValue(variable, out var term) ? term : OfQuantity(variable);

    /// <summary>Adds a term that is no quantity and returns the variable that stands for it.</summary>
    public string Add(string variable, Term term)
    {
        _own[variable] = term;
        return variable;
    }

    private Term OfQuantity(string id)
    {
        var (step, notation) = steps.First(item => id.EndsWith(item.Step.Shape.Suffix, StringComparison.Ordinal));
        var quantity = step.Id(id);
        return new(MathName.Parse(notation.NameOf(quantity)), step.Value(quantity), id);
    }
}
