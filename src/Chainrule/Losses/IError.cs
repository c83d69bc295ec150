using Chainrule.Algebra;

namespace Chainrule.Losses;

/// <summary>
/// An elementwise loss: the error of one output o against its target t, and its derivative by the output, side by side.
/// It may have one constant, a double. A new one is a struct with these lines and a place in <see cref="Loss"/>.
/// </summary>
public interface IError
{
    /// <summary>The name in a network spec, in kebab case.</summary>
    static abstract string Name { get; }

    /// <summary>The error of one output, before the mean over outputs.</summary>
    S F<S>(S o, S t) where S : IAlgebra<S>;

    /// <summary>∂F/∂o.</summary>
    S DF<S>(S o, S t) where S : IAlgebra<S>;

    /// <summary>∂²F/∂o² where it is the same for every error, of squared errors; null elsewhere.</summary>
    static virtual double? Curvature => null;

    /// <summary>True: a sample's loss is the mean over its outputs; false: their sum. Over the batch it is always the mean.</summary>
    static abstract bool MeanOverOutputs { get; }

    /// <summary>True: o is the net input z of an output unit whose activation is the sigmoid; the pair is differentiated as one.</summary>
    static abstract bool OnLogits { get; }
}
