namespace Chainrule.Explain;

/// <summary>What the tutorial has to say beside its formulas.</summary>
internal enum Phrase
{
    Title, RguTitle, Setting, NoBiases, BiasesFrozen, BiasesPerUnit, BiasesShared, Rounding,
    Given, Inputs, Targets, HiddenWeights, OutputWeights, Biases,
    Forward, ForwardHidden, ForwardOutput, Error, TotalError,
    BackwardOutput, WhatWeightMeans, WhereFactorsComeFrom, Factors, DeltaNote, BackwardHidden, OldWeights, BackSum,
    Update, UpdateRule, BiasUpdate, BiasesStay,
    Afterwards, AfterwardsNote, Updates, OtherConventions, PerUnitRow, FrozenRow, SharedRow,
    AfterUpdate, Differences, DifferencesIntro, PrintedAndTrue, ListSeparator, SeeNote, NoDifferences,
    CarriedRounding, DigitSlip, UpdatedWeights, CountOffByOne, Unexplained, RguDifferences, RguDifferencesIntro, RguSeeNote, BackSumOfOne,
    OnlyError, FigureNetwork, FigureGiven, FigureForward, FigureError, FigureOutputPath, FigureHiddenPath,
    AtAGlance, Weight, Before, Gradient, After, LossCurve, ErrorAxis, CurveNumbers,
    SwitchRounding, SwitchOrder, SwitchCount, AllDigits, RoundedColumn, UpdatesColumn, Quantity, OldWeightsColumn, NewWeightsColumn,
    HandRounding, ByHandTitle, ByHand, Exact, ByHandColumn,
    SlipsTitle, SlipsIntro, InPrint, Meant, SlipLayers, SlipDirection, SlipBias, SlipDelta, SlipSign, SlipUnit,
}

