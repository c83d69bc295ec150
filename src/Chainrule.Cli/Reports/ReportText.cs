namespace Chainrule.Cli;

/// <summary>What a report has to say.</summary>
internal enum ReportText
{
    Title, Stop, ClassVerdict, ClassVerdictOfRows, AmountVerdict, AmountVerdictOfRows, NoModel, Sampled, NoEpoch, DivergenceTitle, WhatToDo,
    FindingsTitle, Certainty, CertaintyText, Gradients, GradientsFine, Vanishing, Exploding, Units, UnitsFine, Dead,
    Updates, UpdatesLarge, UpdatesSmall, Fit, Overfit, StillFalling, Against, LinearAsGood, ConstantAsGood, Sureness, TooSure, NotSureEnough,
    ResultTitle, BalancedAccuracy, MacroF1, LogLoss, Loss, ClassesTitle, TrainingRows, JudgedRows, TrainingShare,
    CurvesTitle, CurvesNote, WatchedFrom, LossCurve, ScoreCurve, RateCurve, Epoch, Training, Validation, Accuracy, LearningRate, BestEpoch,
    LayersTitle, GradientNote, UpdateNote, OutputNote, DeadNote, GradientNorm, UpdateRatio, OutputDeviation, DeadShare, LayerName, AtBest,
    WeightNorm, OutputMean, DeadUnits, UnitsAndActivation,
    ConfusionTitle, ConfusionNote, ManyClasses, PairsNote, TrueClass, TakenFor, RankingTitle, RocCurve, PrCurve, Macro, ChanceRoc,
    FalsePositives, TruePositives, PrecisionAxis, RecallAxis, RocNote, PrNote, Calibration, CalibrationNote, Confidence, BinAccuracy, Bin, BinTitle,
    AmountsTitle, PredictedOverTrue, TrueAmount, PredictedAmount, Residuals, Residual, ResidualNote, Quantile, AmountsNote,
    ImportanceTitle, ImportanceNote, RegionNote, ImportanceSkipped, LossRise, ScoreFall, R2Fall, Deviation, MoreColumns, RegionMap, RegionCaption,
    HardestTitle, HardestNote, HardestAmounts, HardestOfSample, HardestAmountsOfSample, Row, RowLink,
    Said, Truth, Probability, TrueProbability, Error, WorkedTitle, WorkedNote,
    ImageCaption, ImageTitle,
    DataTitle, File, Table, Rows, Split, TargetColumn, InputColumns, ImageTerm, Images, Notes, ColumnName, Kind, Missing, Checksum,
    NetworkTitle, NetworkCaption, NetworkNote,
    RepeatTitle, RepeatNote, Command, OptionsTitle, Option, Value, Version, Machine, Finished, Model, Seed,
}

