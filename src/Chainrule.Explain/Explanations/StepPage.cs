using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>What all who write about one step share: its quantities, how they are called, the language, and what was asked for.</summary>
internal sealed class StepPage
{
    private readonly Words<NormalizationPhrase> _normalization;

    public StepPage(StepQuantities step, Notation notation, DocumentTerms terms, Language language, ExplainOptions options)
    {
        (Step, Notation, Terms, Options) = (step, notation, terms, options);
        Words = new(language, ExplainPhrases.All);
        _normalization = new(language, NormalizationPhrases.All);
        TermWords = new(language, TermPhrases.All);
        Lines = new(this);
    }

    public StepQuantities Step { get; }

    public StepShape Shape => Step.Shape;

    public Notation Notation { get; }

    public DocumentTerms Terms { get; }

    public Words<ExplainPhrase> Words { get; }

    public Words<TermPhrase> TermWords { get; }

    public ExplainOptions Options { get; }

    public LineWriter Lines { get; }

    public Prose Say(ExplainPhrase phrase, params object[] arguments) => Words.Prose(phrase, arguments);

    public Prose Say(NormalizationPhrase phrase, params object[] arguments) => _normalization.Prose(phrase, arguments);
    public Prose Say(TermPhrase phrase, params object[] arguments) => TermWords.Prose(phrase, arguments);

    /// <summary>The id as the document knows it, with the number of the update where there are several.</summary>
    public string Id(QuantityId id) => id + Shape.Suffix;

    public NamePart Name(QuantityId id) => new(Id(id));

    public Prose Number(QuantityId id) => new NumberPart(Step.Value(id));

    public Symbol Ref(QuantityId id) => Symbol.Variable(Id(id));

    /// <summary>A unit or an input in a table: h1 in the tutorial's names, else its output, which stands for it.</summary>
    public Prose Unit(int layer, int j, int sample = 0) => Notation.IsFlat
        ? Notation.UnitOf(layer, j)
        : Name(layer == 0 ? new(QuantityKind.Input, 0, j, 0, sample) : new(QuantityKind.Output, layer, j, 0, sample));

    /// <summary>The names of quantities with their numbers: w5 = 0.4, w7 = 0.5.</summary>
    public Prose List(IEnumerable<QuantityId> ids)
    {
        var parts = new List<Inline>();
        foreach (var id in ids)
        {
            if (parts.Count > 0) parts.Add(new TextPart(Words[ExplainPhrase.ListSeparator]));
            parts.AddRange([Name(id), new TextPart(" = "), new NumberPart(Step.Value(id))]);
        }
        return new("", parts);
    }

    /// <summary>The row at the end of a table for what it leaves out: how many, and in the last column but some what they come to.</summary>
    public IReadOnlyList<Prose> RestRow(int count, int columns, Prose comesTo, int behind = 0) =>
        [Say(ExplainPhrase.MoreRows, count), .. Enumerable.Repeat<Prose>("", columns - 2 - behind), comesTo, .. Enumerable.Repeat<Prose>("", behind)];

    /// <summary>The square root of the sum of squares.</summary>
    public Prose NormOf(IEnumerable<QuantityId> ids) =>
        Say(ExplainPhrase.NormIs, Math.Sqrt(ids.Sum(id => Step.Value(id) * Step.Value(id))));
}
