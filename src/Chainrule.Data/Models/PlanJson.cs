using System.Text.Json.Nodes;

namespace Chainrule.Data;

/// <summary>The parts of a plan as JSON, under the names of a network spec.</summary>
internal static class PlanJson
{
    /// <summary>Every decision, those that were left out too.</summary>
    public static JsonObject Write(TrainingPlan plan, LearningTask task, int trainingRows) => new()
    {
        ["task"] = task == LearningTask.Classification ? "classification" : "regression",
        ["hidden"] = new JsonArray([.. plan.Hidden.Select(units => JsonValue.Create(units))]),
        ["activation"] = plan.Activation.Name,
        ["normalization"] = Normalizations.NameOf(plan.Normalization),
        ["dropout"] = plan.Dropout,
        ["loss"] = plan.LossFor(task).ToString(),
        ["optimizer"] = Write(plan.OptimizerFor(trainingRows)),
        ["schedule"] = Write(plan.Schedule ?? new ConstantSchedule()),
        ["gradients"] = NetworkSpec.Describe(plan.Gradients ?? new()),
        ["classWeights"] = plan.ClassWeights?.ToJson(),
        ["calibrate"] = plan.Calibrate,
        ["epochs"] = plan.Epochs,
        ["batchSize"] = plan.BatchSizeFor(trainingRows),
        ["patience"] = plan.Patience,
        ["validation"] = plan.Validation,
        ["seed"] = plan.Seed,
    };

    public static JsonObject Write(Schedule schedule)
    {
        var json = new JsonObject { ["name"] = schedule.Name };
        if (schedule.WarmUp > 0) json["warmUp"] = schedule.WarmUp;
        switch (schedule)
        {
            case StepSchedule step:
                (json["factor"], json["epochs"]) = (step.Gamma, step.Every);
                break;
            case ExponentialSchedule exponential:
                json["factor"] = exponential.Gamma;
                break;
            case PlateauSchedule plateau:
                (json["factor"], json["epochs"]) = (plateau.Gamma, plateau.Patience);
                break;
        }
        return json;
    }

    /// <summary>All settings, as a network spec has them.</summary>
    public static JsonObject Write(Optimizer optimizer)
    {
        var json = new JsonObject { ["name"] = optimizer.Name, ["learningRate"] = optimizer.LearningRate };
        IEnumerable<(string Name, JsonNode Value)> settings = optimizer switch
        {
            Sgd sgd => [("momentum", sgd.Momentum), ("nesterov", sgd.Nesterov), ("weightDecay", sgd.WeightDecay)],
            Adagrad adagrad => [("epsilon", adagrad.Epsilon), ("weightDecay", adagrad.WeightDecay)],
            RmsProp rms =>
            [
                ("alpha", rms.Alpha), ("epsilon", rms.Epsilon), ("momentum", rms.Momentum), ("centered", rms.Centered),
                ("weightDecay", rms.WeightDecay),
            ],
            Moments adam => [("beta1", adam.Beta1), ("beta2", adam.Beta2), ("epsilon", adam.Epsilon), ("weightDecay", adam.WeightDecay)],
            Rprop rprop => [("shrink", rprop.Shrink), ("grow", rprop.Grow), ("shortest", rprop.Shortest), ("longest", rprop.Longest)],
            Lbfgs lbfgs => [("history", lbfgs.History)],
            LevenbergMarquardt marquardt => [("damping", marquardt.Damping)],
            _ => [],
        };
        foreach (var (name, value) in settings) json[name] = value;
        return json;
    }
}