/// <summary>The catalogue of reports, both languages side by side.</summary>
internal static class ReportTexts
{
    public static IReadOnlyDictionary<ReportText, (string English, string Chinese)> All { get; } = new Dictionary<ReportText, (string, string)>
    {
        [ReportText.Title] = ("Predicting {0} from {1}", "由 {1} 预测 {0}"),
        [ReportText.Stop] = (".", "。"),
        [ReportText.ClassVerdict] = (
            "Of {0} validation rows, {1} are taken for the right class: accuracy {2}, loss {3}.", "验证集 {0} 行中有 {1} 行分类正确：准确率 {2}，损失 {3}。"),
        [ReportText.ClassVerdictOfRows] = (
            "Of {0} rows, {1} are taken for the right class: accuracy {2}, loss {3}.", "{0} 行中有 {1} 行分类正确：准确率 {2}，损失 {3}。"),
        [ReportText.AmountVerdict] = (
            "On {0} validation rows R² is {1}: predictions are off by {2} (RMSE), or {3} in the mean (MAE).",
            "在验证集 {0} 行上 R² 为 {1}：预测误差为 {2}（RMSE），平均绝对误差为 {3}（MAE）。"),
        [ReportText.AmountVerdictOfRows] = (
            "On {0} rows R² is {1}: predictions are off by {2} (RMSE), or {3} in the mean (MAE).",
            "在 {0} 行上 R² 为 {1}：预测误差为 {2}（RMSE），平均绝对误差为 {3}（MAE）。"),
        [ReportText.NoModel] = (
            "No model was written: what is judged below is the network with its first weights.", "未写出模型：以下评估的是使用初始权重的网络。"),

        [ReportText.Sampled] = (
            "As not all rows fit into memory, what is looked at row by row is of {0} of these {1} rows, picked by the seed: ROC and "
            + "precision-recall curves, residuals, importance, and the hardest rows. All other numbers are of all rows.",
            "由于所有行无法同时放入内存，需逐行查看的内容（ROC 与精确率-召回率曲线、残差、重要性和最难的行）取自由随机种子从 {1} 行中抽取的 {0} 行。其余数字均取自全部行。"),
        [ReportText.NoEpoch] = (
            "It did not get through an epoch, so that there is nothing to judge: here is what is known.", "没有完成任何一轮，无可评估：以下是已知的情况。"),
        [ReportText.DivergenceTitle] = ("Where it went wrong", "何处出错"),
        [ReportText.WhatToDo] = ("What to do: {0}", "建议：{0}"),

        [ReportText.FindingsTitle] = ("What stands out", "值得注意"),
        [ReportText.Certainty] = ("Certainty", "可信程度"),
        [ReportText.CertaintyText] = (
            "Of {0} rows, an accuracy of {1} means from {2} to {3} on many more such rows (95% interval of Wilson).",
            "在 {0} 行上测得准确率 {1}，意味着在更多同类数据上为 {2} 到 {3}（95% 的 Wilson 区间）。"),
        [ReportText.Gradients] = ("Gradients", "梯度"),
        [ReportText.GradientsFine] = (
            "None vanishes and none explodes: their norms lie between {0} and {1} over all layers and epochs.",
            "没有梯度消失，也没有梯度爆炸：所有层、所有轮次的梯度范数在 {0} 与 {1} 之间。"),
        [ReportText.Vanishing] = (
            "That of layer {0} is {1} times smaller than that of layer {2} (norms {3} and {4}, medians of the epochs): it vanishes on its way "
            + "back, and the layer hardly learns. Try --activation relu or gelu, or fewer layers.",
            "第 {0} 层的梯度只有第 {2} 层的 1/{1}（范数 {3} 与 {4}，取各轮的中位数）：梯度在反向传播中消失，这一层几乎学不到东西。可改用 --activation relu 或 gelu，或减少层数。"),
        [ReportText.Exploding] = (
            "That of layer {0} rose to {1} in epoch {2}, {3} times its median of {4}: it explodes. Try --clip-norm 1, or a smaller --learning-rate.",
            "第 {0} 层的梯度在第 {2} 轮升至 {1}，是其中位数 {4} 的 {3} 倍：梯度爆炸。可使用 --clip-norm 1，或减小 --learning-rate。"),
        [ReportText.Units] = ("Units", "神经元"),
        [ReportText.UnitsFine] = ("Every hidden unit learns from some of {0} sampled rows.", "每个隐藏单元都能从 {0} 个抽样行中的某些行学习。"),
        [ReportText.Dead] = (
            "{0} of {1} units of layer {2} are dead ({3}): on all {4} sampled rows their slope is 0, or next to it, so that they no longer learn. "
            + "Try a smaller --learning-rate, or --activation leaky-relu.",
            "第 {2} 层 {1} 个单元中有 {0} 个失活（{3}）：在全部 {4} 个抽样行上斜率为 0 或接近 0，不再学习。可减小 --learning-rate，或改用 --activation leaky-relu。"),
        [ReportText.Updates] = ("Updates", "更新"),
        [ReportText.UpdatesLarge] = (
            "Those of layer {0} move its weights by {1} of their norm at a time (median; a thousandth is usual): training jumps about. "
            + "Try a smaller --learning-rate.",
            "第 {0} 层每次更新移动其权重范数的 {1}（中位数；通常约为千分之一）：训练跳动过大。可减小 --learning-rate。"),
        [ReportText.UpdatesSmall] = (
            "Those of layer {0} move its weights by {1} of their norm at a time (median; a thousandth is usual): it hardly learns. "
            + "Try a larger --learning-rate.",
            "第 {0} 层每次更新只移动其权重范数的 {1}（中位数；通常约为千分之一）：几乎学不到东西。可增大 --learning-rate。"),
        [ReportText.Fit] = ("Fit", "拟合"),
        [ReportText.Overfit] = (
            "After epoch {0} the training loss went on falling, from {1} to {2}, while the validation loss rose from {3} to {4}: overfitting. "
            + "The parameters of epoch {0} are kept. More rows, a smaller network or a larger --weight-decay may help.",
            "第 {0} 轮之后训练损失继续下降（{1} → {2}），而验证损失上升（{3} → {4}）：过拟合。保留的是第 {0} 轮的参数。更多数据、更小的网络或更大的 --weight-decay 可能有帮助。"),
        [ReportText.StillFalling] = (
            "The best epoch was {0} of {1}: the validation loss still fell when training ended. Try more --epochs.",
            "最佳轮次为第 {0} 轮（共 {1} 轮）：训练结束时验证损失仍在下降。可增加 --epochs。"),
        [ReportText.Against] = ("Against simple models", "与简单模型相比"),
        [ReportText.LinearAsGood] = (
            "A linear model does as well or better (loss {0} against {1}): the hidden layers gain nothing here.",
            "线性模型同样好或更好（损失 {0} 对 {1}）：隐藏层在此没有带来收益。"),
        [ReportText.ConstantAsGood] = (
            "A model that does not look at its inputs does as well or better (loss {0} against {1}): nothing was learned.",
            "不看输入的模型同样好或更好（损失 {0} 对 {1}）：没有学到东西。"),
        [ReportText.Sureness] = ("Probabilities", "概率"),
        [ReportText.TooSure] = (
            "It is too sure: the mean probability of its answers is {0}, but {1} of them are right.", "模型过于自信：其答案的平均概率为 {0}，而正确率为 {1}。"),
        [ReportText.NotSureEnough] = (
            "It is not sure enough: the mean probability of its answers is {0}, but {1} of them are right.", "模型过于保守：其答案的平均概率为 {0}，而正确率为 {1}。"),

        [ReportText.ResultTitle] = ("The result", "结果"),
        [ReportText.BalancedAccuracy] = ("balanced accuracy", "平衡准确率"),
        [ReportText.MacroF1] = ("macro F1", "宏平均 F1"),
        [ReportText.LogLoss] = ("log loss", "对数损失"),
        [ReportText.Loss] = ("loss", "损失"),
        [ReportText.ClassesTitle] = ("Class by class", "逐类结果"),
        [ReportText.TrainingRows] = ("training rows", "训练行数"),
        [ReportText.JudgedRows] = ("rows judged", "评估行数"),
        [ReportText.TrainingShare] = ("share", "占比"),

        [ReportText.CurvesTitle] = ("The curves", "训练曲线"),
        [ReportText.CurvesNote] = (
            "The training loss is the mean over the batches of an epoch, each before its update; the validation loss is taken after the epoch.",
            "训练损失是一轮中各小批量在更新之前的损失的平均；验证损失在一轮结束后计算。"),
        [ReportText.WatchedFrom] = (
            "This was watched from epoch {0} on; before the run was resumed, it kept no record of it.", "此项自第 {0} 轮起才有记录；继续运行之前未作记录。"),
        [ReportText.LossCurve] = ("Loss", "损失"),
        [ReportText.ScoreCurve] = ("On the validation rows", "验证集上的表现"),
        [ReportText.RateCurve] = ("Learning rate", "学习率"),
        [ReportText.Epoch] = ("epoch", "轮"),
        [ReportText.Training] = ("training", "训练"),
        [ReportText.Validation] = ("validation", "验证"),
        [ReportText.Accuracy] = ("accuracy", "准确率"),
        [ReportText.LearningRate] = ("learning rate", "学习率"),
        [ReportText.BestEpoch] = ("best: {0}", "最佳：{0}"),

        [ReportText.LayersTitle] = ("The layers", "各层状态"),
        [ReportText.GradientNote] = (
            "the norm of ∂J/∂W of a layer, the mean over the updates of an epoch, before any clipping. Layer 1 is the first hidden one.",
            "一层的 ∂J/∂W 的范数，取一轮中各次更新的平均（截断之前）。第 1 层是第一个隐藏层。"),
        [ReportText.UpdateNote] = (
            "how far the first update of an epoch moves the weights, as a share of their norm. About 0.001 is usual.",
            "一轮中第一次更新使权重移动的距离，占权重范数的比例。通常约为 0.001。"),
        [ReportText.OutputNote] = (
            "over all units and {0} training rows, always the same ones. Near 0, a layer says the same of every row.",
            "取自所有单元和 {0} 个固定的训练行。接近 0 时，该层对每一行的输出都相同。"),
        [ReportText.DeadNote] = (
            "those whose activation has a slope below 0.001 on all of these rows: they do not learn.",
            "在所有这些行上激活函数的斜率都小于 0.001 的单元：它们不再学习。"),
        [ReportText.GradientNorm] = ("gradient norm", "梯度范数"),
        [ReportText.UpdateRatio] = ("update ratio", "更新比"),
        [ReportText.OutputDeviation] = ("deviation of outputs", "输出的标准差"),
        [ReportText.DeadShare] = ("share of dead units", "失活单元占比"),
        [ReportText.LayerName] = ("layer {0}", "第 {0} 层"),
        [ReportText.AtBest] = ("The layers at epoch {0}", "第 {0} 轮时的各层"),
        [ReportText.WeightNorm] = ("weight norm", "权重范数"),
        [ReportText.OutputMean] = ("mean of outputs", "输出的均值"),
        [ReportText.DeadUnits] = ("dead units", "失活单元"),
        [ReportText.UnitsAndActivation] = ("units", "单元"),

        [ReportText.ConfusionTitle] = ("What was taken for what", "混淆矩阵"),
        [ReportText.ConfusionNote] = (
            "Rows are true classes, columns predicted ones. The darker a cell, the larger its share of the true class.",
            "行为真实类别，列为预测类别。颜色越深，占该真实类别的比例越大。"),
        [ReportText.ManyClasses] = (
            "There are {0} classes, too many for a matrix: evaluate --json prints it.", "共有 {0} 个类别，矩阵过大：可用 evaluate --json 输出。"),
        [ReportText.PairsNote] = ("What was confused most often:", "最常混淆的类别："),
        [ReportText.TrueClass] = ("true class", "真实类别"),
        [ReportText.TakenFor] = ("taken for", "被判为"),
        [ReportText.RankingTitle] = ("Thresholds and probabilities", "阈值与概率"),
        [ReportText.RocCurve] = ("ROC: what a threshold lets through", "ROC 曲线：阈值放过了什么"),
        [ReportText.PrCurve] = ("Precision over recall", "精确率—召回率曲线"),
        [ReportText.Macro] = ("mean", "平均"),
        [ReportText.ChanceRoc] = ("chance", "随机"),
        [ReportText.FalsePositives] = ("false positive rate", "假正率"),
        [ReportText.TruePositives] = ("true positive rate", "真正率"),
        [ReportText.PrecisionAxis] = ("precision", "精确率"),
        [ReportText.RecallAxis] = ("recall", "召回率"),
        [ReportText.RocNote] = (
            "{0}: the area under the curve, each class against all others, the mean over the classes; of two classes that of the second.",
            "{0}：曲线下面积，每个类别对其余类别，再对各类取平均；只有两个类别时取第二类。"),
        [ReportText.PrNote] = (
            "{0}: the average precision, in the same way. Every class has its own in the table above.",
            "{0}：平均精确率，算法相同。各类的数值见上表。"),
        [ReportText.Calibration] = ("Calibration: are probabilities true?", "校准：概率是否可信"),
        [ReportText.CalibrationNote] = (
            "{0}: the expected calibration error, the mean distance from the diagonal. Of the rows predicted with a probability of 0.9, nine of "
            + "ten should be right.",
            "{0}：期望校准误差，即到对角线的平均距离。以 0.9 的概率预测的行，应当十行中有九行正确。"),
        [ReportText.Confidence] = ("mean probability", "平均概率"),
        [ReportText.BinAccuracy] = ("share that is right", "正确的比例"),
        [ReportText.Bin] = ("probability", "概率"),
        [ReportText.BinTitle] = ("The numbers of the calibration", "校准图的数值"),

        [ReportText.AmountsTitle] = ("Predicted and true", "预测值与真实值"),
        [ReportText.AmountsNote] = ("{0} of {1} rows are drawn, at even distances.", "图中画出 {1} 行中等距选取的 {0} 行。"),
        [ReportText.PredictedOverTrue] = ("Predicted over true", "预测值对真实值"),
        [ReportText.TrueAmount] = ("true", "真实值"),
        [ReportText.PredictedAmount] = ("predicted", "预测值"),
        [ReportText.Residuals] = ("Residuals", "残差"),
        [ReportText.Residual] = ("true − predicted", "真实值 − 预测值"),
        [ReportText.ResidualNote] = ("So many of the residuals lie below:", "残差的分位数："),
        [ReportText.Quantile] = ("share below", "低于该值的比例"),

        [ReportText.ImportanceTitle] = ("What the model depends on", "模型依赖什么"),
        [ReportText.ImportanceNote] = (
            "How much worse the model gets when {0} rows exchange the values of one column among each other (permutation importance, mean and "
            + "deviation of {1} permutations, seed {2}). Columns that say the same can stand in for each other, and both look unimportant then.",
            "把某一列的值在 {0} 行之间随机交换后，模型变差多少（置换重要性，{1} 次置换的均值与标准差，随机种子 {2}）。内容相同的列可以互相替代，这时两列都会显得不重要。"),
        [ReportText.RegionNote] = (
            "How much worse the model gets when {0} images exchange one region among each other (permutation importance, mean of {1} "
            + "permutations, seed {2}).",
            "把图像的某一区域在 {0} 幅图像之间随机交换后，模型变差多少（置换重要性，{1} 次置换的均值，随机种子 {2}）。"),
        [ReportText.ImportanceSkipped] = ("It was not measured, as the run was stopped.", "因训练被中止，未测量。"),
        [ReportText.LossRise] = ("loss rises by", "损失上升"),
        [ReportText.ScoreFall] = ("accuracy falls by", "准确率下降"),
        [ReportText.R2Fall] = ("R² falls by", "R² 下降"),
        [ReportText.Deviation] = ("±", "±"),
        [ReportText.MoreColumns] = ("{0} more", "另有 {0} 列"),
        [ReportText.RegionMap] = ("The regions of the image that matter", "图像中重要的区域"),
        [ReportText.RegionCaption] = (
            "The brighter, the more the loss rises when images exchange that region; white is {0}.", "越亮，图像之间交换该区域后损失上升越多；白色为 {0}。"),

        [ReportText.HardestTitle] = ("The hardest rows", "最难的行"),
        [ReportText.HardestNote] = (
            "The rows with the highest loss: {0} of all {1} are taken for a wrong class. Look here for wrong labels.",
            "损失最大的行：全部 {1} 行中有 {0} 行分类错误。标签有误的行往往在这里。"),
        [ReportText.HardestAmounts] = (
            "The rows with the highest loss of all {0}. Look here for wrong values.",
            "全部 {0} 行中损失最大的行。数值有误的行往往在这里。"),
        [ReportText.HardestOfSample] = (
            "The rows of the sample with the highest loss: {0} of its {1} rows are taken for a wrong class. Look here for wrong labels.",
            "样本中损失最大的行：样本 {1} 行中有 {0} 行分类错误。标签有误的行往往在这里。"),
        [ReportText.HardestAmountsOfSample] = (
            "The rows with the highest loss of the {0} rows of the sample. Look here for wrong values.",
            "样本 {0} 行中损失最大的行。数值有误的行往往在这里。"),
        [ReportText.Row] = ("row", "行"),
        [ReportText.RowLink] = ("row {0}", "第 {0} 行"),
        [ReportText.Said] = ("predicted", "预测"),
        [ReportText.Truth] = ("true", "真实"),
        [ReportText.Probability] = ("its probability", "预测的概率"),
        [ReportText.TrueProbability] = ("p(true)", "p(真实)"),
        [ReportText.Error] = ("true − predicted", "真实值 − 预测值"),
        [ReportText.WorkedTitle] = ("Worked through", "详细推导"),
        [ReportText.WorkedNote] = (
            "How these rows became these predictions, number by number, as explain --row does it. The number of a row above leads here.",
            "这些行如何得到这些预测，逐个数字推导，与 explain --row 相同。点击上面的行号可跳到这里。"),
        [ReportText.ImageCaption] = ("{0}: {1} taken for {2} ({3})", "{0}：{1} 被判为 {2}（{3}）"),
        [ReportText.ImageTitle] = ("The image of row {0}", "第 {0} 行的图像"),

        [ReportText.DataTitle] = ("The data", "数据"),
        [ReportText.File] = ("file", "文件"),
        [ReportText.Table] = ("{0} rows, {1} columns", "{0} 行，{1} 列"),
        [ReportText.Rows] = ("rows", "行"),
        [ReportText.Split] = (
            "{0} rows of {1} columns: {2} for training, {3} for validation", "{0} 行，{1} 列：{2} 行训练，{3} 行验证"),
        [ReportText.TargetColumn] = ("target", "目标列"),
        [ReportText.InputColumns] = ("{0} columns as {1} numbers", "{0} 列，编码为 {1} 个数"),
        [ReportText.ImageTerm] = ("images", "图像"),
        [ReportText.Images] = ("{0} × {1} pixels", "{0} × {1} 像素"),
        [ReportText.Notes] = ("note", "注意"),
        [ReportText.ColumnName] = ("column", "列"),
        [ReportText.Kind] = ("taken for", "识别为"),
        [ReportText.Missing] = ("missing", "缺失"),
        [ReportText.Checksum] = ("SHA-256", "SHA-256"),

        [ReportText.NetworkTitle] = ("The network", "网络"),
        [ReportText.NetworkCaption] = ("The network; of large layers some units.", "网络；较大的层只画出部分单元。"),
        [ReportText.NetworkNote] = ("{0} parameters; trained on {1}.", "{0} 个参数；训练的损失函数为 {1}。"),

        [ReportText.RepeatTitle] = ("To repeat it", "重复此次运行"),
        [ReportText.RepeatNote] = (
            "The same command, file and version give the same bits, on any machine with FMA and with any number of threads.",
            "相同的命令、文件和版本，在任何支持 FMA 的机器上、无论多少线程，都得到逐位相同的结果。"),
        [ReportText.Command] = ("command", "命令"),
        [ReportText.OptionsTitle] = ("All options", "所有选项"),
        [ReportText.Option] = ("option", "选项"),
        [ReportText.Value] = ("value", "值"),
        [ReportText.Version] = ("version", "版本"),
        [ReportText.Machine] = ("machine", "机器"),
        [ReportText.Finished] = ("finished", "完成于"),
        [ReportText.Model] = ("model", "模型"),
        [ReportText.Seed] = ("seed", "随机种子"),
    };
}
