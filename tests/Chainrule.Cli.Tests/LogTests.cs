using System.Text.Json.Nodes;

namespace Chainrule.Cli.Tests;

public sealed class LogTests
{
    [Fact]
    public void A_run_is_a_line_for_its_start_one_for_each_epoch_and_one_for_its_end()
    {
        using var tool = new Tool();
        var run = tool.Run(
            "train", Tool.Sample("iris.csv"), "--target", "species", "--log", "run.jsonl", "--epochs", "7", "--hidden", "5,4",
            "--schedule", "exponential", "--l2", "0.01", "-o", "m", "--json").Done();
        var lines = Lines(tool, "run.jsonl");
        Assert.Equal(["start", .. Enumerable.Repeat("epoch", 7), "end"], lines.Select(line => (string)line["event"]!));

        var start = lines[0];
        Assert.Equal("chainrule.log/1", (string)start["schema"]!);
        Assert.StartsWith("chainrule train /", (string)start["command"]!);
        Assert.EndsWith(" --target species --log run.jsonl --epochs 7 --hidden 5,4 --schedule exponential --l2 0.01 -o m --json", (string)start["command"]!);
        Assert.Equal("""{"name":"adam","learningRate":0.005,"beta1":0.9,"beta2":0.999,"epsilon":1E-08,"weightDecay":0.001}""", start["options"]!["optimizer"]!.ToJsonString());
        Assert.Equal("[5,4]", start["options"]!["hidden"]!.ToJsonString());
        Assert.Equal(("cross-entropy", 0.01, 7, 8), ((string)start["options"]!["loss"]!, (double)start["options"]!["gradients"]!["l2"]!, (int)start["options"]!["epochs"]!, (int)start["options"]!["batchSize"]!));
        Assert.Equal((120, 30), ((int)start["data"]!["trainingRows"]!, (int)start["data"]!["validationRows"]!));

        var epochs = lines[1..^1];
        Assert.Equal(Enumerable.Range(1, 7), epochs.Select(line => (int)line["epoch"]!));
        Assert.All(epochs, line => Assert.Equal([1, 2, 3], line["layers"]!.AsArray().Select(layer => (int)layer!["layer"]!)));
        Assert.Equal(0.005 * 0.98, (double)epochs[1]["learningRate"]!, 1e-12);

        var (end, said) = (lines[^1], run.Json);
        foreach (var (name, value) in said) Assert.True(JsonNode.DeepEquals(value, end[name]), name);
        var best = epochs[(int)said["bestEpoch"]! - 1];
        Assert.True((bool)best["isBest"]!);
        Assert.Equal((double)said["validation"]!["accuracy"]!, (double)best["accuracy"]!);
        Assert.Equal((double)said["validation"]!["loss"]!, (double)best["validationLoss"]!);
    }

    [Fact]
    public void A_second_run_is_added_and_one_that_fails_before_it_starts_is_not()
    {
        using var tool = new Tool();
        string[] train = ["train", Tool.Sample("iris.csv"), "--target", "species", "--log", "run.jsonl", "--epochs", "2", "-o", "m", "-q"];
        Refusal.Expect(tool, "there is no file 'no.csv'", "train", "no.csv", "--target", "y", "--log", "run.jsonl");
        tool.Run(train).Done();
        tool.Run(train).Done();
        Assert.Equal(2, Lines(tool, "run.jsonl").Count(line => (string)line["event"]! == "start"));
    }

    [Fact]
    public void A_run_that_diverges_says_so_in_its_log()
    {
        using var tool = new Tool();
        Assert.Equal(1, tool.Run(
            "train", Tool.Sample("iris.csv"), "--target", "species", "--optimizer", "sgd", "--learning-rate", "1e30", "--log", "run.jsonl", "--report", "r.html", "-q").Code);
        var end = Lines(tool, "run.jsonl")[^1];
        Assert.Equal(("end", "diverged", null), ((string)end["event"]!, (string)end["end"]!, end["model"]));
        Assert.Equal(["r.html", "run.jsonl"], tool.Files().Keys);
    }

    [Fact]
    public void Training_is_the_same_whether_it_is_recorded_or_not()
    {
        using var tool = new Tool();
        string[] train = ["train", Tool.Sample("auto-mpg.csv"), "--target", "Miles_per_Gallon", "--epochs", "5", "-q"];
        tool.Run([.. train, "-o", "plain"]).Done();
        tool.Run([.. train, "-o", "recorded", "--log", "l", "--tensorboard", "t", "--report", "r"]).Done();
        Assert.Equal(tool.Bytes("plain"), tool.Bytes("recorded"));
    }

    [Fact]
    public void What_cannot_be_written_is_said_before_training()
    {
        using var tool = new Tool().With("file", "x");
        string[] train = ["train", Tool.Sample("iris.csv"), "--target", "species", "-o", "m"];
        Refusal.Expect(tool, "'no/run.jsonl' cannot be written: there is no folder…", [.. train, "--log", "no/run.jsonl"]);
        Refusal.Expect(tool, "'no/r.html' cannot be written: there is no folder…", [.. train, "--report", "no/r.html"]);
        Refusal.Expect(tool, "'file' is a file: give --tensorboard a folder", [.. train, "--tensorboard", "file"]);
        Refusal.Expect(tool, "'m' is read or written by the command already: give --report another file", [.. train, "--report", "m"]);
        Refusal.Expect(tool, "'r' is read or written by the command already: give --log another file", [.. train, "--report", "r", "--log", "r"]);
        Refusal.Expect(tool, "a file name is empty: give a file", [.. train, "--report", ""]);
        Refusal.Expect(tool, "a file name is empty: give a file", [.. train, "--tensorboard", ""]);
    }

    [Fact]
    public void The_learning_rate_is_shown_where_a_schedule_changes_it()
    {
        using var tool = new Tool();
        string[] train = ["train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "2", "-o", "m"];
        Assert.DoesNotContain("learning rate", tool.Run(train).Done().Error, StringComparison.Ordinal);
        Assert.Matches(@"epoch 2   loss \S+   validation loss \S+   best \S+   learning rate 0\.0049\n", tool.Run([.. train, "--schedule", "exponential"]).Done().Error);
    }

    private static JsonObject[] Lines(Tool tool, string name) =>
        [.. tool.Text(name).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
}
