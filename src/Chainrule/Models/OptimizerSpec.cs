namespace Chainrule;

/// <summary>An optimizer as JSON: its name, and the settings that differ from the defaults.</summary>
internal static class OptimizerSpec
{
    private static readonly string[] s_names = ["sgd", "adam"];

    public static Optimizer Parse(JsonView spec) => spec["name"].Named(name => Catalogue.Find(s_names, n => n, name, "optimizer")) switch
    {
        "sgd" => ParseSgd(spec.Object("name", "learningRate", "momentum", "nesterov", "weightDecay")),
        _ => ParseAdam(spec.Object("name", "learningRate", "beta1", "beta2", "epsilon", "weightDecay")),
    };

    private static Sgd ParseSgd(JsonView spec)
    {
        var sgd = new Sgd();
        sgd = sgd with
        {
            LearningRate = Number(spec, "learningRate", NumberRange.Positive, sgd.LearningRate),
            Momentum = Number(spec, "momentum", NumberRange.Fraction, sgd.Momentum),
            Nesterov = spec.Find("nesterov")?.Boolean() ?? false,
            WeightDecay = Number(spec, "weightDecay", NumberRange.NotNegative, sgd.WeightDecay),
        };
        return sgd.Nesterov && sgd.Momentum == 0 ? throw spec.Error("asks for nesterov without a momentum: give a momentum above 0") : sgd;
    }

    private static Adam ParseAdam(JsonView spec)
    {
        var adam = new Adam();
        return adam with
        {
            LearningRate = Number(spec, "learningRate", NumberRange.Positive, adam.LearningRate),
            Beta1 = Number(spec, "beta1", NumberRange.Fraction, adam.Beta1),
            Beta2 = Number(spec, "beta2", NumberRange.Fraction, adam.Beta2),
            Epsilon = Number(spec, "epsilon", NumberRange.Positive, adam.Epsilon),
            WeightDecay = Number(spec, "weightDecay", NumberRange.NotNegative, adam.WeightDecay),
        };
    }

    private static double Number(JsonView spec, string name, NumberRange range, double otherwise) => spec.Find(name)?.Number(range) ?? otherwise;
}
