namespace Chainrule.Explain;

/// <summary>What there is to say of penalties, limits and weighted rows.</summary>
internal enum TermPhrase
{
    PenaltyTerm, L1Text, L2Text, BothText, LimitTerm, NormText, ValueText, Decay,
    PenaltyTitle, LimitTitle, KeepsToLimit, IsLimited,
    WeightedBatch, SampleWeight, RowWeightName, WeightSumName,
    PenaltyName, ObjectiveName, PenaltySlopeName, PenalisedName, NormName, FactorName, ClippedName,
}

/// <summary>The catalogue of that, both languages side by side.</summary>
internal static class TermPhrases
{
    public static IReadOnlyDictionary<TermPhrase, (string English, string Chinese)> All { get; } = new Dictionary<TermPhrase, (string, string)>
    {
        [TermPhrase.PenaltyTerm] = ("penalty", "惩罚项"),
        [TermPhrase.L1Text] = (
            "L1: R = λ₁·Σ|w| over all weights, not over biases, with λ₁ = {0}; what the step makes smaller is J = E + R, so ∂J/∂w = ∂E/∂w + ∂R/∂w",
            "L1：R = λ₁·Σ|w|，对所有权重求和（不含偏置），λ₁ = {0}；训练减小的是 J = E + R，因此 ∂J/∂w = ∂E/∂w + ∂R/∂w"),
        [TermPhrase.L2Text] = (
            "L2: R = ½·λ₂·Σw² over all weights, not over biases, with λ₂ = {1}; what the step makes smaller is J = E + R, so ∂J/∂w = ∂E/∂w + ∂R/∂w",
            "L2：R = ½·λ₂·Σw²，对所有权重求和（不含偏置），λ₂ = {1}；训练减小的是 J = E + R，因此 ∂J/∂w = ∂E/∂w + ∂R/∂w"),
        [TermPhrase.BothText] = (
            "L1 and L2: R = Σ(λ₁·|w| + ½·λ₂·w²) over all weights, not over biases, with λ₁ = {0}, λ₂ = {1}; "
            + "what the step makes smaller is J = E + R, so ∂J/∂w = ∂E/∂w + ∂R/∂w",
            "L1 和 L2：R = Σ(λ₁·|w| + ½·λ₂·w²)，对所有权重求和（不含偏置），λ₁ = {0}，λ₂ = {1}；"
            + "训练减小的是 J = E + R，因此 ∂J/∂w = ∂E/∂w + ∂R/∂w"),
        [TermPhrase.LimitTerm] = ("clipping", "梯度截断"),
        [TermPhrase.NormText] = (
            "by norm: every gradient is multiplied by κ = min(1, c / (‖g‖ + 0.000001)), where ‖g‖ is the norm of all gradients together and c = {0}",
            "按范数：每个梯度都乘以 κ = min(1, c / (‖g‖ + 0.000001))，其中 ‖g‖ 为全部梯度的范数，c = {0}"),
        [TermPhrase.ValueText] = ("by value: every gradient is cut to between −c and c, with c = {0}", "按值：每个梯度都限制在 −c 与 c 之间，c = {0}"),
        [TermPhrase.Decay] = (
            "; the decay λ = {0} adds λ·w to each gradient after that, biases included", "；此后权重衰减 λ = {0} 再给每个梯度加上 λ·w（含偏置）"),

        [TermPhrase.PenaltyTitle] = ("The penalty", "惩罚项"),
        [TermPhrase.LimitTitle] = ("The norm of the gradients", "梯度的范数"),
        [TermPhrase.KeepsToLimit] = ("the norm keeps to its limit: no gradient is changed", "范数未超过上限：梯度不变"),
        [TermPhrase.IsLimited] = ("the norm goes beyond its limit: every gradient is multiplied by κ", "范数超过上限：每个梯度都乘以 κ"),

        [TermPhrase.WeightedBatch] = (
            "samples: {0}; @n marks what belongs to sample n. The loss of a sample is multiplied by its weight ω, and so are its δ and its parts of "
            + "the gradients; the loss and a gradient without @ are the sums of those divided by Σω.",
            "样本数：{0}；@n 表示第 n 个样本的量。每个样本的损失乘以其权重 ω，它的 δ 和它在梯度中的部分也随之乘以 ω；"
            + "不带 @ 的损失和梯度为各样本之和除以 Σω。"),
        [TermPhrase.SampleWeight] = ("sample weight", "样本权重"),
        [TermPhrase.RowWeightName] = ("weight of a sample: how much it counts", "样本的权重"),
        [TermPhrase.WeightSumName] = ("sum of the weights of all samples", "所有样本权重之和"),

        [TermPhrase.PenaltyName] = ("penalty of all weights", "所有权重的惩罚项"),
        [TermPhrase.ObjectiveName] = ("loss with the penalty", "损失加惩罚项"),
        [TermPhrase.PenaltySlopeName] = ("part of the penalty in that gradient", "惩罚项在该梯度中的部分"),
        [TermPhrase.PenalisedName] = ("that gradient with the penalty", "加上惩罚项后的梯度"),
        [TermPhrase.NormName] = ("norm of all gradients together", "全部梯度的范数"),
        [TermPhrase.FactorName] = ("what all gradients are multiplied by", "所有梯度都乘以的因子"),
        [TermPhrase.ClippedName] = ("that gradient after clipping", "截断后的梯度"),
    };
}
