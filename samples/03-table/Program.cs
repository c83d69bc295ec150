using Chainrule.Data;

// A table as it comes: numbers, categories, dates and gaps are told apart, scaled and filled; the target may be a class or an amount.
var table = Table.Read("samples/data/iris.csv");
var training = new TabularTrainer<float>(table, new SchemaOptions("species")).Train();
var judged = training.Validation;
Console.WriteLine($"accuracy {judged.Classes!.Accuracy:F4} on {judged.Rows} rows that it did not learn from");
training.Model.Save("iris.safetensors");

var model = TabularModel<float>.Load("iris.safetensors");
var flower = Table.Of(["sepal_length", "sepal_width", "petal_length", "petal_width"], [["6.3", "2.9", "5.6", "1.8"]]);
var prediction = model.Predict(flower)[0];
Console.WriteLine($"{prediction.Class}, with probability {prediction.Probability:F3}");
