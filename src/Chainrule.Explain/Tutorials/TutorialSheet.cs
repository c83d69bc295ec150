namespace Chainrule.Explain;

/// <summary>A worked example that is printed somewhere: its network and sample, and the figures that stand in print.</summary>
public sealed class TutorialSheet
{
    private readonly string _spec;

    private TutorialSheet(string name, string spec) => (Name, _spec) = (name, spec);

    /// <summary>Matt Mazur, "A Step by Step Backpropagation Example", 2015, as the Chinese edition prints it.</summary>
    public static TutorialSheet Mazur { get; } = new("mazur", """
        { "schema": "chainrule.network/1", "inputs": 2,
          "layers": [
            { "units": 2, "activation": "sigmoid", "weights": [[0.15, 0.20], [0.25, 0.30]], "biases": [0.35, 0.35] },
            { "units": 2, "activation": "sigmoid", "weights": [[0.40, 0.45], [0.50, 0.55]], "biases": [0.60, 0.60] } ],
          "biases": "BIASES", "loss": "half-squared-error",
          "optimizer": { "name": "sgd", "learningRate": 0.5 },
          "batch": [ { "input": [0.05, 0.10], "target": [0.01, 0.99] } ] }
        """)
    {
        Title = Phrase.Title,
        Differences = Phrase.Differences,
        DifferencesIntro = Phrase.DifferencesIntro,
        SeeNote = Phrase.SeeNote,
        Updates = 10_000,
        HasBiases = true,
        Figures =
        [
            ("z1[1]", "0.3775"), ("a1[1]", "0.593269992"), ("a1[2]", "0.596884378"), ("z2[1]", "1.105905967"), ("a2[1]", "0.75136507"),
            ("a2[2]", "0.772928465"), ("E[1]", "0.274811083"), ("E[2]", "0.023560026"), ("E", "0.298371109"), ("e[1]", "0.74136507"),
            ("phi'2[1]", "0.186815602"), ("a1[1]", "0.593269992"), ("gW2[1,1]", "0.082167041"), ("W2'[1,1]", "0.35891648"),
            ("W2'[1,2]", "0.408666186"), ("W2'[2,1]", "0.511301270"), ("W2'[2,2]", "0.561370121"), ("d2[1]", "0.138498562"),
            ("s1[1,1]", "0.055399425"), ("s1[1,2]", "-0.019049119"), ("s1[1]", "0.036350306"), ("phi'1[1]", "0.241300709"), ("x[1]", "0.05"),
            ("gW1[1,1]", "0.000438568"), ("W1'[1,1]", "0.149780716"), ("W1'[1,2]", "0.19956143"), ("W1'[2,1]", "0.24975114"),
            ("W1'[2,2]", "0.29950299"), ("E#2", "0.291027924"), ("E#10001", "0.0000351085"),
        ],
    };

    /// <summary>The worked example of the Robert Gordon University's hand-out on back propagation, which Mazur names as a source.</summary>
    public static TutorialSheet Rgu { get; } = new("rgu", """
        { "schema": "chainrule.network/1", "inputs": 2,
          "layers": [
            { "units": 2, "activation": "sigmoid", "weights": [[0.1, 0.8], [0.4, 0.6]], "biases": [0, 0] },
            { "units": 1, "activation": "sigmoid", "weights": [[0.3, 0.9]], "biases": [0] } ],
          "biases": "BIASES", "loss": "half-squared-error",
          "optimizer": { "name": "sgd", "learningRate": 1 },
          "batch": [ { "input": [0.35, 0.9], "target": [0.5] } ] }
        """)
    {
        Title = Phrase.RguTitle,
        Differences = Phrase.RguDifferences,
        DifferencesIntro = Phrase.RguDifferencesIntro,
        SeeNote = Phrase.RguSeeNote,
        Updates = 100,
        IsRoundedByHand = true,
        Figures =
        [
            ("W2'[1,1]", "0.272392"), ("W2'[1,2]", "0.87305"),
            ("W1'[1,1]", "0.09916"), ("W1'[1,2]", "0.7978"), ("W1'[2,1]", "0.3972"), ("W1'[2,2]", "0.5928"),
        ],
    };

    /// <summary>Every sheet there is.</summary>
    public static IReadOnlyList<TutorialSheet> All { get; } = [Mazur, Rgu];

    /// <summary>Its name on the command line.</summary>
    public string Name { get; }

    /// <summary>How many updates to make unless told otherwise.</summary>
    public int Updates { get; private init; }

    /// <summary>Whether its units have biases; without them nothing is to be said of who owns one.</summary>
    public bool HasBiases { get; private init; }

    /// <summary>What to call it.</summary>
    internal Phrase Title { get; private init; }

    /// <summary>The heading above the figures that it prints wrong.</summary>
    internal Phrase Differences { get; private init; }

    /// <summary>The sentence that counts them.</summary>
    internal Phrase DifferencesIntro { get; private init; }

    /// <summary>What is said beside a number that it prints wrong.</summary>
    internal Phrase SeeNote { get; private init; }

    /// <summary>Whether it carries numbers of a few digits from line to line, as one does with a pencil.</summary>
    internal bool IsRoundedByHand { get; private init; }

    /// <summary>What is printed, by the id of its quantity; <c>E#2</c> is the error that the second forward pass sees.</summary>
    internal IReadOnlyList<(string Id, string Printed)> Figures { get; private init; } = [];

    /// <summary>The network with its optimizer and its sample, as text.</summary>
    internal string Text(BiasPolicy biases) => _spec.Replace("BIASES", BiasPolicies.NameOf(biases), StringComparison.Ordinal);

    /// <summary>The same, read.</summary>
    internal NetworkSpec Spec(BiasPolicy biases) => NetworkSpec.Parse(Text(biases), $"the sheet {Name}");
}
