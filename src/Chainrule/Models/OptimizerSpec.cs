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
            LearningRate = Positive(spec, "learningRate", sgd.LearningRate),
            Momentum = Fraction(spec, "momentum", sgd.Momentum),
            Nesterov = spec.Find("nesterov")?.Boolean() ?? false,
            WeightDecay = NotNegative(spec, "weightDecay", sgd.WeightDecay),
        };
        return sgd.Nesterov && sgd.Momentum == 0 ? throw spec.Error("asks for nesterov without a momentum: give a momentum above 0") : sgd;
    }

    private static Adam ParseAdam(JsonView spec)
    {
        var adam = new Adam();
        return adam with
        {
            LearningRate = Positive(spec, "learningRate", adam.LearningRate),
            Beta1 = Fraction(spec, "beta1", adam.Beta1),
            Beta2 = Fraction(spec, "beta2", adam.Beta2),
            Epsilon = Positive(spec, "epsilon", adam.Epsilon),
            WeightDecay = NotNegative(spec, "weightDecay", adam.WeightDecay),
        };
    }

    private static double Positive(JsonView spec, string name, double otherwise) =>
        spec.Find(name)?.Number(x => x > 0, "a number above 0") ?? otherwise;

    private static double NotNegative(JsonView spec, string name, double otherwise) =>
        spec.Find(name)?.Number(x => x >= 0, "a number of at least 0") ?? otherwise;

    private static double Fraction(JsonView spec, string name, double otherwise) =>
        spec.Find(name)?.Number(x => x is >= 0 and < 1, "a number from 0 to below 1") ?? otherwise;
}
