using Chainrule;

// One step of the tutorial's network, in view: forward, loss, backward, update.
var spec = NetworkSpec.Parse("""
    { "inputs": 2,
      "layers": [
        { "units": 2, "activation": "sigmoid", "weights": [[0.15, 0.20], [0.25, 0.30]], "biases": [0.35, 0.35] },
        { "units": 2, "activation": "sigmoid", "weights": [[0.40, 0.45], [0.50, 0.55]], "biases": [0.60, 0.60] } ],
      "biases": "frozen", "loss": "half-squared-error" }
    """, "the tutorial");
var network = spec.Build<double>();
var step = new Step<double>(network, new Sgd(0.5)) { Recording = true };

var before = step.Run([0.05, 0.10], [0.01, 0.99]);
Console.WriteLine($"E_total    {before:F9}");
Console.WriteLine($"dE/dw5     {step.WeightGradients(1)[0]:F9}");
Console.WriteLine($"w5 after   {network.Layers[1].Weights[0]:F9}");
Console.WriteLine($"delta_h1   {step.Trace!.Layers[0].Delta[0]:F9}");
