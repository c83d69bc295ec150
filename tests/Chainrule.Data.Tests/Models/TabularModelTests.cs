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
