namespace Chainrule.Explain;

/// <summary>What an explanation is to show.</summary>
public sealed record ExplainOptions
{
    /// <summary>The most lines of text without <see cref="IsForced"/> where everything is asked for.</summary>
    public const int MostLinesOfAll = 2000;

    /// <summary>The deepest level of detail.</summary>
    public const int Deepest = 5;

    /// <summary>Ids or names of the quantities to derive; left empty, the largest gradient of each layer.</summary>
    public IReadOnlyList<string> Focus { get; init; } = [];

    /// <summary>0 overview, 1 layers, 2 the unit of the focus, 3 its weight, 4 where the factors come from, 5 all the way, with proofs.</summary>
    public int Depth { get; init; } = 3;

    /// <summary>How many of many are shown: terms of a long sum, units of a layer, weights of a unit.</summary>
    public int Top { get; init; } = 5;

    /// <summary>The most lines of text; an explanation that would be longer is shown at less depth.</summary>
    public int Lines { get; init; } = 400;

    /// <summary>Where the optimizer of the step comes from; of a trained model a page says what that means.</summary>
    public StepOrigin Origin { get; init; }

    /// <summary>Whether conventions and names are left out.</summary>
    public bool IsBrief { get; init; }

    /// <summary>Whether every quantity is derived.</summary>
    public bool IsAll { get; init; }

    /// <summary>Whether that is done however long it is.</summary>
    public bool IsForced { get; init; }
}

/// <summary>Where the optimizer of a step comes from.</summary>
public enum StepOrigin
{
    /// <summary>The step is one of a training from its beginning.</summary>
    Training,

    /// <summary>The network is a model, which knows the settings of its optimizer and not what it remembered.</summary>
    Model,

    /// <summary>The network is a model that does not know its optimizer, or one that moves all parameters together.</summary>
    ModelWithoutOptimizer,
}
