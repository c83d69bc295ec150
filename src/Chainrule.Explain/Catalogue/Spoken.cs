namespace Chainrule.Explain;

/// <summary>How formulas are read aloud.</summary>
internal enum Spoken
{
    Equal, Almost, Plus, Minus, Negative, Times, Over, Half, Square, Exponential, Root, Magnitude, Function, Cases, Bracket, Rest,
    Derivative, New, Layer, Sample,
}

/// <summary>The catalogue of what a screen reader says in place of a formula.</summary>
internal static class SpokenTexts
{
    public static IReadOnlyDictionary<Spoken, (string English, string Chinese)> All { get; } = new Dictionary<Spoken, (string, string)>
    {
        [Spoken.Equal] = ("{0} equals {1}", "{0} 等于 {1}"),
        [Spoken.Almost] = ("{0} is about {1}", "{0} 约等于 {1}"),
        [Spoken.Plus] = ("{0} plus {1}", "{0} 加 {1}"),
        [Spoken.Minus] = ("{0} minus {1}", "{0} 减 {1}"),
        [Spoken.Negative] = ("minus {0}", "负 {0}"),
        [Spoken.Times] = ("{0} times {1}", "{0} 乘以 {1}"),
        [Spoken.Over] = ("the fraction {0} over {1}, end of fraction,", "分式，分子 {0}，分母 {1}，分式结束，"),
        [Spoken.Half] = ("one half", "二分之一"),
        [Spoken.Square] = ("{0} squared", "{0} 的平方"),
        [Spoken.Exponential] = ("e to the power of {0}, end of power,", "e 的 {0} 次方"),
        [Spoken.Root] = ("the square root of {0}, end of root,", "根号 {0}，根号结束，"),
        [Spoken.Magnitude] = ("the absolute value of {0}, end of value,", "{0} 的绝对值"),
        [Spoken.Function] = ("{0} of {1}", "函数 {0}，自变量 {1}"),
        [Spoken.Cases] = ("{1} where {0} is above 0, otherwise {2}", "当 {0} 大于 0 时为 {1}，否则为 {2}"),
        [Spoken.Bracket] = ("open bracket {0} close bracket", "左括号 {0} 右括号"),
        [Spoken.Rest] = ("{0}, for {1}, ", "{0}，即 {1}，"),
        [Spoken.Derivative] = ("the derivative of {0} by {1}", "{0} 关于 {1} 的偏导数"),
        [Spoken.New] = ("new {0}", "更新后的 {0}"),
        [Spoken.Layer] = ("{0} of layer {1}", "第 {1} 层的 {0}"),
        [Spoken.Sample] = ("{0} of sample {1}", "第 {1} 个样本的 {0}"),
    };
}
