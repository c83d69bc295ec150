namespace Chainrule.Explain;

/// <summary>What a page says of itself, beside the document that it shows.</summary>
internal enum PageText
{
    SkipToText, Contents, Comma, ListComma, LogScale, Source, Network, NetworkOnSample, WayBack, NoChart, InputsHead, LayerHead,
    DrawingOf, Highlighted, LinkOf, MoreUnits, Target, ChartFromTo, ChartDots, NegativeLinks,
}

/// <summary>The catalogue of the page and its drawings.</summary>
internal static class PageTexts
{
    public static IReadOnlyDictionary<PageText, (string English, string Chinese)> All { get; } = new Dictionary<PageText, (string, string)>
    {
        [PageText.SkipToText] = ("Skip to the text", "跳到正文"),
        [PageText.Contents] = ("Contents", "目录"),
        [PageText.Network] = ("The network.", "网络。"),
        [PageText.NetworkOnSample] = ("The network, with the numbers of sample {0}.", "网络，图中为第 {0} 个样本的数值。"),
        [PageText.WayBack] = (
            " Highlighted: the way back from the error to {0}, with its factors (1) ∂E/∂out, (2) ∂out/∂net and (3) ∂net/∂w.",
            "高亮部分是从误差返回 {0} 的路径，三个因子为（1）∂E/∂out、（2）∂out/∂net 和（3）∂net/∂w。"),
        [PageText.InputsHead] = ("inputs", "输入"),
        [PageText.LayerHead] = ("layer {0}", "第 {0} 层"),
        [PageText.NoChart] = ("There is nothing to draw yet.", "暂无可绘制的数据。"),
        [PageText.Comma] = (", ", "，"),
        [PageText.ListComma] = (", ", "、"),
        [PageText.LogScale] = ("{0} (log scale)", "{0}（对数轴）"),
        [PageText.Source] = ("Worked through by Chainrule {0}. Every number is computed, none is typed.", "由 Chainrule {0} 推导。所有数字均由程序算出，并非手工录入。"),
        [PageText.DrawingOf] = ("A network with {0} inputs and layers of {1} units.", "一个有 {0} 个输入的网络，各层神经元数为 {1}。"),
        [PageText.Highlighted] = ("Highlighted: {0}.", "高亮：{0}。"),
        [PageText.LinkOf] = ("{0} from {1} to {2}", "{0}（{1} → {2}）"),
        [PageText.MoreUnits] = ("⋮ {0} more", "⋮ 另有 {0} 个"),
        [PageText.Target] = ("target", "目标值"),
        [PageText.ChartFromTo] = ("The {0} goes from {1} at {2} to {3} at {4}.", "{0}从横轴 {2} 处的 {1} 变为 {4} 处的 {3}。"),
        [PageText.ChartDots] = ("{0} dots: {1} over {2}.", "{0} 个点：纵轴为{1}，横轴为{2}。"),
        [PageText.NegativeLinks] = ("Dashed: negative weights.", "虚线：负权重。"),
    };
}
