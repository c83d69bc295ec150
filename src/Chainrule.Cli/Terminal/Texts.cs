namespace Chainrule.Cli;

/// <summary>What the commands have to say.</summary>
internal enum Text
{
    Table, Classes, Amount, Inputs, Numbers, Categories, Dates, LeftOut, Network, Rows, Epoch, LearningRate, Best, Loss, ValidationLoss,
    Resuming, PreviousKept, CheckpointLeft, ToResume,
    Completed, EarlyStopped, Converged, Cancelled, CancelledAtOnce, Diverged, DivergedAtOnce, NothingLearned,
    Evaluation, Validation, Accuracy, Balanced, Ranked, Amounts, Confusion, Written,
    BalancedAccuracy, MacroPrecision, MacroRecall, MacroF1, RocAuc, PrAuc, LogLoss, CalibrationError, R2, Rmse, Mae, Mape,
    Fold, Folds, RepeatedFolds, MeanAndDeviation, FinalModel, Calibrated, CalibratedTo, NotCalibrated,
    RateTest, Rate, SuggestedRate, NoRate,
    Trials, TrialsByFolds, Trial, Epochs, Settings, TrialDone, Baselines, Flattered, TrainWinner, NoWinner, GoOn,
    Class, ClassRows, Precision, Recall, Compared, ThisModel, Linear, Majority, Mean, AccuracyHeading,
    Model, Layer, LayerInputs, Units, Activation, Parameters, Columns, Number, TargetNumber, TargetCount, Category, Date, Target, Trained, Missing,
    Reading, Inferring, Encoding, Predicting, Sampling, CacheReused, CacheDamaged, RowsPerSecond,
    CategoryAndRare, WithIndicator, TimeLeft, Validating, FirstWeights, Comparing,
}

