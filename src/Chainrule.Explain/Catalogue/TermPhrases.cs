namespace Chainrule.Explain;

/// <summary>What there is to say of penalties, limits, weighted rows and dropout.</summary>
internal enum TermPhrase
{
    PenaltyTerm, L1Text, L2Text, BothText, LimitTerm, NormText, ValueText, Decay,
    PenaltyTitle, LimitTitle, KeepsToLimit, IsLimited,
    WeightedBatch, SampleWeight, RowWeightName, WeightSumName,
    DropoutTerm, DropoutText, DropoutTitle, WhereDrawsComeFrom, SoManyDropped, DrawHeader, OutputHeader, SeenHeader, UnitsAreDropped,
    LossWithSameDropped, DrawName, MaskName, KeptName,
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

        [TermPhrase.DropoutTerm] = ("dropout", "暂退法"),
        [TermPhrase.DropoutText] = (
            "layer {0}: each output is dropped with probability p = {1}, and else multiplied by 1/(1 − p) = {2}; what comes back to it, too. "
            + "Predictions drop nothing",
            "第 {0} 层：每个输出以概率 p = {1} 被丢弃，否则乘以 1/(1 − p) = {2}；传回的误差也乘以同一因子。预测时不丢弃"),
        [TermPhrase.DropoutTitle] = ("Which outputs are dropped", "哪些输出被丢弃"),
        [TermPhrase.WhereDrawsComeFrom] = (
            "Layer {0}, update {1}: the draw of unit j for sample n is a number in [0, 1) that follows from nothing but the seed {2}, the layer "
            + "and the update: number {4} + (n − 1)·{3} + (j − 1) of stream {5} of Philox4x32-10, as a part of 2⁶⁴. "
            + "The first number of update t is 2³²·(t − 1). Where the draw is below p, the output is dropped.",
            "第 {0} 层，第 {1} 次更新：第 n 个样本中神经元 j 的随机数在 [0, 1) 内，只取决于随机种子 {2}、层号和更新次数："
            + "它是 Philox4x32-10 的流 {5} 中的第 {4} + (n − 1)·{3} + (j − 1) 个数除以 2⁶⁴。"
            + "第 t 次更新的首个编号为 2³²·(t − 1)。随机数小于 p 时，该输出被丢弃。"),
        [TermPhrase.SoManyDropped] = (
            "{0} of its {1} outputs in this batch are dropped, where p = {2}.", "本批中该层 {1} 个输出有 {0} 个被丢弃，p = {2}。"),
        [TermPhrase.DrawHeader] = ("draw", "随机数"),
        [TermPhrase.OutputHeader] = ("output", "输出"),
        [TermPhrase.SeenHeader] = ("seen by the layer above", "后一层所见"),
        [TermPhrase.UnitsAreDropped] = (
            "{0} of the {1} terms are 0, because their unit is off or dropped", "{1} 项中有 {0} 项为 0，因为其神经元未激活或被丢弃"),
        [TermPhrase.LossWithSameDropped] = (
            "{0} = {1} before this update, and {2} after it with the same outputs dropped; the next forward pass drops others.",
            "更新前 {0} = {1}；更新后若丢弃同样的输出则为 {2}；下一次前向传播会丢弃另一些输出。"),
        [TermPhrase.DrawName] = ("draw that drops an output or keeps it", "决定输出是否被丢弃的随机数"),
        [TermPhrase.MaskName] = ("factor of an output: 0, or 1/(1 − p)", "输出乘以的因子：0 或 1/(1 − p)"),
        [TermPhrase.KeptName] = ("what the layer above sees of an output", "后一层所见的输出"),

        [TermPhrase.PenaltyName] = ("penalty of all weights", "所有权重的惩罚项"),
        [TermPhrase.ObjectiveName] = ("loss with the penalty", "损失加惩罚项"),
        [TermPhrase.PenaltySlopeName] = ("part of the penalty in that gradient", "惩罚项在该梯度中的部分"),
        [TermPhrase.PenalisedName] = ("that gradient with the penalty", "加上惩罚项后的梯度"),
        [TermPhrase.NormName] = ("norm of all gradients together", "全部梯度的范数"),
        [TermPhrase.FactorName] = ("what all gradients are multiplied by", "所有梯度都乘以的因子"),
        [TermPhrase.ClippedName] = ("that gradient after clipping", "截断后的梯度"),
    };
}
