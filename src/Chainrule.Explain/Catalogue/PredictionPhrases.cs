namespace Chainrule.Explain;

/// <summary>What the explanation of a prediction has to say of its own.</summary>
internal enum PredictionPhrase
{
    Title, Class, OnlyClass, Amount, Truth,
    ColumnsTitle, ColumnsNote, Column, Here, Typical, WouldBe, AmountWouldBe, Difference,
    EncodingTitle, FilledNumber, FilledCategory, Mean, Deviation, OneHot, OnlyCategory, Rare, UnseenAsRare, Unseen,
    MarkedMissing, MarkedPresent, DateInDays, DateParts, MoreColumns,
    OutputTitle, Margin, ItsOutput, Product, BiasRow, Together,
}

/// <summary>The catalogue of predictions, both languages side by side.</summary>
internal static class PredictionPhrases
{
    public static IReadOnlyDictionary<PredictionPhrase, (string English, string Chinese)> All { get; } =
        new Dictionary<PredictionPhrase, (string, string)>
        {
            [PredictionPhrase.Title] = ("Why {0} predicts {1} for row {2} of {3}", "{0} 为何对 {3} 第 {2} 行预测 {1}"),
            [PredictionPhrase.Class] = (
                "It predicts {0} with probability {1}; next is {2} with {3}.", "预测为 {0}，概率 {1}；其次是 {2}，概率 {3}。"),
            [PredictionPhrase.OnlyClass] = ("It predicts {0}, the only class.", "预测为 {0}，唯一的类别。"),
            [PredictionPhrase.Amount] = ("It predicts {0} = {1}.", "预测 {0} = {1}。"),
            [PredictionPhrase.Truth] = ("The table says {0}.", "表中的值为 {0}。"),

            [PredictionPhrase.ColumnsTitle] = ("What mattered most", "影响最大的列"),
            [PredictionPhrase.ColumnsNote] = (
                "What the model would say if one column were typical (a number at the mean of the training rows, a category the most frequent) and "
                + "all others stayed: the largest differences first. Columns act together, so that the differences do not add up.",
                "若只把某一列换成典型值（数值取训练集均值，类别取最常见者）而其余不变，模型的输出会如何；差别大的在前。各列共同起作用，差别之和没有意义。"),
            [PredictionPhrase.Column] = ("column", "列"),
            [PredictionPhrase.Here] = ("here", "本行"),
            [PredictionPhrase.Typical] = ("typical", "典型值"),
            [PredictionPhrase.WouldBe] = ("p({0}) would be", "p({0}) 将为"),
            [PredictionPhrase.AmountWouldBe] = ("{0} would be", "{0} 将为"),
            [PredictionPhrase.Difference] = ("difference", "差别"),

            [PredictionPhrase.EncodingTitle] = ("From the row to the inputs", "从一行数据到输入"),
            [PredictionPhrase.FilledNumber] = (
                "{0} is missing: the median of the training rows, {1}, stands in for it.", "{0} 缺失：用训练集的中位数 {1} 代替。"),
            [PredictionPhrase.FilledCategory] = (
                "{0} is missing: the most frequent of the training rows, {1}, stands in for it.", "{0} 缺失：用训练集中最常见的 {1} 代替。"),
            [PredictionPhrase.Mean] = ("mean", "均值"),
            [PredictionPhrase.Deviation] = ("deviation", "标准差"),
            [PredictionPhrase.OneHot] = (
                "{0} is {1}: one-hot, {2} = 1, and the inputs of its other categories are 0.", "{0} 为 {1}：独热编码，{2} = 1，其余类别的输入为 0。"),
            [PredictionPhrase.OnlyCategory] = ("{0} is {1}: {2} = 1.", "{0} 为 {1}：{2} = 1。"),
            [PredictionPhrase.Rare] = (
                "{0} is {1}, one of the rare categories, which share an input: {2} = 1, and the inputs of its other categories are 0.",
                "{0} 为 {1}，属于共用一个输入的罕见类别：{2} = 1，其余类别的输入为 0。"),
            [PredictionPhrase.UnseenAsRare] = (
                "{0} is {1}, which training never saw: it is taken as one of the rare categories, {2} = 1, "
                + "and the inputs of its other categories are 0.",
                "{0} 为 {1}，训练时从未出现：按罕见类别处理，{2} = 1，其余类别的输入为 0。"),
            [PredictionPhrase.Unseen] = (
                "{0} is {1}, which training never saw: the inputs of all its categories are 0.", "{0} 为 {1}，训练时从未出现：所有类别的输入为 0。"),
            [PredictionPhrase.MarkedMissing] = ("{1} = 1 says that {0} is missing.", "{1} = 1 表示 {0} 缺失。"),
            [PredictionPhrase.MarkedPresent] = ("{1} = 0 says that {0} is not missing.", "{1} = 0 表示 {0} 未缺失。"),
            [PredictionPhrase.DateInDays] = ("{0} is {1}: {2} days since 1970-01-01.", "{0} 为 {1}：自 1970-01-01 起第 {2} 天。"),
            [PredictionPhrase.DateParts] = (
                "The other {0} inputs of {1} mark its month, its weekday and its time of day, as far as the training rows differ in them.",
                "{1} 的其余 {0} 个输入标明月份、星期和时刻（仅限训练集中有差别的部分）。"),
            [PredictionPhrase.MoreColumns] = ("Likewise the other {0} columns.", "同理，其余 {0} 列。"),

            [PredictionPhrase.OutputTitle] = ("The answer", "结果"),
            [PredictionPhrase.Margin] = (
                "Why {0} is ahead of {1}: the difference of their net inputs, term by term, the largest first.",
                "{0} 为何超过 {1}：二者净输入之差，逐项列出，大者在前。"),
            [PredictionPhrase.ItsOutput] = ("its output", "其输出"),
            [PredictionPhrase.Product] = ("product", "乘积"),
            [PredictionPhrase.BiasRow] = ("biases", "偏置"),
            [PredictionPhrase.Together] = ("together", "合计"),
        };
}
