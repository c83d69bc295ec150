namespace Chainrule.Explain;

/// <summary>What an explanation has to say of normalised layers.</summary>
internal enum NormalizationPhrase
{
    LayerTerm, LayerText, BatchTerm, BatchText, BackTerm, BackText, RowsTogether, OneRow,
    SumName, MeanName, VarianceName, InverseDeviationName, StandardName, GainName, StandardSlopeName, MeanSlopeName, MeanAlongName, SumSlopeName,
    GainGradientName, RunningMeanName, RunningVarianceName,
    GainsOfLayer, RunningMeansOfLayer, RunningVariancesOfLayer, Mean, Variance,
    Together, GainTitle,
}

/// <summary>The catalogue of normalised layers, both languages side by side.</summary>
internal static class NormalizationPhrases
{
    public static IReadOnlyDictionary<NormalizationPhrase, (string English, string Chinese)> All { get; } =
        new Dictionary<NormalizationPhrase, (string, string)>
        {
            [NormalizationPhrase.LayerTerm] = ("layer normalisation", "层归一化"),
            [NormalizationPhrase.LayerText] = (
                "the weighted sums h = W·x of a row are measured against their own mean and variance over the units of the layer: "
                + "n = (h − mean)·rstd with rstd = 1/√(variance + 10⁻⁵), then z = G·n + b with a trained gain G (γ in books) for each unit",
                "一行数据的加权和 h = W·x 以该层各神经元上的均值和方差为基准：n = (h − mean)·rstd，其中 rstd = 1/√(方差 + 10⁻⁵)，"
                + "然后 z = G·n + b，每个神经元有一个可训练的增益 G（书中的 γ）"),
            [NormalizationPhrase.BatchTerm] = ("batch normalisation", "批归一化"),
            [NormalizationPhrase.BatchText] = (
                "the weighted sums h = W·x of a unit are measured against their own mean and variance over the rows of the batch: "
                + "n = (h − mean)·rstd with rstd = 1/√(variance + 10⁻⁵), then z = G·n + b with a trained gain G (γ in books) for each unit; "
                + "predictions take the running mean and variance, which each batch moves by a tenth of the way, the variance towards its unbiased "
                + "estimate, rows/(rows − 1) times that of the batch",
                "一个神经元的加权和 h = W·x 以批量各行上的均值和方差为基准：n = (h − mean)·rstd，其中 rstd = 1/√(方差 + 10⁻⁵)，"
                + "然后 z = G·n + b，每个神经元有一个可训练的增益 G（书中的 γ）；预测时改用滑动均值与方差，每个批量使其移动十分之一，"
                + "其中方差趋向无偏估计，即该批量方差的 行数/(行数 − 1) 倍"),
            [NormalizationPhrase.BackTerm] = ("the way back", "反向传播"),
            [NormalizationPhrase.BackText] = (
                "every sum has a part in the mean and the variance of all that are normalised with it; with q = ∂E/∂n = δ·G "
                + "this comes to ∂E/∂h = (q − meanq − n·meanqn)·rstd, with the means of q and of q·n",
                "每个加权和都参与一起归一化的各项的均值和方差；记 q = ∂E/∂n = δ·G，则 ∂E/∂h = (q − meanq − n·meanqn)·rstd，其中 meanq、meanqn 为 q 与 q·n 的均值"),

            [NormalizationPhrase.RowsTogether] = (
                "the rows of a normalised batch act on each other: from there down, a derivative of E with @n is that of the sum of all their losses "
                + "by a number of sample n",
                "批归一化使批量中的各行相互影响：自该层起往下，带 @n 的 E 的偏导数是所有行的损失之和关于第 n 个样本的量的偏导数"),
            [NormalizationPhrase.OneRow] = (
                "one row alone says nothing of a variance: its normalised sums are 0, and the weights below learn nothing from it",
                "仅有一行时谈不上方差：归一化加权和为 0，其下的权重学不到任何东西"),

            [NormalizationPhrase.SumName] = ("weighted sum of {0}", "{0} 的加权和"),
            [NormalizationPhrase.MeanName] = ("mean of the weighted sums that are normalised together", "一起归一化的加权和的均值"),
            [NormalizationPhrase.VarianceName] = ("their variance", "其方差"),
            [NormalizationPhrase.InverseDeviationName] = ("1/√(variance + 10⁻⁵), one over their standard deviation", "1/√(方差 + 10⁻⁵)，即标准差的倒数"),
            [NormalizationPhrase.StandardName] = ("normalised sum of {0}", "{0} 的归一化加权和"),
            [NormalizationPhrase.GainName] = ("gain γ of {0}", "{0} 的增益 γ"),
            [NormalizationPhrase.StandardSlopeName] = ("q of {0}: the loss by its normalised sum", "{0} 的 q：损失关于其归一化加权和的偏导数"),
            [NormalizationPhrase.MeanSlopeName] = ("mean of q over what is normalised together", "一起归一化的各项的 q 的均值"),
            [NormalizationPhrase.MeanAlongName] = ("mean of q times the normalised sum", "q 与归一化加权和之积的均值"),
            [NormalizationPhrase.SumSlopeName] = ("the loss by the weighted sum of {0}", "损失关于 {0} 的加权和的偏导数"),
            [NormalizationPhrase.GainGradientName] = ("gradient of the gain of {0}", "{0} 的增益的梯度"),
            [NormalizationPhrase.RunningMeanName] = ("running mean of the weighted sums of {0}, after this update", "{0} 的加权和的滑动均值（本次更新后）"),
            [NormalizationPhrase.RunningVarianceName] = ("their running variance, after this update", "其滑动方差（本次更新后）"),

            [NormalizationPhrase.GainsOfLayer] = ("gains, layer {0}", "第 {0} 层增益"),
            [NormalizationPhrase.RunningMeansOfLayer] = ("running means, layer {0}", "第 {0} 层滑动均值"),
            [NormalizationPhrase.RunningVariancesOfLayer] = ("running variances, layer {0}", "第 {0} 层滑动方差"),
            [NormalizationPhrase.Mean] = ("mean", "均值"),
            [NormalizationPhrase.Variance] = ("variance", "方差"),

            [NormalizationPhrase.Together] = (
                "{0} changes the mean and the variance of all sums that are normalised with its own. {1} has come back through all of them: "
                + "in it the factors of the chain rule down to the weighted sum are one.",
                "{0} 会改变与其一起归一化的所有加权和的均值和方差。{1} 经由所有这些和传回：链式法则直到加权和为止的各因子合为其中一个。"),
            [NormalizationPhrase.GainTitle] = (
                "{0}: how much {1} changes when {2} changes (the gain of {3})", "{0}：{2}（{3} 的增益）的微小变化对 {1} 的影响"),
        };
}
