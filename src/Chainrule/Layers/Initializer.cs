using Chainrule.Kernels;

namespace Chainrule;

/// <summary>How the first weights of a layer are drawn; biases begin at 0.</summary>
public sealed class Initializer
{
    private readonly Func<CounterRandom, ulong, int, int, double> _draw;

    private Initializer(string name, Func<CounterRandom, ulong, int, int, double> draw) => (Name, _draw) = (name, draw);

    /// <summary>Uniform in ±√(6 / (inputs + units)). Source: Glorot and Bengio 2010.</summary>
    public static Initializer GlorotUniform { get; } =
        new("glorot-uniform", (random, index, inputs, units) => Math.Sqrt(6.0 / (inputs + units)) * (2 * random.Uniform(index) - 1));

    /// <summary>Uniform in ±√(6 / inputs). Source: He, Zhang, Ren, Sun 2015.</summary>
    public static Initializer HeUniform { get; } =
        new("he-uniform", (random, index, inputs, _) => Math.Sqrt(6.0 / inputs) * (2 * random.Uniform(index) - 1));

    /// <summary>Normal with mean 0 and standard deviation √(1 / inputs). Source: LeCun et al., Efficient BackProp, 1998.</summary>
    public static Initializer Normal { get; } =
        new("normal", (random, index, inputs, _) => Math.Sqrt(1.0 / inputs) * random.Normal(index));

    /// <summary>All 0: a layer of equal units, which stay equal. For teaching why one does not.</summary>
    public static Initializer Zeros { get; } = new("zeros", (_, _, _, _) => 0);

    /// <summary>Every initialiser there is.</summary>
    public static IReadOnlyList<Initializer> All { get; } = [GlorotUniform, HeUniform, Normal, Zeros];

    /// <summary>The name in a network spec.</summary>
    public string Name { get; }

    /// <summary>The initialiser of that name.</summary>
    /// <exception cref="BadInputException">There is none; the message lists those there are.</exception>
    public static Initializer Named(string name) => Catalogue.Find(All, i => i.Name, name, "initializer");

    /// <summary>What suits an activation: Glorot for identity, sigmoid, tanh and softmax, He for the relu family.</summary>
    public static Initializer For(Activation activation) =>
        activation == Activation.Identity || activation == Activation.Sigmoid || activation == Activation.Tanh || activation == Activation.Softmax
            ? GlorotUniform
            : HeUniform;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Weight number <paramref name="index"/>, row-major, of a layer.</summary>
    internal double Draw(CounterRandom random, ulong index, int inputs, int units) => _draw(random, index, inputs, units);
}