/// <summary>The catalogue of the commands; data notes and error messages are in English only.</summary>
internal static class Texts
{
    public static IReadOnlyDictionary<Text, (string English, string Chinese)> All { get; } = new Dictionary<Text, (string, string)>
    {
        [Text.Table] = ("{0}: {1:N0} rows, {2} columns", "{0}：{1:N0} 行，{2} 列"),
        [Text.Classes] = ("target   {0}: {1} classes", "目标列   {0}：{1} 个类别"),
        [Text.Amount] = ("target   {0}: a number", "目标列   {0}：数值"),
        [Text.Inputs] = ("inputs   {0} columns as {1} numbers", "输入     {0} 列，编码为 {1} 个数"),
        [Text.Numbers] = ("         numbers: {0}", "         数值：{0}"),
        [Text.Categories] = ("         categories: {0}", "         类别：{0}"),
        [Text.Dates] = ("         dates: {0}", "         日期：{0}"),
        [Text.LeftOut] = ("note     {0}", "注意     {0}"),
        [Text.Missing] = ("missing  {0}", "缺失     {0}"),
        [Text.Network] = (
            "network  {0} inputs → {1}, loss {2}, {3:N0} parameters", "网络     {0} 个输入 → {1}，损失函数 {2}，{3:N0} 个参数"),
        [Text.Rows] = (
            "training on {0:N0} rows in batches of {1}, validating on {2:N0}, at most {3:N0} epochs",
            "训练集 {0:N0} 行，批量大小 {1}；验证集 {2:N0} 行；最多 {3:N0} 轮"),
        [Text.Epoch] = ("epoch", "轮"),
        [Text.LearningRate] = ("learning rate", "学习率"),
        [Text.Best] = ("best", "最佳"),
        [Text.Loss] = ("loss", "损失"),
        [Text.ValidationLoss] = ("validation loss", "验证损失"),
        [Text.Resuming] = ("resumed  {0}", "继续     {0}"),
        [Text.PreviousKept] = (
            "the checkpoint of a training that had not ended is kept as {0}; --resume would have gone on with it",
            "一次未结束的训练的检查点已保留为 {0}；使用 --resume 可继续该训练"),
        [Text.CheckpointLeft] = (
            "the checkpoint {0} is not needed any more, but could not be removed: {1}", "检查点 {0} 已不再需要，但无法删除：{1}"),
        [Text.ToResume] = ("to go on from here: {0}", "从此处继续：{0}"),
        [Text.Completed] = ("done after {0} epochs in {2}; the best was epoch {1}", "完成 {0} 轮，用时 {2}；最佳为第 {1} 轮"),
        [Text.EarlyStopped] = (
            "stopped after {0} epochs in {2}, as the validation loss no longer fell; the best was epoch {1}",
            "第 {0} 轮后早停（验证损失不再下降），用时 {2}；最佳为第 {1} 轮"),
        [Text.Converged] = (
            "converged after {0} epochs in {2}, as no step makes the training loss any smaller; the best was epoch {1}",
            "第 {0} 轮后收敛（训练损失已无法再减小），用时 {2}；最佳为第 {1} 轮"),
        [Text.Cancelled] = (
            "stopped in epoch {0} as you asked, after {2}; the best so far was epoch {1}",
            "已按要求在第 {0} 轮停止，用时 {2}；目前最佳为第 {1} 轮"),
        [Text.CancelledAtOnce] = (
            "stopped in epoch {0} as you asked, after {2}: no epoch was better than the start yet, so no model was written",
            "已按要求在第 {0} 轮停止，用时 {2}：尚无任何一轮优于初始状态，未写出模型"),
        [Text.Diverged] = (
            "diverged in epoch {0}, after {2}: a number became NaN or infinite; kept are the parameters of epoch {1}",
            "第 {0} 轮发散，用时 {2}：有数变为 NaN 或无穷大；保留第 {1} 轮的参数"),
        [Text.DivergedAtOnce] = (
            "diverged in epoch {0}, after {2}: a number became NaN or infinite, so no model was written",
            "第 {0} 轮发散，用时 {2}：有数变为 NaN 或无穷大，未写出模型"),
        [Text.NothingLearned] = (
            "no epoch of {0} was better than the first weights, after {2}, so no model was written: "
                + "there is too little to learn from, or --learning-rate is too large",
            "{0} 轮中没有一轮优于初始权重，用时 {2}，未写出模型：可学的数据太少，或 --learning-rate 太大"),
        [Text.Evaluation] = ("evaluated on {0:N0} rows", "评估：{0:N0} 行"),
        [Text.Validation] = ("validation on {0:N0} rows", "验证：{0:N0} 行"),
        [Text.Accuracy] = ("accuracy {0:F4}   loss {1}", "准确率 {0:F4}   损失 {1}"),
        [Text.Balanced] = (
            "balanced accuracy {0:F4}   macro precision {1:F4}   macro F1 {2:F4}",
            "平衡准确率 {0:F4}   宏平均精确率 {1:F4}   宏平均 F1 {2:F4}"),
        [Text.Ranked] = (
            "ROC-AUC {0}   PR-AUC {1}   log loss {2}   calibration error {3:F4}",
            "ROC-AUC {0}   PR-AUC {1}   对数损失 {2}   校准误差 {3:F4}"),
        [Text.Amounts] = (
            "R² {0:F4}   RMSE {1}   MAE {2}   MAPE {3}   loss {4}", "R² {0:F4}   RMSE {1}   MAE {2}   MAPE {3}   损失 {4}"),
        [Text.BalancedAccuracy] = ("balanced accuracy", "平衡准确率"),
        [Text.MacroPrecision] = ("macro precision", "宏平均精确率"),
        [Text.MacroRecall] = ("macro recall", "宏平均召回率"),
        [Text.MacroF1] = ("macro F1", "宏平均 F1"),
        [Text.RocAuc] = ("ROC-AUC", "ROC-AUC"),
        [Text.PrAuc] = ("PR-AUC", "PR-AUC"),
        [Text.LogLoss] = ("log loss", "对数损失"),
        [Text.CalibrationError] = ("calibration error", "校准误差"),
        [Text.R2] = ("R²", "R²"),
        [Text.Rmse] = ("RMSE", "RMSE"),
        [Text.Mae] = ("MAE", "MAE"),
        [Text.Mape] = ("MAPE", "MAPE"),
        [Text.Fold] = ("fold", "折"),
        [Text.Folds] = (
            "{0} folds, each judged by a model that has seen only the others",
            "{0} 折交叉验证：每一折都由未见过它的模型评估"),
        [Text.RepeatedFolds] = (
            "{0} folds, {1} times, each judged by a model that has seen only the others",
            "{0} 折交叉验证，重复 {1} 次：每一折都由未见过它的模型评估"),
        [Text.MeanAndDeviation] = ("mean ± deviation", "均值 ± 标准差"),
        [Text.FinalModel] = ("now the model itself, from all rows:", "下面用全部数据训练最终模型："),
        [Text.Calibrated] = ("calibrated on the validation rows: temperature {0}", "已用验证集校准：温度 {0}"),
        [Text.CalibratedTo] = (
            "log loss {0} before, {1} after; calibration error {2:F4} before, {3:F4} after",
            "对数损失：校准前 {0}，校准后 {1}；校准误差：校准前 {2:F4}，校准后 {3:F4}"),
        [Text.NotCalibrated] = (
            "not calibrated: on these validation rows no temperature is the best (all are told right, or too few)",
            "未校准：在这些验证数据上不存在最优温度（全部预测正确，或正确的太少）"),
        [Text.RateTest] = (
            "loss while the learning rate grows from {0} to {1}, in {2} updates of {3} rows",
            "学习率从 {0} 增大到 {1} 时的损失（共 {2} 次更新，每次 {3} 行）"),
        [Text.Rate] = ("learning rate", "学习率"),
        [Text.SuggestedRate] = (
            "suggested: --learning-rate {0}, a tenth of {1}, where the smoothed loss is lowest",
            "建议：--learning-rate {0}，即平滑损失最低处学习率 {1} 的十分之一"),
        [Text.NoRate] = ("no learning rate made the loss fall", "没有任何学习率能使损失下降"),
        [Text.Trials] = (
            "{0} trials, compared by {1} on {2:N0} validation rows",
            "{0} 次试验，按{1}在 {2:N0} 行验证数据上比较"),
        [Text.TrialsByFolds] = (
            "{0} trials, compared by the mean {1} of {2} folds",
            "{0} 次试验，按 {2} 折的平均{1}比较"),
        [Text.Trial] = ("trial", "试验"),
        [Text.Epochs] = ("epochs", "轮数"),
        [Text.Settings] = ("options", "选项"),
        [Text.TrialDone] = ("{0} of {1} done   trial {2}: {3} {4}   best {5}", "已完成 {0}/{1}   试验 {2}：{3} {4}   最佳 {5}"),
        [Text.Flattered] = (
            "The winner was chosen by these very rows, so they flatter it: judge it on others. To train it:",
            "优胜者正是按这些数据选出的，因此结果偏乐观：请用其他数据评估。训练命令："),
        [Text.NoWinner] = ("no trial learned anything; try a smaller learning-rate", "所有试验都没有学到任何东西；请减小 learning-rate"),
        [Text.GoOn] = (
            "stopped as you asked; {0} of {1} trainings are in {2}: go on with the same command and --resume",
            "已按要求停止；{1} 次训练中的 {0} 次已保存在 {2}：用同一命令加 --resume 可继续"),
        [Text.Class] = ("class", "类别"),
        [Text.ClassRows] = ("rows", "行数"),
        [Text.Precision] = ("precision", "精确率"),
        [Text.Recall] = ("recall", "召回率"),
        [Text.Compared] = ("compared with", "与基线比较"),
        [Text.ThisModel] = ("this model", "本模型"),
        [Text.Linear] = ("linear model", "线性模型"),
        [Text.Majority] = ("always the most frequent class", "始终预测最多的类别"),
        [Text.Mean] = ("always the mean", "始终预测均值"),
        [Text.AccuracyHeading] = ("accuracy", "准确率"),
        [Text.Confusion] = ("true class ↓   predicted →", "真实类别 ↓   预测 →"),
        [Text.Written] = ("model written to {0}", "模型已写入 {0}"),
        [Text.Model] = ("{0}: {1}, {2:N0} parameters, loss {3}", "{0}：{1}，{2:N0} 个参数，损失 {3}"),
        [Text.Layer] = ("layer", "层"),
        [Text.LayerInputs] = ("inputs", "输入"),
        [Text.Units] = ("units", "单元"),
        [Text.Activation] = ("activation", "激活函数"),
        [Text.Parameters] = ("parameters", "参数"),
        [Text.Columns] = ("columns", "列"),
        [Text.Number] = ("number: mean {0}, deviation {1}, median {2}", "数值：均值 {0}，标准差 {1}，中位数 {2}"),
        [Text.TargetNumber] = ("number: mean {0}, deviation {1}", "数值：均值 {0}，标准差 {1}"),
        [Text.TargetCount] = ("count: mean {0}", "计数：均值 {0}"),
        [Text.Category] = ("category: {0}", "类别：{0}"),
        [Text.CategoryAndRare] = ("category: {0}; as one: {1}", "类别：{0}；合为一类：{1}"),
        [Text.WithIndicator] = ("{0}; missing or not", "{0}；是否缺失"),
        [Text.Date] = ("date: mean {0}, deviation {1} days, median {2}", "日期：均值 {0}，标准差 {1} 天，中位数 {2}"),
        [Text.Target] = ("target", "目标列"),
        [Text.Reading] = ("reading", "读取"),
        [Text.Inferring] = (
            "finding out the columns: {0:N0} rows, {2:F0}%, {3} s, {1:N0} rows/s", "推断各列：{0:N0} 行，{2:F0}%，{3} 秒，{1:N0} 行/秒"),
        [Text.Encoding] = (
            "turning rows into numbers: {0:N0} rows, {2:F0}%, {3} s, {1:N0} rows/s", "将各行编码为数：{0:N0} 行，{2:F0}%，{3} 秒，{1:N0} 行/秒"),
        [Text.Predicting] = ("predicting: {0:N0} rows, {2:F0}%, {3} s, {1:N0} rows/s", "预测：{0:N0} 行，{2:F0}%，{3} 秒，{1:N0} 行/秒"),
        [Text.Sampling] = (
            "picking rows for the report: {0:N0} rows, {2:F0}%, {3} s, {1:N0} rows/s", "为报告抽取行：{0:N0} 行，{2:F0}%，{3} 秒，{1:N0} 行/秒"),
        [Text.CacheReused] = ("rows come from the cache {0}, which fits data and options", "使用缓存 {0}，与数据和选项一致"),
        [Text.CacheDamaged] = ("the cache {0} is damaged or of another format: it is written anew", "缓存 {0} 已损坏或格式不符，将重新写入"),
        [Text.RowsPerSecond] = ("{0:N0} rows/s", "{0:N0} 行/秒"),
        [Text.TimeLeft] = ("{0} left", "剩余 {0}"),
        [Text.Validating] = ("validating", "验证中"),
        [Text.FirstWeights] = ("judging the first weights", "评估初始权重"),
        [Text.Comparing] = ("a linear model to compare with", "用于比较的线性模型"),
        [Text.Trained] = ("training", "训练"),
    };
}
