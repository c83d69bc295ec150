using System.Numerics;
using Chainrule.Testing;

namespace Chainrule.Data.Tests;

public sealed class TabularModelTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chainrule-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Saved(string name) => Path.Combine(_folder.FullName, name);

    private static Table AutoMpg { get; } = Table.Read(Repository.PathOf("samples", "data", "auto-mpg.csv"));

    private static TabularTraining<T> Train<T>(ulong seed = 1) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new TabularTrainer<T>(AutoMpg, new("Miles_per_Gallon"), new() { Epochs = 5, Seed = seed })
            .Train(cancellation: TestContext.Current.CancellationToken);

    [Fact]
    public void A_saved_float_model_predicts_the_same_bits() => RoundTrip<float>();

    [Fact]
    public void A_saved_double_model_predicts_the_same_bits() => RoundTrip<double>();

    private void RoundTrip<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var model = Train<T>().Model;
        model.Save(Saved("a"));
        var copy = TabularModel<T>.Read(ModelFile.Open(Saved("a")), "a");
        Compare.SameBits<T>(copy.Outputs(AutoMpg, out _), model.Outputs(AutoMpg, out _));
        Assert.Equal(model.Training!.ToJsonString(), copy.Training!.ToJsonString());
        copy.Save(Saved("b"));
        Assert.Equal(File.ReadAllBytes(Saved("a")), File.ReadAllBytes(Saved("b")));
    }

    [Fact]
    public void The_same_seed_writes_the_same_file_and_another_does_not()
    {
        Train<float>().Model.Save(Saved("a"));
        Train<float>().Model.Save(Saved("b"));
        Train<float>(seed: 2).Model.Save(Saved("c"));
        Assert.Equal(File.ReadAllBytes(Saved("a")), File.ReadAllBytes(Saved("b")));
        Assert.NotEqual(File.ReadAllBytes(Saved("a")), File.ReadAllBytes(Saved("c")));
    }

    [Fact]
    public void The_validation_of_a_training_is_what_the_model_does_on_those_rows()
    {
        var validation = AutoMpg.Select([.. Enumerable.Range(0, AutoMpg.RowCount).Where(row => row % 5 == 0)]);
        var training = new TabularTrainer<double>(AutoMpg, new("Miles_per_Gallon"), new() { Epochs = 5 }, validation)
            .Train(cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(training.Validation, training.Model.Evaluate(validation, out var notes));
        Assert.Contains(notes, note => note.Key == "missing-target");
        Compare.Close(training.Result.Best.ValidationLoss!.Value, training.Validation.Loss, 1e-12);
    }

    /// <summary>What the file of predictions says is what a program is told, of rows from a file and of rows that it has.</summary>
    [Theory]
    [InlineData("auto-mpg.csv", "Miles_per_Gallon")]
    [InlineData("iris.csv", "species")]
    public void Predictions_of_a_program_are_those_of_the_file(string data, string target)
    {
        var table = Table.Read(Repository.PathOf("samples", "data", data));
        new TabularTrainer<double>(table, new(target), new() { Epochs = 5 }).Train(cancellation: TestContext.Current.CancellationToken).Model.Save(Saved("m"));
        var model = TabularModel<double>.Load(Saved("m"));
        PredictionWriter.Write(Saved("p.csv"), table, model.Schema, model.Outputs(table, out _));
        var written = Table.Read(Saved("p.csv"));
        var (column, predictions) = (written.IndexOf("prediction"), model.Predict(table));
        var cells = Enumerable.Range(0, table.RowCount).Select(row => Enumerable.Range(0, table.Columns.Count).Select(c => table[row, c]).ToList()).ToList();
        var own = model.Predict(Table.Of(table.Columns, cells));
        for (var row = 0; row < table.RowCount; row++)
        {
            var isClass = model.Schema.Target is ClassTarget;
            Assert.Equal(written[row, column], predictions[row].Class ?? predictions[row].Amount.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(Enumerable.Range(column + 1, isClass ? 3 : 0).Select(c => double.Parse(written[row, c], System.Globalization.CultureInfo.InvariantCulture)),
                predictions[row].Probabilities);
            Assert.Equal(isClass, double.IsNaN(predictions[row].Amount));
            Assert.Equal(isClass ? predictions[row].Probabilities.Max() : double.NaN, predictions[row].Probability);
            Assert.Equal((predictions[row].Class, predictions[row].Amount), (own[row].Class, own[row].Amount));
        }
    }

    [Fact]
    public void A_model_knows_how_its_parameters_were_moved()
    {
        Optimizer[] optimizers =
        [
            new Sgd(0.02) { Momentum = 0.5, Nesterov = true, WeightDecay = 0.1 }, new Adam(0.004) { Beta1 = 0.8, Beta2 = 0.99, WeightDecay = 0.01 },
            .. Optimizer.All.Where(optimizer => optimizer is not SecondOrder),
        ];
        var gradients = new GradientOptions { L1 = 0.001, L2 = 0.002, ClipNorm = 3 };
        foreach (var optimizer in optimizers)
        {
            var plan = new TrainingPlan { Epochs = 1, OptimizerFor = _ => optimizer, Gradients = gradients };
            new TabularTrainer<float>(AutoMpg, new("Miles_per_Gallon"), plan).Train(cancellation: TestContext.Current.CancellationToken).Model.Save(Saved("m"));
            var model = TabularModel<float>.Load(Saved("m"));
            Assert.Equal(optimizer, model.Optimizer);
            Assert.Equal(gradients, model.Gradients);
        }
        var file = ModelFile.Open(Saved("m"));
        Assert.Null(new TabularModel<float>(file.Network<float>(), TabularModel<float>.Load(Saved("m")).Schema).Optimizer);
    }

    [Fact]
    public void Rows_of_a_program_that_are_no_table_are_refused()
    {
        Assert.Equal("table: two columns are named 'x': rename one of them", Make.Error(() => Table.Of(["x", "x"], [["1", "2"]])));
        Assert.Equal("cars, row 2: 1 cell, but there are 2 columns", Make.Error(() => Table.Of(["x", "y"], [["1", "2"], ["3"]], "cars")));
        Assert.Equal("cars has no row", Make.Error(() => Table.Of(["x", "y"], [], "cars")));
        Assert.Equal("table, row 1: column 'Cylinders' holds 'six', which is not a number: correct it, or leave the cell empty if the value is missing",
            Make.Error(() => Train<float>().Model.Predict(Table.Of(AutoMpg.Columns, [[.. AutoMpg.Columns.Select(name => name == "Cylinders" ? "six" : "")]]))));
    }

    [Fact]
    public void A_network_without_columns_is_not_a_tabular_model()
    {
        Train<float>().Model.Network.Save(Saved("a"));
        Assert.StartsWith("'a' holds a network without the columns it was trained on",
            Make.Error(() => TabularModel<float>.Read(ModelFile.Open(Saved("a")), "a")), StringComparison.Ordinal);
    }

    [Fact]
    public void Selected_rows_keep_their_cells_and_lines()
    {
        var table = Make.Table("a,b\n1,x\n\n2,y\n3,z\n").Select([2, 0]);
        Assert.Equal((2, "3", "z", "t.csv:5", "1", "t.csv:2"), (table.RowCount, table[0, 0], table[0, 1], table.Place(0), table[1, 0], table.Place(1)));
    }
}
