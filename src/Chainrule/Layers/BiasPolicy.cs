namespace Chainrule;

/// <summary>Who owns a bias, and whether it learns.</summary>
public enum BiasPolicy
{
    /// <summary>One for each unit; its gradient is δ. What everyone means by a neural network.</summary>
    PerUnit,

    /// <summary>One for each unit, never updated: the tutorial's choice.</summary>
    Frozen,

    /// <summary>One for each layer; its gradient is the sum of δ over the units.</summary>
    Shared,
}