/// <summary>The catalogue: every phrase in both languages, side by side, so that neither can be forgotten.</summary>
internal static class Phrases
{
    public static IReadOnlyDictionary<Phrase, (string English, string Chinese)> All { get; } = new Dictionary<Phrase, (string, string)>
    {
        [Phrase.Title] = ("A step by step backpropagation example", "手把手教你神经网络的反向传播"),
        [Phrase.RguTitle] = ("The RGU hand-out's worked example of back propagation", "RGU 讲义中的反向传播算例"),
        [Phrase.Setting] = (
            "A {1} network of sigmoid units; the error is half the squared error, summed over the outputs; learning rate η = {0}.",
            "由 sigmoid 神经元组成的 {1} 网络；误差为各输出平方误差的一半之和；学习率 η = {0}。"),
        [Phrase.NoBiases] = ("The units have no biases.", "神经元没有偏置。"),
        [Phrase.BiasesFrozen] = (
            "The biases are frozen: they take part, but are not trained (the tutorial's choice).",
            "偏置固定：参与计算，但不训练（教程的做法）。"),
        [Phrase.BiasesPerUnit] = (
            "Every unit has a bias of its own, trained like a weight whose input is 1.",
            "每个神经元有自己的偏置，像输入恒为 1 的权重一样训练。"),
        [Phrase.BiasesShared] = (
            "Every layer has one bias that all its units share; its gradient is the sum of their δ.",
            "每层共用一个偏置；其梯度为该层各神经元的 δ 之和。"),
        [Phrase.Rounding] = (
            "Numbers are shown rounded, but computed with all their digits: ≈ marks a result whose last digit does not follow from the digits shown.",
            "数字经舍入后显示，但计算时保留全部数位；若仅凭显示的数位得不到结果的末位，则写 ≈。"),
        [Phrase.Given] = ("What is given", "已知"),
        [Phrase.Inputs] = ("inputs", "输入"),
        [Phrase.Targets] = ("targets", "目标值"),
        [Phrase.HiddenWeights] = ("input → hidden", "输入层 → 隐藏层"),
        [Phrase.OutputWeights] = ("hidden → output", "隐藏层 → 输出层"),
        [Phrase.Biases] = ("biases", "偏置"),
        [Phrase.Forward] = ("Forward pass", "前向传播"),
        [Phrase.ForwardHidden] = ("From the inputs to the hidden layer:", "从输入层到隐藏层："),
        [Phrase.ForwardOutput] = ("From the hidden layer to the outputs, in the same way:", "从隐藏层到输出层，同理："),
        [Phrase.Error] = ("The error", "计算误差"),
        [Phrase.TotalError] = ("The total error is the sum:", "总误差为二者之和："),
        [Phrase.BackwardOutput] = ("Backward pass: the output layer", "反向传播：输出层"),
        [Phrase.WhatWeightMeans] = (
            "How much does E_total change when a weight changes? By the chain rule, it is a product of three factors:",
            "权重的微小变化对总误差 E_total 有多大影响？由链式法则，偏导数是三个因子之积："),
        [Phrase.WhereFactorsComeFrom] = (
            "Where they come from: only E_o1 contains out_o1, and ½(t − o)² has the slope 2·½·(t − o)·(−1) = −(t − o) by o; "
            + "the sigmoid has the slope out·(1 − out); and of the terms of net_o1 only w5·out_h1 contains w5.",
            "各因子的由来：只有 E_o1 含 out_o1，而 ½(t − o)² 对 o 的导数是 2·½·(t − o)·(−1) = −(t − o)；"
            + "sigmoid 的导数是 out·(1 − out)；net_o1 的各项中只有 w5·out_h1 含 w5。"),
        [Phrase.Factors] = (
            "The first two factors are the same for every weight that leads to {0}; δ is their product:",
            "对通向 {0} 的每个权重，前两个因子都相同；其乘积为 δ："),
        [Phrase.DeltaNote] = ("δ is ∂E_total/∂net, the error term of a unit.", "δ 即 ∂E_total/∂net，是神经元的误差项。"),
        [Phrase.BackwardHidden] = ("Backward pass: the hidden layer", "反向传播：隐藏层"),
        [Phrase.OldWeights] = (
            "The output weights used here, {0}, are the values before the update.",
            "此处用的输出层权重 {0} 都是更新前的值。"),
        [Phrase.BackSum] = (
            "{0} acts on every output, so its share of the error comes back from each of them:",
            "{0} 影响每个输出，因此误差从每个输出分别传回："),
        [Phrase.Update] = ("The update", "更新权重"),
        [Phrase.UpdateRule] = (
            "Only now, with all gradients known, does anything move: w⁺ = w − η·∂E_total/∂w.",
            "所有梯度都算出之后才一起更新：w⁺ = w − η·∂E_total/∂w。"),
        [Phrase.BiasUpdate] = (
            "The biases move in the same way; their input is 1, so that each unit adds its δ:",
            "偏置同理；其输入恒为 1，因此每个神经元贡献自己的 δ："),
        [Phrase.BiasesStay] = ("The biases stay as they are.", "偏置保持不变。"),
        [Phrase.Afterwards] = ("The error afterwards", "更新之后的误差"),
        [Phrase.AfterwardsNote] = ("E_total as the next forward pass sees it:", "以下为更新后再做一次前向传播所得的 E_total："),
        [Phrase.Updates] = ("updates", "更新次数"),
        [Phrase.OtherConventions] = ("What the convention for the biases changes: E_total after {0} updates", "偏置的约定不同，结果也不同：{0} 次更新后的 E_total"),
        [Phrase.PerUnitRow] = ("one for each unit", "每个神经元一个"),
        [Phrase.FrozenRow] = ("not trained (the tutorial)", "不训练（教程）"),
        [Phrase.SharedRow] = ("one for each layer", "每层一个"),
        [Phrase.AfterUpdate] = ("E_total after update {0}", "第 {0} 次更新后的 E_total"),
        [Phrase.Differences] = ("Where the printed tutorial differs", "教程中与规则不符的数字"),
        [Phrase.DifferencesIntro] = (
            "Of its {0} printed figures, {1} are not what the rule gives:",
            "教程印出的 {0} 个数字中，有 {1} 个不是按规则得到的："),
        [Phrase.PrintedAndTrue] = ("{0}: printed {1}, true {2}", "{0}：印作 {1}，正确值为 {2}"),
        [Phrase.ListSeparator] = (", ", "、"),
        [Phrase.SeeNote] = ("the tutorial prints {0}: see [{1}]", "教程印作 {0}，见 [{1}]"),
        [Phrase.NoDifferences] = (
            "The tutorial's printed figures belong to frozen biases; run with --biases frozen to compare with them.",
            "教程印出的数字是偏置固定时的结果；用 --biases frozen 可与之对照。"),
        [Phrase.CarriedRounding] = (
            "A rounded factor was carried on: {3} rounded to nine decimals, {0}, times {4} = {1} gives {2}.",
            "用了舍入过的因子：{3} 舍入到九位小数为 {0}，乘以 {4} = {1} 得 {2}。"),
        [Phrase.DigitSlip] = (
            "One digit was copied wrong: {0} for {1}.",
            "抄错了一位数字：{1} 写成了 {0}。"),
        [Phrase.UpdatedWeights] = (
            "The hidden gradients were computed with output weights that had already been updated. That wrong order gives {0}.",
            "计算隐藏层梯度时用了已经更新过的输出层权重。按这种错误的顺序得到 {0}。"),
        [Phrase.RguDifferences] = ("Where the printed hand-out differs", "讲义中与规则不符的数字"),
        [Phrase.RguDifferencesIntro] = (
            "Of its {0} printed figures, {1} are not what the rule gives:",
            "讲义印出的 {0} 个数字中，有 {1} 个不是按规则得到的："),
        [Phrase.RguSeeNote] = ("the hand-out prints {0}: see [{1}]", "讲义印作 {0}，见 [{1}]"),
        [Phrase.BackSumOfOne] = ("{0} acts on one output, and the error comes back from it:", "{0} 影响一个输出，误差从它传回："),
        [Phrase.Unexplained] = ("No known mistake gives it.", "已知的错误都得不到这个数。"),
        [Phrase.CountOffByOne] = (
            "It is the error that the {0}th forward pass sees, that is after {1} updates: {2}.",
            "这是第 {0} 次前向传播时的误差，即 {1} 次更新之后：{2}。"),
        [Phrase.OnlyError] = ("With one output, that is the total error:", "只有一个输出，它的误差就是总误差："),
        [Phrase.FigureNetwork] = (
            "The network: inputs i, hidden units h, outputs o, and a weight w on every link.",
            "网络结构：输入 i、隐藏单元 h、输出 o，每条连线上有一个权重 w。"),
        [Phrase.FigureGiven] = (
            "The numbers it starts from: inputs, initial weights and targets.",
            "初始数值：输入、初始权重和目标值。"),
        [Phrase.FigureForward] = ("What flows into {0}.", "流入 {0} 的各项。"),
        [Phrase.FigureError] = ("From the outputs to the error {0}.", "从输出到误差 {0}。"),
        [Phrase.FigureOutputPath] = (
            "The way back from the error to {0}: (1) {1}, (2) {2}, (3) {3}. Their product is {4}.",
            "从误差返回 {0} 的路径：（1）{1}，（2）{2}，（3）{3}；三者之积为 {4}。"),
        [Phrase.FigureHiddenPath] = (
            "Both outputs return a share of the error on the way to {0}: (1.1) {1} and (1.2) {2} add up to {3}; then come (2) {4} and (3) {5}. "
            + "The product is {6}.",
            "在返回 {0} 的路径上，两个输出各传回一份误差：（1.1）{1} 与（1.2）{2} 之和为 {3}；再乘以（2）{4} 和（3）{5}。"
            + "乘积为 {6}。"),
        [Phrase.AtAGlance] = ("All weights at a glance", "全部权重一览"),
        [Phrase.Weight] = ("weight", "权重"),
        [Phrase.Before] = ("before", "更新前"),
        [Phrase.Gradient] = ("gradient", "梯度"),
        [Phrase.After] = ("after", "更新后"),
        [Phrase.LossCurve] = ("E_total over {0} updates", "{0} 次更新中的 E_total"),
        [Phrase.ErrorAxis] = ("error", "误差"),
        [Phrase.CurveNumbers] = ("How E_total changes with the updates", "E_total 随更新次数的变化"),
        [Phrase.SwitchRounding] = ("The switch: with all digits, or rounded on the way", "开关：保留全部数位，还是中途舍入"),
        [Phrase.SwitchOrder] = (
            "The switch: the error comes back through the old or through the updated weights",
            "开关：误差经旧权重传回，还是经更新后的权重传回"),
        [Phrase.SwitchCount] = ("The switch: count updates, or forward passes", "开关：数更新次数，还是数前向传播次数"),
        [Phrase.AllDigits] = ("all digits (right)", "全部数位（正确）"),
        [Phrase.RoundedColumn] = ("rounded to nine decimals", "舍入到九位小数"),
        [Phrase.UpdatesColumn] = ("after {0} updates", "{0} 次更新之后"),
        [Phrase.Quantity] = ("quantity", "量"),
        [Phrase.OldWeightsColumn] = ("through the old weights (right)", "用旧权重（正确）"),
        [Phrase.NewWeightsColumn] = ("through the updated weights (printed)", "用更新后的权重（教程所印）"),
        [Phrase.HandRounding] = ("Numbers rounded by hand were carried on. They give {0}.", "沿用了手算时舍入过的数。由此得 {0}。"),
        [Phrase.ByHandTitle] = ("How the sheet was calculated", "讲义是怎样算出来的"),
        [Phrase.ByHand] = (
            "Each of {0} may have been rounded to 2, 3 or 4 decimals or not at all, and the error may have come back through the old or the "
            + "updated weights: {1} ways in all, each of them computed. With the old weights the best gives {2} of the {3} figures; with the "
            + "updated ones the best gives {4}:",
            "{0} 各自可能舍入到 2、3 或 4 位小数，也可能不舍入；误差可能经旧权重传回，也可能经更新后的权重传回："
            + "共 {1} 种算法，逐一算过。用旧权重时，最好的算法得到 {3} 个数中的 {2} 个；用更新后的权重时，最好的得到 {4} 个："),
        [Phrase.Exact] = ("exact", "精确值"),
        [Phrase.ByHandColumn] = ("by hand", "手算"),
        [Phrase.SlipsTitle] = ("Slips in its words", "文字上的疏误"),
        [Phrase.SlipsIntro] = (
            "The Chinese edition also has slips that no number shows; finding them is a good exercise:",
            "中文版还有一些数字看不出来的疏误，找出它们是很好的练习："),
        [Phrase.InPrint] = ("in print", "所印"),
        [Phrase.Meant] = ("meant", "应为"),
        [Phrase.SlipLayers] = (
            "two output layers, two hidden layers and two outputs → two inputs, two hidden units and two outputs",
            "两个输出层、两个隐藏层和两个输出 → 两个输入、两个隐藏单元和两个输出"),
        [Phrase.SlipDirection] = (
            "from the output layer to the hidden layer → from the inputs to the hidden layer",
            "计算从输出层到隐藏层 → 计算从输入层到隐藏层"),
        [Phrase.SlipBias] = (
            "b1 and b2 have the value 1 → their input is 1; they are 0.35 and 0.60",
            "b1 和 b2 的值为 1 → 它们的输入为 1；它们等于 0.35 和 0.60"),
        [Phrase.SlipDelta] = ("ΔE/Δw → ∂E/∂w, a partial derivative", "ΔE/Δw → ∂E/∂w，即偏导数"),
        [Phrase.SlipSign] = (
            "2·½·(target − out)²⁻¹ + 0 → times −1: the next line has the sign",
            "2·½·(target − out)²⁻¹ + 0 → 还要乘以 −1：下一行有这个负号"),
        [Phrase.SlipUnit] = (
            "out_h1 = …, before ∂out_o1/∂net_o1 is taken → out_o1 = …",
            "求 ∂out_o1/∂net_o1 之前写 out_h1 = … → out_o1 = …"),
    };
}
