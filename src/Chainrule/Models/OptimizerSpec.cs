namespace Chainrule;

/// <summary>An optimizer as JSON: its name, and the settings that differ from the defaults.</summary>
internal static class OptimizerSpec
{
    public static Optimizer Parse(JsonView spec)
    {
        Optimizer optimizer = spec["name"].Named(Optimizer.Named) switch
        {
            Sgd sgd => Parse(spec.Object("name", "learningRate", "momentum", "nesterov", "weightDecay"), sgd),
            Adagrad adagrad => Parse(spec.Object("name", "learningRate", "epsilon", "weightDecay"), adagrad),
            RmsProp rmsProp => Parse(spec.Object("name", "learningRate", "alpha", "epsilon", "momentum", "centered", "weightDecay"), rmsProp),
            Moments adam => Parse(spec.Object("name", "learningRate", "beta1", "beta2", "epsilon", "weightDecay"), adam),
            Rprop rprop => Parse(spec.Object("name", "learningRate", "shrink", "grow", "shortest", "longest"), rprop),
            Lbfgs lbfgs => Parse(
                spec.Object("name", "learningRate", "history", "sufficientDecrease", "curvature", "evaluations", "gradientTolerance"), lbfgs),
            LevenbergMarquardt marquardt => Parse(spec.Object("name", "damping", "gradientTolerance"), marquardt),
            var other => throw new InvalidOperationException($"The optimizer {other.Name} has no spec."),
        };
        return optimizer with { LearningRate = Number(spec, "learningRate", NumberRange.Positive, optimizer.LearningRate) };
    }

    private static Sgd Parse(JsonView spec, Sgd sgd)
    {
        sgd = sgd with
        {
            Momentum = Number(spec, "momentum", NumberRange.Fraction, sgd.Momentum),
            Nesterov = spec.Find("nesterov")?.Boolean() ?? false,
            WeightDecay = Number(spec, "weightDecay", NumberRange.NotNegative, sgd.WeightDecay),
        };
        return sgd.Nesterov && sgd.Momentum == 0 ? throw spec.Error("asks for nesterov without a momentum: give a momentum above 0") : sgd;
    }

    private static Adagrad Parse(JsonView spec, Adagrad adagrad) => adagrad with
    {
        Epsilon = Number(spec, "epsilon", NumberRange.Positive, adagrad.Epsilon),
        WeightDecay = Number(spec, "weightDecay", NumberRange.NotNegative, adagrad.WeightDecay),
    };

    private static RmsProp Parse(JsonView spec, RmsProp rmsProp)
    {
        var momentum = Number(spec, "momentum", NumberRange.Fraction, rmsProp.Momentum);
        var isCentered = spec.Find("centered")?.Boolean() ?? false;
        if (isCentered && momentum != 0) throw spec.Error("is centered and has a momentum: give one of the two");
        return rmsProp with
        {
            Alpha = Number(spec, "alpha", NumberRange.Fraction, rmsProp.Alpha),
            Epsilon = Number(spec, "epsilon", NumberRange.Positive, rmsProp.Epsilon),
            Momentum = momentum,
            Centered = isCentered,
            WeightDecay = Number(spec, "weightDecay", NumberRange.NotNegative, rmsProp.WeightDecay),
        };
    }

    private static Moments Parse(JsonView spec, Moments adam) => adam with
    {
        Beta1 = Number(spec, "beta1", NumberRange.Fraction, adam.Beta1),
        Beta2 = Number(spec, "beta2", NumberRange.Fraction, adam.Beta2),
        Epsilon = Number(spec, "epsilon", NumberRange.Positive, adam.Epsilon),
        WeightDecay = Number(spec, "weightDecay", NumberRange.NotNegative, adam.WeightDecay),
    };

    private static Rprop Parse(JsonView spec, Rprop rprop) => rprop with
    {
        Shrink = Number(spec, "shrink", NumberRange.Fraction, rprop.Shrink),
        Grow = Number(spec, "grow", NumberRange.FromOne, rprop.Grow),
        Shortest = Number(spec, "shortest", NumberRange.Positive, rprop.Shortest),
        Longest = Number(spec, "longest", NumberRange.Positive, rprop.Longest),
    };

    private static Lbfgs Parse(JsonView spec, Lbfgs lbfgs)
    {
        lbfgs = lbfgs with
        {
            History = spec.Find("history")?.Integer(1) ?? lbfgs.History,
            SufficientDecrease = Number(spec, "sufficientDecrease", NumberRange.Part, lbfgs.SufficientDecrease),
            Curvature = Number(spec, "curvature", NumberRange.Part, lbfgs.Curvature),
            Evaluations = spec.Find("evaluations")?.Integer(1) ?? lbfgs.Evaluations,
            GradientTolerance = Number(spec, "gradientTolerance", NumberRange.NotNegative, lbfgs.GradientTolerance),
        };
        return lbfgs.SufficientDecrease < lbfgs.Curvature ? lbfgs : throw spec.Error("must have a sufficientDecrease below its curvature");
    }

    private static LevenbergMarquardt Parse(JsonView spec, LevenbergMarquardt marquardt) => marquardt with
    {
        Damping = Number(spec, "damping", NumberRange.Positive, marquardt.Damping),
        GradientTolerance = Number(spec, "gradientTolerance", NumberRange.NotNegative, marquardt.GradientTolerance),
    };

    private static double Number(JsonView spec, string name, NumberRange range, double otherwise) => spec.Find(name)?.Number(range) ?? otherwise;
}
