namespace Chainrule.Explain;

/// <summary>What there is to say of a training that went wrong.</summary>
internal enum DivergencePhrase
{
    Title, InBatch, InRow, InValidation, RowOf,
    Input, Target, Weight, Bias, Gain, Net, Output, OutputError, RowLoss, BatchLoss, LossSlope, BackSum, Delta,
    WeightGradient, BiasGradient, GainGradient, FirstMomentOfWeight, FirstMomentOfBias, SecondMomentOfWeight, SecondMomentOfBias,
    NewWeight, NewBias, NewGain, Statistics,
    NoDerivation, FloatLimit, WhatToDo,
    BadData, BadStart, TooLarge, UnlikeTheRest, Grown, GrownUnbounded, SquareTooLarge, StepTooLong,
}

/// <summary>The catalogue of that, both languages side by side.</summary>
internal static class DivergencePhrases
{
    public static IReadOnlyDictionary<DivergencePhrase, (string English, string Chinese)> All { get; } =
        new Dictionary<DivergencePhrase, (string, string)>
        {
            [DivergencePhrase.Title] = ("The first number that is not finite: {0} = {1}", "首个非有限值：{0} = {1}"),
            [DivergencePhrase.InBatch] = (
                "Epoch {0}, batch {1} (update {2}): {3} is {4}. All numbers before it are finite.",
                "第 {0} 轮，第 {1} 批（第 {2} 次更新）：{3}为 {4}。此前计算的数均为有限值。"),
            [DivergencePhrase.InRow] = (
                "Epoch {0}, batch {1} (update {2}), {5}: {3} is {4}. All numbers before it are finite.",
                "第 {0} 轮，第 {1} 批（第 {2} 次更新），{5}：{3}为 {4}。此前计算的数均为有限值。"),
            [DivergencePhrase.InValidation] = (
                "Validation after epoch {0} (update {2}), {5}: {3} is {4}. All numbers before it are finite.",
                "第 {0} 轮后的验证（第 {2} 次更新之后），{5}：{3}为 {4}。此前计算的数均为有限值。"),
            [DivergencePhrase.RowOf] = ("row {0} of the data", "数据第 {0} 行"),

            [DivergencePhrase.Input] = ("input {1}", "输入 {1} "),
            [DivergencePhrase.Target] = ("target {1}", "目标值 {1} "),
            [DivergencePhrase.Weight] = ("the weight of unit {1} of layer {0} for its input {2}", "第 {0} 层第 {1} 个神经元对应输入 {2} 的权重"),
            [DivergencePhrase.Bias] = ("the bias of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的偏置"),
            [DivergencePhrase.Gain] = ("the gain γ of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的增益 γ "),
            [DivergencePhrase.Net] = ("the net input of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的净输入"),
            [DivergencePhrase.Output] = ("the output of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的输出"),
            [DivergencePhrase.OutputError] = ("the error of output {1}", "输出 {1} 的误差"),
            [DivergencePhrase.RowLoss] = ("the loss of this row", "该行的损失"),
            [DivergencePhrase.BatchLoss] = ("the loss of the batch with its penalty", "该批的损失（含惩罚项）"),
            [DivergencePhrase.LossSlope] = ("the slope of the loss by output {1}", "损失对输出 {1} 的导数"),
            [DivergencePhrase.BackSum] = ("what comes back to unit {1} of layer {0}", "传回第 {0} 层第 {1} 个神经元的误差"),
            [DivergencePhrase.Delta] = ("δ of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的 δ "),
            [DivergencePhrase.WeightGradient] = (
                "the gradient of the weight of unit {1} of layer {0} for its input {2}", "第 {0} 层第 {1} 个神经元对应输入 {2} 的权重的梯度"),
            [DivergencePhrase.BiasGradient] = ("the gradient of the bias of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的偏置的梯度"),
            [DivergencePhrase.GainGradient] = ("the gradient of the gain γ of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的增益 γ 的梯度"),
            [DivergencePhrase.FirstMomentOfWeight] = (
                "m of the weight of unit {1} of layer {0} for its input {2}", "第 {0} 层第 {1} 个神经元对应输入 {2} 的权重的 m "),
            [DivergencePhrase.FirstMomentOfBias] = ("m of the bias of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的偏置的 m "),
            [DivergencePhrase.SecondMomentOfWeight] = (
                "v of the weight of unit {1} of layer {0} for its input {2}", "第 {0} 层第 {1} 个神经元对应输入 {2} 的权重的 v "),
            [DivergencePhrase.SecondMomentOfBias] = ("v of the bias of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的偏置的 v "),
            [DivergencePhrase.NewWeight] = (
                "the updated weight of unit {1} of layer {0} for its input {2}", "第 {0} 层第 {1} 个神经元对应输入 {2} 的权重更新后"),
            [DivergencePhrase.NewBias] = ("the updated bias of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的偏置更新后"),

            [DivergencePhrase.NewGain] = (
                "the updated gain γ of unit {1} of layer {0}, or the optimizer's memory of it,", "第 {0} 层第 {1} 个神经元的增益 γ（或优化器对它的记忆）更新后"),
            [DivergencePhrase.Statistics] = (
                "the running mean or variance of unit {1} of layer {0}", "第 {0} 层第 {1} 个神经元的滑动均值或方差"),

            [DivergencePhrase.NoDerivation] = (
                "It is not derived: rows of a validation behind batch normalisation and solvers have no derivation yet.",
                "此处没有推导：经过批归一化的验证行和求解器暂无推导。"),
            [DivergencePhrase.FloatLimit] = (
                "In double the same line comes to {0}. In float its numbers go beyond the largest there is, {1}, at the end or on the way.",
                "用双精度计算，同一行的结果为 {0}；用单精度计算时，结果或中间值超出了单精度数的最大值 {1}。"),
            [DivergencePhrase.WhatToDo] = ("What to do: {0}", "建议：{0}"),
            [DivergencePhrase.BadData] = (
                "the data itself holds it; set the row right, or leave it out.", "数据本身就是如此；请改正或去掉该行。"),
            [DivergencePhrase.BadStart] = (
                "the network began with it; train from finite parameters.", "网络一开始就是如此；请从有限的参数开始训练。"),
            [DivergencePhrase.TooLarge] = (
                "the weights are still those of the beginning, so inputs or targets are too large; scale them to about 1.",
                "此时仍是初始权重，说明输入或目标值过大；请将其缩放到 1 左右。"),
            [DivergencePhrase.UnlikeTheRest] = (
                "the network bears every training row, but not this row of the validation data; look at its numbers, or try a smaller learning rate "
                + "(--learning-rate {0}; here it was {1}).",
                "网络能承受所有训练行，却承受不了这一验证行；请检查该行的数值，或减小学习率（--learning-rate {0}，此时为 {1}）。"),
            [DivergencePhrase.Grown] = (
                "the parameters have grown out of hand; try --learning-rate {0} (here it was {1}), or limit the gradients with --clip-norm 1.",
                "参数已失控增大；请试 --learning-rate {0}（此时为 {1}），或用 --clip-norm 1 限制梯度。"),
            [DivergencePhrase.GrownUnbounded] = (
                "the parameters have grown out of hand; try --learning-rate {0} (here it was {1}), limit the gradients with --clip-norm 1, or take "
                + "an activation with bounds (--activation tanh) in place of {2}.",
                "参数已失控增大；请试 --learning-rate {0}（此时为 {1}），用 --clip-norm 1 限制梯度，或把 {2} 换成有界的激活函数（--activation tanh）。"),
            [DivergencePhrase.SquareTooLarge] = (
                "the gradient is finite but too large for the memory of the optimizer; limit it with --clip-norm 1, scale inputs and targets to "
                + "about 1, or try --learning-rate {0} (here it was {1}).",
                "梯度虽有限，但对优化器的记忆来说过大；请用 --clip-norm 1 限制梯度，将输入和目标值缩放到 1 左右，或试 --learning-rate {0}（此时为 {1}）。"),
            [DivergencePhrase.StepTooLong] = (
                "one update went further than numbers reach; try --learning-rate {0} (here it was {1}), or limit the gradients with --clip-norm 1.",
                "一次更新就超出了数的范围；请试 --learning-rate {0}（此时为 {1}），或用 --clip-norm 1 限制梯度。"),
        };
}
