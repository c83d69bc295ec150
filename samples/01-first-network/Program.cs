using Chainrule;

// Exclusive or: the smallest problem that needs a hidden layer.
var data = new DataSet<float>([[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);
var network = new Network<float>(inputs: 2, [new Dense(8, Activation.Tanh), new Dense(1)], Loss.BinaryCrossEntropy, seed: 1);

var trainer = new Trainer<float>(network, new Adam(0.05), new() { Epochs = 200, BatchSize = 4 });
var result = trainer.Fit(data);
Console.WriteLine($"loss {result.Best.TrainingLoss:F4} after {result.Epochs} epochs");

network.Save("xor.safetensors");
var again = Network<float>.Load("xor.safetensors");
Console.WriteLine(string.Join(' ', again.Predict(data.Inputs).Select(p => $"{p:F3}")));
