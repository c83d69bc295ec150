namespace Chainrule.Cli.Tests;

/// <summary>A training that goes wrong ends with exit code 1, says where and why, and keeps what was good.</summary>
public sealed class DivergedTests
{
    private static readonly string[] s_training = ["train", "t.csv", "--target", "y", "--optimizer", "sgd", "--momentum", "0", "--hidden", "none"];

    [Fact]
    public void The_number_is_named_with_its_row_its_derivation_and_what_to_do()
    {
        using var tool = With(Rows());
        var run = tool.Run([.. s_training, "--learning-rate", "1e30"]);
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Matches(@"\ndiverged in epoch 1, after \d+\.\d s: a number became NaN or infinite, so no model was written\n\nThe first number that is not finite: E_o1 = ∞\n", run.Error);
        var place = System.Text.RegularExpressions.Regex.Match(run.Error, @"\nEpoch 1, batch 2 \(update 2\), (t\.csv:\d+): the error of output 1 is ∞\.");
        Assert.True(place.Success, run.Error);
        Assert.Contains("  E_o1 = (target_o1 − out_o1)²\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("\nWhat to do: the parameters have grown out of hand; try --learning-rate 0.01 (here it was 1E+30), or limit", run.Error, StringComparison.Ordinal);
        Assert.Equal(["t.csv"], tool.Files().Keys);

        var json = tool.Run([.. s_training, "--learning-rate", "1e30", "--json", "--quiet"]);
        Assert.Equal(1, json.Code);
        Assert.Equal(["model", "epochs", "bestEpoch", "end", "seconds", "seed", "divergence"], json.Json.Select(property => property.Key));
        Assert.Null(json.Json["model"]);
        var divergence = json.Json["divergence"]!;
        Assert.Equal((1, 2, place.Groups[1].Value, "E[1]", "output-error", "Infinity"), ((int)divergence["epoch"]!, (int)divergence["batch"]!,
            (string)divergence["row"]!, (string)divergence["quantity"]!, (string)divergence["kind"]!, (string)divergence["value"]!));
        Assert.Equal(2, json.Error.TrimEnd().Split('\n').Length - 1);
    }

    [Fact]
    public void The_best_model_before_is_kept_and_the_checkpoint_is_not()
    {
        // The rate climbs until it is too high: first it is learned, then it grows out of hand.
        using var tool = With(Rows());
        var run = tool.Run([.. s_training, "--learning-rate", "100", "--warm-up", "1000", "--epochs", "1000", "--patience", "1000",
            "--checkpoint-every", "1", "--l2", "0.001", "--json"]);
        Assert.Equal(1, run.Code);
        Assert.Equal("diverged", (string?)run.Json["end"]);
        Assert.True((int)run.Json["bestEpoch"]! > 0, run.Out);
        Assert.DoesNotContain("It is not derived", run.Error, StringComparison.Ordinal);
        Assert.Equal(["t.csv", "t.safetensors"], tool.Files().Keys);
        tool.Run("evaluate", "t.safetensors", "t.csv").Done();
    }

    private static Tool With(string rows) => new Tool().With("t.csv", rows);

    private static string Rows()
    {
        var random = new Random(1);
        return "a,b,y\n" + string.Concat(Enumerable.Range(0, 100).Select(_ =>
        {
            var (a, b) = (random.Next(100), random.Next(100));
            return $"{a},{b},{a + 2 * b + random.Next(5)}\n";
        }));
    }
}
