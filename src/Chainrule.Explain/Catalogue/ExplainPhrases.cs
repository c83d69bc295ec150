namespace Chainrule.Explain;

/// <summary>What an explanation of a step or a prediction has to say beside its formulas.</summary>
internal enum ExplainPhrase
{
    ListSeparator,
    Title, TitleOfStep, StepTitle, Setting,
    Conventions, LossTerm, LossText, OptimizerTerm, UpdateTerm, UpdateText, OriginTerm, OriginModel, OriginUnknown,
    BatchTerm, BatchText, BiasTerm, BiasPerUnit, BiasShared, BiasFrozen,
    BiasNone,
    WeightTerm, WeightText, FoldedTerm, FoldedText, ShiftText, RoundingTerm, RoundingText,
    HalfSquaredError, MeanSquaredError, MeanAbsoluteError, Huber, BinaryCrossEntropy, CrossEntropy, Poisson, Quantile,
    Sgd, Momentum, Nesterov, Adam, AdamW, Adagrad, RmsProp, RmsPropMomentum, RmsPropCentered, Rprop, Decay,
    Names, NameHere, Meaning, UnitOfLayer, NamesNote, InputName, TargetName, WeightName, BiasName, NetName, OutputName, OutputErrorName, LossName,
    SlopeName, BackSumName, DeltaName, GradientName, DecayedName, FirstMomentName, SecondMomentName, FirstMemoryName,
    SecondMemoryName, NewWeightName,
    Overview, Layer, Formula, LargestDelta, LargestOutput, LossBeforeAndAfter, AdamCorrections,
    Given, Inputs, Targets, WeightsOfLayer, BiasesOfLayer,
    LayerTitle, LayerFormula, Unit, UnitsOff, OfFirstSample, MoreRows, NormIs, SumIs,
    WeightTitle, BiasTitle, LayerBiasTitle, WhereFrom, IsGiven, SampleInFull, SharedBias, Fused, Joint, OldWeights, BiasStays,
    Likewise, Weight, Value, Gradient, InputOfWeight, NewValue, Sample,
    MoreTerms, InputsAreZero, UnitsAreOff, NothingComesBack, CheckAgrees, CheckDiffers,
    ProofTitle, JacobianProof, SigmoidProof,
    Forward, Error, Backward, Update, CutToFit,
}

