using Chainrule.Algebra;

namespace Chainrule.Explain;

/// <summary>Why δ is p − t where loss and activation are differentiated as one: the chain rule through every output, in numbers.</summary>
internal static class FusedProof
{
    /// <summary>The proof for the δ of an output unit; null for any other quantity, and where a number would be divided by 0.</summary>
    public static Section? Of(QuantityId delta, StepPage page)
    {
        var shape = page.Shape;
        if (delta.Kind != QuantityKind.Delta || delta.Layer != shape.Depth || !shape.IsFused) return null;
        Symbol P(int k) => page.Ref(new(QuantityKind.Output, shape.Depth, k, 0, delta.Sample));
        Symbol T(int k) => page.Ref(new(QuantityKind.Target, 0, k, 0, delta.Sample));
        var outputs = Enumerable.Range(1, shape.Network.Outputs);
        if (outputs.Any(k => page.Step.Evaluate(P(k)) is 0 or 1)) return null;
        var isJoint = shape.IsJoint(shape.Depth);
        // An output whose target is 0 sends nothing back: its part of the loss is 0 whatever its probability.
        int[] senders = [.. outputs.Where(k => page.Step.Evaluate(T(k)) != 0)];
        if (isJoint && senders.Length > page.Options.Top + 4) return null;
        var i = delta.Unit;
        Symbol Part(int k) => -(T(k) / P(k)) * (P(k) * ((k == i ? 1 : 0) - P(i)));
        var proof = isJoint
            ? LongSum.Of(senders.Length, n => Part(senders[n - 1]))
            : ((1 - T(i)) / (1 - P(i)) - T(i) / P(i)) * (P(i) * (1 - P(i))) / shape.Network.Outputs;
        proof = shape.Weights.Weighted(delta.Sample, proof);
        return new($"proof-{page.Id(delta)}", page.Say(ExplainPhrase.ProofTitle, page.Name(delta)),
        [
            new Paragraph(page.Say(isJoint ? ExplainPhrase.JacobianProof : ExplainPhrase.SigmoidProof)),
            new Formulas([page.Lines.Line(delta, [proof], proof)]),
        ], IsFolded: true);
    }
}