/// <summary>The catalogue of explanations, both languages side by side.</summary>
internal static class ExplainPhrases
{
    public static IReadOnlyDictionary<ExplainPhrase, (string English, string Chinese)> All { get; } = new Dictionary<ExplainPhrase, (string, string)>
    {
        [ExplainPhrase.ListSeparator] = (", ", "、"),
        [ExplainPhrase.Title] = ("The working of {0}", "{0} 的推导"),
        [ExplainPhrase.TitleOfStep] = ("The working of {0}, update {1}", "{0} 的推导：第 {1} 次更新"),
        [ExplainPhrase.StepTitle] = ("Update {0}", "第 {0} 次更新"),
        [ExplainPhrase.Setting] = ("{0} inputs → {1}; {2} trained parameters.", "{0} 个输入 → {1}；共 {2} 个可训练参数。"),

        [ExplainPhrase.Conventions] = ("What is agreed on", "约定"),
        [ExplainPhrase.LossTerm] = ("loss", "损失"),
        [ExplainPhrase.LossText] = ("{0}: {1}", "{0}：{1}"),
        [ExplainPhrase.OptimizerTerm] = ("optimizer", "优化器"),
        [ExplainPhrase.OriginTerm] = ("this step", "这一步"),
        [ExplainPhrase.OriginModel] = (
            "what this sample alone would do to the model as it is now; the file keeps the settings of the optimizer and not what it remembered, "
            + "so that it remembers nothing here",
            "仅用这一个样本、从模型现状出发的一步；模型文件保存优化器的设置，但不保存它的记忆，因此这里从没有记忆开始"),
        [ExplainPhrase.OriginUnknown] = (
            "what this sample alone would do to the model as it is now, by plain gradient descent: "
            + "the file does not say how single parameters were moved in training",
            "仅用这一个样本、从模型现状出发的一步，按普通梯度下降计算：模型文件没有说明训练时各个参数如何移动"),
        [ExplainPhrase.UpdateTerm] = ("update", "更新"),
        [ExplainPhrase.UpdateText] = (
            "All gradients are taken at the weights before the update; only then does anything move. The loss shown is that before the update.",
            "所有梯度都在更新前的权重处计算，算完之后才一起更新；所示损失为更新前的损失。"),
        [ExplainPhrase.BatchTerm] = ("batch", "批量"),
        [ExplainPhrase.BatchText] = (
            "{0} samples; @n marks what belongs to sample n. δ and the parts of a gradient are of one sample, "
            + "the loss and a gradient without @ are means.",
            "{0} 个样本；@n 表示第 n 个样本的量。δ 与梯度的各部分属于单个样本，不带 @ 的损失和梯度为平均值。"),
        [ExplainPhrase.BiasTerm] = ("biases", "偏置"),
        [ExplainPhrase.BiasPerUnit] = ("one for each unit, trained like a weight whose input is 1", "每个神经元一个，像输入恒为 1 的权重一样训练"),
        [ExplainPhrase.BiasShared] = (
            "one for each layer, shared by its units; its gradient is the sum of their δ",
            "每层共用一个；其梯度为该层各神经元的 δ 之和"),
        [ExplainPhrase.BiasNone] = ("none: they are 0 and stay so", "没有：恒为 0"),
        [ExplainPhrase.BiasFrozen] = ("take part, but are not trained (frozen)", "参与计算，但不训练（固定）"),
        [ExplainPhrase.WeightTerm] = ("weights", "权重"),
        [ExplainPhrase.WeightText] = (
            "W[j,i] leads to unit j, from unit i: the layout of PyTorch's Linear.weight, [out, in]; Keras stores the transpose, [in, out]",
            "W[j,i] 通向神经元 j，来自神经元 i：与 PyTorch 的 Linear.weight（[out, in]）相同；Keras 存其转置（[in, out]）"),
        [ExplainPhrase.FoldedTerm] = ("batch normalisation", "批归一化"),
        [ExplainPhrase.FoldedText] = (
            "is part of the weights and biases shown here, with the running mean μ, variance σ² and gain γ of each unit: "
            + "W·γ/√(σ² + 10⁻⁵) and b − μ·γ/√(σ² + 10⁻⁵).",
            "已并入此处的权重和偏置，其中 μ、σ² 为各单元的滑动均值与方差，γ 为增益：W·γ/√(σ² + 10⁻⁵)，b − μ·γ/√(σ² + 10⁻⁵)。"),
        [ExplainPhrase.ShiftText] = (
            "the largest net input of the output layer: subtracted from all of them it changes no probability, and no exponential overflows",
            "输出层最大的净输入：从所有净输入中减去它，概率不变，指数也不会溢出"),
        [ExplainPhrase.RoundingTerm] = ("rounding", "舍入"),
        [ExplainPhrase.RoundingText] = (
            "Numbers are shown rounded, but computed with all their digits; ≈ marks a result whose last digit does not follow from the digits shown.",
            "数字经舍入后显示，但计算时保留全部数位；≈ 表示仅凭显示的数位得不到结果的末位。"),

        [ExplainPhrase.HalfSquaredError] = (
            "the sum of ½(t − o)² over the outputs, mean over the batch", "各输出 ½(t − o)² 之和，对批量求平均"),
        [ExplainPhrase.MeanSquaredError] = ("the mean of (t − o)² over outputs and batch", "(t − o)² 对输出和批量求平均"),
        [ExplainPhrase.MeanAbsoluteError] = ("the mean of |t − o| over outputs and batch", "|t − o| 对输出和批量求平均"),
        [ExplainPhrase.Huber] = (
            "½(t − o)² where |t − o| ≤ 1, else |t − o| − ½; mean over outputs and batch",
            "|t − o| ≤ 1 时为 ½(t − o)²，否则为 |t − o| − ½；对输出和批量求平均"),
        [ExplainPhrase.BinaryCrossEntropy] = (
            "−t·ln o − (1 − t)·ln(1 − o), mean over outputs and batch; ln is the natural logarithm",
            "−t·ln o − (1 − t)·ln(1 − o)，对输出和批量求平均；ln 为自然对数"),
        [ExplainPhrase.Poisson] = (
            "e^o − t·o, where o is the logarithm of the expected count; mean over outputs and batch",
            "e^o − t·o，其中 o 为期望计数的对数；对输出和批量求平均"),
        [ExplainPhrase.Quantile] = (
            "the larger of τ·(t − o) and −(1 − τ)·(t − o), mean over outputs and batch",
            "τ·(t − o) 与 −(1 − τ)·(t − o) 中较大者，对输出和批量求平均"),
        [ExplainPhrase.CrossEntropy] = (
            "the sum of −t·ln p over the classes, p = softmax(z), mean over the batch; ln is the natural logarithm",
            "各类别 −t·ln p 之和，其中 p = softmax(z)，对批量求平均；ln 为自然对数"),

        [ExplainPhrase.Sgd] = ("sgd: w⁺ = w − η·g with η = {0}{1}", "sgd：w⁺ = w − η·g，η = {0}{1}"),
        [ExplainPhrase.Momentum] = (
            "sgd with momentum: m⁺ = μ·m + g, w⁺ = w − η·m⁺ with η = {0}, μ = {1}{2}",
            "带动量的 sgd：m⁺ = μ·m + g，w⁺ = w − η·m⁺，η = {0}，μ = {1}{2}"),
        [ExplainPhrase.Nesterov] = (
            "sgd with Nesterov momentum: m⁺ = μ·m + g, w⁺ = w − η·(g + μ·m⁺) with η = {0}, μ = {1}{2}",
            "带 Nesterov 动量的 sgd：m⁺ = μ·m + g，w⁺ = w − η·(g + μ·m⁺)，η = {0}，μ = {1}{2}"),
        [ExplainPhrase.Adam] = (
            "adam: m⁺ = β₁·m + (1 − β₁)·g, v⁺ = β₂·v + (1 − β₂)·g², both corrected for their beginning at 0, "
            + "w⁺ = w − η·m̂ / (√v̂ + ε) with η = {0}, β₁ = {1}, β₂ = {2}, ε = {3}{4}",
            "adam：m⁺ = β₁·m + (1 − β₁)·g，v⁺ = β₂·v + (1 − β₂)·g²，二者因初值为 0 而作偏差修正，"
            + "w⁺ = w − η·m̂ / (√v̂ + ε)，η = {0}，β₁ = {1}，β₂ = {2}，ε = {3}{4}"),
        [ExplainPhrase.AdamW] = (
            "adamw: as adam, m⁺ = β₁·m + (1 − β₁)·g, v⁺ = β₂·v + (1 − β₂)·g², both corrected for their beginning at 0, but with a decay "
            + "of its own: w⁺ = (1 − η·λ)·w − η·m̂ / (√v̂ + ε) with η = {0}, β₁ = {1}, β₂ = {2}, ε = {3}, λ = {4}",
            "adamw：与 adam 相同，m⁺ = β₁·m + (1 − β₁)·g，v⁺ = β₂·v + (1 − β₂)·g²，二者因初值为 0 而作偏差修正，但权重衰减单独进行："
            + "w⁺ = (1 − η·λ)·w − η·m̂ / (√v̂ + ε)，η = {0}，β₁ = {1}，β₂ = {2}，ε = {3}，λ = {4}"),
        [ExplainPhrase.Adagrad] = (
            "adagrad: m⁺ = m + g², w⁺ = w − η·g / (√m⁺ + ε) with η = {0}, ε = {1}{2}",
            "adagrad：m⁺ = m + g²，w⁺ = w − η·g / (√m⁺ + ε)，η = {0}，ε = {1}{2}"),
        [ExplainPhrase.RmsProp] = (
            "rmsprop: m⁺ = α·m + (1 − α)·g², w⁺ = w − η·g / (√m⁺ + ε) with η = {0}, α = {1}, ε = {2}{3}",
            "rmsprop：m⁺ = α·m + (1 − α)·g²，w⁺ = w − η·g / (√m⁺ + ε)，η = {0}，α = {1}，ε = {2}{3}"),
        [ExplainPhrase.RmsPropMomentum] = (
            "rmsprop with momentum: m⁺ = α·m + (1 − α)·g², v⁺ = μ·v + g / (√m⁺ + ε), w⁺ = w − η·v⁺ with η = {0}, α = {1}, ε = {2}, μ = {4}{3}",
            "带动量的 rmsprop：m⁺ = α·m + (1 − α)·g²，v⁺ = μ·v + g / (√m⁺ + ε)，w⁺ = w − η·v⁺，η = {0}，α = {1}，ε = {2}，μ = {4}{3}"),
        [ExplainPhrase.RmsPropCentered] = (
            "rmsprop, centred: m⁺ = α·m + (1 − α)·g², v⁺ = α·v + (1 − α)·g, w⁺ = w − η·g / (√(m⁺ − v⁺²) + ε) with η = {0}, α = {1}, ε = {2}{3}",
            "中心化的 rmsprop：m⁺ = α·m + (1 − α)·g²，v⁺ = α·v + (1 − α)·g，w⁺ = w − η·g / (√(m⁺ − v⁺²) + ε)，η = {0}，α = {1}，ε = {2}{3}"),
        [ExplainPhrase.Rprop] = (
            "rprop (iRprop−): only the sign of a gradient counts. The step length v begins at η = {0}, grows by η⁺ = {1} while the sign stays, "
            + "shrinks by η⁻ = {2} when it turns, and stays between {3} and {4}; m is the gradient to compare with",
            "rprop（iRprop−）：只看梯度的符号。步长 v 从 η = {0} 开始，符号不变时乘以 η⁺ = {1}，改变时乘以 η⁻ = {2}，"
            + "始终在 {3} 与 {4} 之间；m 是用于比较的梯度"),
        [ExplainPhrase.Decay] = (
            "; the decay λ = {0} adds λ·w to each gradient: ∂J/∂w = ∂E/∂w + λ·w, the gradient of J = E + ½λ·Σw², biases included",
            "；权重衰减 λ = {0} 给每个梯度加上 λ·w：∂J/∂w = ∂E/∂w + λ·w，即 J = E + ½λ·Σw²（含偏置）的梯度"),

        [ExplainPhrase.Names] = ("What everything is called", "名称对照"),
        [ExplainPhrase.NameHere] = ("here", "本文写法"),
        [ExplainPhrase.Meaning] = ("meaning", "含义"),
        [ExplainPhrase.NamesNote] = (
            "Everything counts from 1. Any id, and any of the tutorial's names such as w5, w5+, net_h1, delta_o1 or dE/dw5, "
            + "can be asked for with --focus.",
            "一律从 1 开始计数。任一 id，以及教程中的名称（如 w5、w5+、net_h1、delta_o1、dE/dw5），都可用 --focus 查询。"),
        [ExplainPhrase.UnitOfLayer] = ("unit {0} of layer {1}", "第 {1} 层第 {0} 个神经元"),
        [ExplainPhrase.InputName] = ("input {0}", "第 {0} 个输入"),
        [ExplainPhrase.TargetName] = ("target of output {0}", "第 {0} 个输出的目标值"),
        [ExplainPhrase.WeightName] = ("weight of {0}", "{0} 的权重"),
        [ExplainPhrase.BiasName] = ("bias of {0}", "{0} 的偏置"),
        [ExplainPhrase.NetName] = ("net input of {0}: weighted sum and bias", "{0} 的净输入：加权和加偏置"),
        [ExplainPhrase.OutputName] = ("output of {0}", "{0} 的输出"),
        [ExplainPhrase.OutputErrorName] = ("error of output {0}", "第 {0} 个输出的误差"),
        [ExplainPhrase.LossName] = ("loss before the update", "更新前的损失"),
        [ExplainPhrase.SlopeName] = ("derivative of the activation of {0}", "{0} 的激活函数的导数"),
        [ExplainPhrase.BackSumName] = ("what comes back to {0}: the loss by its output", "传回 {0} 的误差：损失关于其输出的偏导数"),
        [ExplainPhrase.DeltaName] = ("error term of {0}: the loss by its net input", "{0} 的误差项：损失关于其净输入的偏导数"),
        [ExplainPhrase.GradientName] = ("gradient of the weight of {0}", "{0} 的权重的梯度"),
        [ExplainPhrase.DecayedName] = ("that gradient with the decay, which the optimizer follows", "加上权重衰减后的梯度，优化器据此更新"),
        [ExplainPhrase.FirstMomentName] = ("the optimizer's m, after this update: a mean of gradients", "优化器的 m（本次更新后）：梯度的滑动平均"),
        [ExplainPhrase.SecondMomentName] = ("the optimizer's v, after this update: a mean of squared gradients", "优化器的 v（本次更新后）：梯度平方的滑动平均"),
        [ExplainPhrase.FirstMemoryName] = ("what the optimizer remembers as m, after this update", "优化器记住的 m（本次更新后）"),
        [ExplainPhrase.SecondMemoryName] = ("what the optimizer remembers as v, after this update", "优化器记住的 v（本次更新后）"),
        [ExplainPhrase.NewWeightName] = ("weight of {0} after the update", "{0} 更新后的权重"),

        [ExplainPhrase.Overview] = ("Every layer in a line", "各层概览"),
        [ExplainPhrase.Layer] = ("layer", "层"),
        [ExplainPhrase.Formula] = ("formula", "公式"),
        [ExplainPhrase.LargestDelta] = ("largest |δ|", "最大的 |δ|"),
        [ExplainPhrase.LargestOutput] = ("largest |output|", "最大的 |输出|"),
        [ExplainPhrase.LossBeforeAndAfter] = (
            "{0} = {1} before this update, and {2} after it, as the next forward pass sees it.",
            "更新前 {0} = {1}；更新后（再做一次前向传播）为 {2}。"),
        [ExplainPhrase.AdamCorrections] = (
            "In update t = {0}: η/(1 − β₁ᵗ) = {1} / {2} = {3}, and 1/√(1 − β₂ᵗ) = 1/√({4}) = {5}. "
            + "Books write m̂ = m⁺/(1 − β₁ᵗ) and v̂ = v⁺/(1 − β₂ᵗ); "
            + "these two constants are the same corrections, worked out once for all parameters.",
            "第 t = {0} 次更新：η/(1 − β₁ᵗ) = {1} / {2} = {3}，1/√(1 − β₂ᵗ) = 1/√({4}) = {5}。"
            + "书中写作 m̂ = m⁺/(1 − β₁ᵗ)、v̂ = v⁺/(1 − β₂ᵗ)；这两个常数就是同样的偏差修正，对所有参数只算一次。"),
        [ExplainPhrase.Given] = ("What is given", "已知"),
        [ExplainPhrase.Inputs] = ("inputs", "输入"),
        [ExplainPhrase.Targets] = ("targets", "目标值"),
        [ExplainPhrase.WeightsOfLayer] = ("weights, layer {0}", "第 {0} 层权重"),
        [ExplainPhrase.BiasesOfLayer] = ("biases, layer {0}", "第 {0} 层偏置"),

        [ExplainPhrase.LayerTitle] = ("Layer {0}", "第 {0} 层"),
        [ExplainPhrase.LayerFormula] = ("{0}, with W of shape {1}.", "{0}，其中 W 的形状为 {1}。"),
        [ExplainPhrase.Unit] = ("unit", "神经元"),
        [ExplainPhrase.UnitsOff] = ("{0} of its {1} units are off: their output is 0.", "{1} 个神经元中有 {0} 个未激活：输出为 0。"),
        [ExplainPhrase.OfFirstSample] = ("Sample 1 of {0}:", "{0} 个样本中的第 1 个："),
        [ExplainPhrase.MoreRows] = ("{0} more", "其余 {0} 个"),
        [ExplainPhrase.NormIs] = ("norm {0}", "范数 {0}"),
        [ExplainPhrase.SumIs] = ("sum {0}", "和 {0}"),

        [ExplainPhrase.WeightTitle] = (
            "{0}: how much {1} changes when {2} changes ({3} → {4})", "{0}：{2}（{3} → {4}）的微小变化对 {1} 的影响"),
        [ExplainPhrase.BiasTitle] = (
            "{0}: how much {1} changes when {2} changes (the bias of {3})", "{0}：{2}（{3} 的偏置）的微小变化对 {1} 的影响"),
        [ExplainPhrase.LayerBiasTitle] = (
            "{0}: how much {1} changes when {2} changes (the bias of layer {3})", "{0}：{2}（第 {3} 层的偏置）的微小变化对 {1} 的影响"),
        [ExplainPhrase.WhereFrom] = ("{0}: where it comes from", "{0} 的由来"),
        [ExplainPhrase.IsGiven] = ("{0} = {1} is given.", "{0} = {1} 为已知。"),
        [ExplainPhrase.SampleInFull] = (
            "The batch has {0} samples. Sample {1} in full; then all of them:", "批量含 {0} 个样本。先详细推导第 {1} 个样本，再列出全部："),
        [ExplainPhrase.SharedBias] = (
            "{0} belongs to all units of its layer, so each of them adds its δ:", "{0} 属于该层所有神经元，因此每个神经元都贡献自己的 δ："),
        [ExplainPhrase.Fused] = (
            "{0} and {1} are differentiated as one: the first two factors of the chain rule come together as δ (--depth 5 proves it).",
            "{0} 与 {1} 合并求导：链式法则的前两个因子合为 δ（证明见 --depth 5）。"),
        [ExplainPhrase.Joint] = (
            "Every output of {1} depends on every net input: the chain rule goes through all outputs, and its first two factors come together as δ.",
            "{1} 的每个输出都依赖所有净输入：链式法则须经过所有输出，前两个因子合为 δ。"),
        [ExplainPhrase.OldWeights] = (
            "The weights used on the way back, {0}, are the values before the update.", "反向传播用到的权重 {0} 都是更新前的值。"),
        [ExplainPhrase.BiasStays] = ("not trained", "不训练"),
        [ExplainPhrase.Likewise] = ("Likewise the other weights that lead to {0}:", "同理，通向 {0} 的其他权重："),
        [ExplainPhrase.Weight] = ("weight", "权重"),
        [ExplainPhrase.Value] = ("value", "值"),
        [ExplainPhrase.Gradient] = ("gradient", "梯度"),
        [ExplainPhrase.InputOfWeight] = ("its input", "其输入"),
        [ExplainPhrase.NewValue] = ("new value", "新值"),
        [ExplainPhrase.Sample] = ("sample", "样本"),
        [ExplainPhrase.MoreTerms] = ("{0} more", "其余 {0} 项"),
        [ExplainPhrase.InputsAreZero] = ("{0} of the {1} terms are 0, because their input is 0", "{1} 项中有 {0} 项为 0，因为其输入为 0"),
        [ExplainPhrase.UnitsAreOff] = ("{0} of the {1} terms are 0, because their unit is off", "{1} 项中有 {0} 项为 0，因为其神经元未激活"),
        [ExplainPhrase.NothingComesBack] = ("{0} of the {1} terms are 0: those units pass nothing back", "{1} 项中有 {0} 项为 0：这些神经元不传回误差"),
        [ExplainPhrase.CheckAgrees] = (
            "✓ central difference, h = {0}: {1} (relative error {2})", "✓ 数值检验：中心差分，h = {0}，得 {1}（相对误差 {2}）"),
        [ExplainPhrase.CheckDiffers] = (
            "central difference, h = {0}: {1} (relative error {2}); the loss has a kink nearer than h, or is not precise enough to tell",
            "中心差分，h = {0}，得 {1}（相对误差 {2}）；损失在 h 之内有折点，或精度不足以判断"),
        [ExplainPhrase.ProofTitle] = ("Why {0} is so simple", "{0} 为何如此简单"),
        [ExplainPhrase.JacobianProof] = (
            "By the chain rule, δ[i] is the sum over all classes k of ∂E/∂p[k] · ∂p[k]/∂z[i], with ∂E/∂p[k] = −t[k]/p[k] and the Jacobian "
            + "∂p[k]/∂z[i] = p[k]·(1 − p[i]) for k = i, else p[k]·(0 − p[i]). As the targets sum to 1, it comes to p[i] − t[i]. "
            + "Classes whose target is 0 add nothing:",
            "由链式法则，δ[i] 是对所有类别 k 的 ∂E/∂p[k] · ∂p[k]/∂z[i] 求和，其中 ∂E/∂p[k] = −t[k]/p[k]，雅可比矩阵为："
            + "k = i 时 ∂p[k]/∂z[i] = p[k]·(1 − p[i])，否则 p[k]·(0 − p[i])。因目标值之和为 1，结果就是 p[i] − t[i]。目标值为 0 的类别没有贡献："),
        [ExplainPhrase.SigmoidProof] = (
            "∂E/∂o = (1 − t)/(1 − o) − t/o and ∂o/∂z = o·(1 − o); multiplied, all but o − t cancels:",
            "∂E/∂o = (1 − t)/(1 − o) − t/o，∂o/∂z = o·(1 − o)；相乘后约去，只剩 o − t："),

        [ExplainPhrase.Forward] = ("Forward pass", "前向传播"),
        [ExplainPhrase.Error] = ("The error", "误差"),
        [ExplainPhrase.Backward] = ("Backward pass", "反向传播"),
        [ExplainPhrase.Update] = ("The update", "更新"),
        [ExplainPhrase.CutToFit] = (
            "In full, at depth {0}, this would be {1} lines; at depth {2} it fits into {3}. --lines {1} shows all of it.",
            "深度 {0} 的完整推导为 {1} 行；此处用深度 {2}，以不超过 {3} 行。用 --lines {1} 可显示全部。"),
    };
}
