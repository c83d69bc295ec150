using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Chainrule.Cli.Tests;

public sealed class SearchTests
{
    private static readonly string s_iris = Tool.Sample("iris.csv");

    private static readonly string[] s_search =
        ["search", s_iris, "--target", "species", "--try", "learning-rate=1e-3..1e-1", "--try", "hidden=8,16,16-8,none", "--trials", "9", "--epochs", "30"];

    private static string[] Sorted(string journal) => [.. journal.Split('\n').Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData]
    [InlineData("--halving")]
    [InlineData("--folds", "3", "--metric", "accuracy")]
    public void The_number_of_threads_changes_no_result(params string[] more)
    {
        using var tool = new Tool();
        string Run(string threads)
        {
            var run = tool.Run([.. s_search, .. more, "--threads", threads, "--json"]).Done();
            return run.Out + string.Join('\n', Sorted(tool.Text("iris.search.jsonl")));
        }
        var one = Run("1");
        Assert.Equal(one, Run("2"));
        Assert.Equal(one, Run("3"));
    }

    [Fact]
    public void The_winner_is_what_its_command_line_trains()
    {
        using var tool = new Tool();
        var run = tool.Run([.. s_search, "--json", "-o", "winner", "--seed", "5", "--class-weights", "{\"setosa\": 2}"]).Done();
        var (winner, trials) = (run.Json["winner"]!, run.Json["trials"]!.AsArray());
        Assert.Equal(9, trials.Count);
        var losses = trials.Select(trial => (double)trial!["metrics"]!["loss"]!["mean"]!).ToArray();
        Assert.Equal(losses.Order(), losses);
        Assert.Equal(losses[0], (double)winner["metrics"]!["loss"]!["mean"]!);
        Assert.Equal(["linear", "majority"], run.Json["baselines"]!.AsObject().Select(kind => kind.Key).Order());
        var command = (string)winner["command"]!;
        var start = new ProcessStartInfo("bash", ["-c",
            $"chainrule() {{ dotnet exec '{Path.Combine(AppContext.BaseDirectory, "Chainrule.Cli.dll")}' \"$@\"; }}; {command} -o twin --json"])
        {
            WorkingDirectory = tool.PathOf(""),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var twin = JsonNode.Parse(process.StandardOutput.ReadToEnd())!;
        Assert.Equal(losses[0], (double)twin["validation"]!["loss"]!);
        Assert.Equal(tool.Bytes("twin"), tool.Bytes("winner"));
    }

    /// <summary>Killed, not asked to stop: after the first trial, after some, and at moments that nobody chose.</summary>
    [Theory]
    [InlineData(false, 1, 2, 3)]
    [InlineData(true, 2, 4, 1)]
    public void Killed_at_any_time_it_goes_on_to_the_same_end(bool isHalving, params int[] linesBeforeDeath)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "kills as Linux does");
        using var tool = new Tool();
        string[] search = [.. s_search, "--epochs", "3000", "--patience", "3000", .. isHalving ? ["--halving"] : Array.Empty<string>()];
        search = [.. search.Where((_, index) => index is not (10 or 11))];
        var whole = tool.Run([.. search, "--journal", "whole.jsonl", "--json"]).Done().Out;
        foreach (var lines in linesBeforeDeath)
        {
            tool.Kill(async error =>
            {
                for (var line = 0; line < lines; line++) await error.ReadLineAsync();
            }, [.. search, "--resume", "--journal", "killed.jsonl"]);
            Assert.True(tool.Text("killed.jsonl").Split('\n').Length > lines);
        }
        Assert.Equal(whole, tool.Run([.. search, "--resume", "--journal", "killed.jsonl", "--json", "--threads", "1"]).Done().Out);
        Assert.Equal(Sorted(tool.Text("whole.jsonl")), Sorted(tool.Text("killed.jsonl")));
    }

    [Fact]
    public void Ctrl_C_keeps_what_is_done_and_says_how_to_go_on()
    {
        Interrupts.RequireCtrlC();
        using var tool = new Tool();
        string[] search = [.. s_search[..^2], "--epochs", "20000", "--patience", "20000"];
        var run = tool.Interrupt(error => error.ReadLineAsync(), search);
        Assert.Equal((130, ""), (run.Code, run.Out));
        Assert.Matches(@"(^|\n)stopped as you asked; \d of 9 trainings are in iris\.search\.jsonl: go on with the same command and --resume\n$", run.Error);
        Assert.Equal(["iris.search.jsonl"], tool.Files().Keys);
        Refusal.Expect(tool, "'iris.search.jsonl' holds a search that is not finished: go on with it by --resume, or delete it", search);
    }

    [Fact]
    public void A_table_of_the_best_is_printed_with_the_line_that_trains_the_winner()
    {
        using var tool = new Tool();
        var run = tool.Run([.. s_search, "-o", "m.safetensors"]).Done();
        Assert.Matches(@"^9 trials, compared by loss on 30 validation rows\n  trial  epochs +loss  accuracy +macro F1  ROC-AUC +learning-rate  hidden\n  ", run.Out);
        Assert.Matches(@"\n  compared with +this model  (linear model  )?always the most frequent class\n", run.Out);
        Assert.Matches(@"\n  chainrule train \S+iris.csv --target species --epochs 30 --learning-rate [0-9.]+ --hidden \S+\nmodel written to m.safetensors\n$", run.Out);
        Assert.Equal(9, run.Error.TrimEnd().Split('\n').Length);
        Assert.Matches(@"^1 of 9 done   trial \d: loss [0-9.]+   best [0-9.]+\n", run.Error);
        var quiet = tool.Run([.. s_search, "--resume", "-q", "--lang", "zh"]).Done();
        Assert.Equal("", quiet.Error);
        Assert.StartsWith("9 次试验，按损失在 30 行验证数据上比较\n", quiet.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_search_does_not_go_on_with_this_journal()
    {
        using var tool = new Tool();
        tool.Run(s_search).Done();
        string[] more = [.. s_search, "--resume"];
        Refusal.Expect(tool, "'iris.search.jsonl' holds a search with other options: give the same, or another --journal", [.. more, "--batch", "16"]);
        Refusal.Expect(tool, "'iris.search.jsonl' holds a search with other options: give the same, or another --journal", [.. more, "--folds", "3"]);
        Refusal.Expect(tool, "'iris.search.jsonl' holds a search with other options: give the same, or another --journal", [.. more, "--halving"]);
        tool.With("iris.csv", File.ReadAllText(s_iris).Replace("5.1,", "5.2,", StringComparison.Ordinal));
        Refusal.Expect(tool, "'iris.search.jsonl' holds a search on other data: give another --journal", ["search", "iris.csv", .. more[2..]]);
        tool.With("mine.txt", "my text\n");
        Refusal.Expect(tool, "'mine.txt' is not the journal of a search: give another --journal", [.. s_search, "--journal", "mine.txt"]);
        Assert.Equal(12, tool.Run([.. s_search[..^4], "--trials", "12", "--epochs", "30", "--resume", "--json"]).Done().Json["trials"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("", "there is nothing to try: say --try, such as --try learning-rate=1e-4..1e-1 --try hidden=16,32,32-16, or --space")]
    [InlineData("--try learnin-rate=1,2", "a search cannot try 'learnin-rate' (did you mean 'learning-rate'?): it can try hidden, activation, …")]
    [InlineData("--try seed=1,2", "a search cannot try 'seed'…")]
    [InlineData("--try learning-rate=0.1,fast",
        "trial 1 would be train --learning-rate fast, but --learning-rate must be a number such as 0.05, not 'fast': see chainrule train --help")]
    [InlineData("--try learning-rate=-1..1 --trials 9", "trial …")]
    [InlineData("--try momentum=0.5,0.9", "trial 1 would be train --momentum 0.9, but --momentum belongs to --optimizer sgd or rmsprop, not to adam: leave it out")]
    [InlineData("--try optimizer=adam,adm", "trial …")]
    [InlineData("--try batch=8,16 --batch 32", "--batch is given and tried too: leave one out")]
    [InlineData("--try epochs=8,16 --halving", "--halving gives each trial its epochs, so they cannot be tried: leave one out")]
    [InlineData("--try loss=huber,cross-entropy",
        "trials that differ in loss cannot be compared by their losses: say --metric, such as --metric accuracy or rmse")]
    [InlineData("--try batch=8,16 --metric r2", "models of classes are not compared by 'r2': choose one of loss, logLoss, accuracy, …")]
    [InlineData("--try batch=8,16 --metric luck", "--metric must be one of …")]
    [InlineData("--try batch=8,16 --trials 0", "--trials must be at least 1, not 0")]
    [InlineData("--try batch=8,16 --folds 1", "--folds must be at least 2, not 1")]
    [InlineData("--try batch=8,16 --journal iris.csv", "'iris.csv' is read and cannot be written too: give -o another file")]
    [InlineData("--try batch=8,16 --journal j -o j", "'j' is read and cannot be written too: give -o another file")]
    [InlineData("--try batch=8,16 --journal no/j", "'no/j' cannot be written: there is no folder…")]
    [InlineData("--space missing.json", "there is no file 'missing.json'")]
    [InlineData("--try hidden=2000000000,1", "up to layer 1 there are …")]
    public void What_makes_no_sense_is_refused_before_the_first_trial(string options, string sentence)
    {
        using var tool = new Tool().With("iris.csv", File.ReadAllBytes(s_iris));
        Refusal.Expect(tool, sentence, ["search", "iris.csv", "--target", "species", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
    }

    [Fact]
    public void Where_nothing_is_learned_there_is_no_winner()
    {
        using var tool = new Tool();
        var run = tool.Run("search", s_iris, "--target", "species", "--optimizer", "sgd", "--try", "learning-rate=1e29,1e30", "-o", "m", "-q");
        Assert.Equal((1, "", "no trial learned anything; try a smaller learning-rate\n"), (run.Code, run.Out, run.Error));
        Assert.Equal(["iris.search.jsonl"], tool.Files().Keys);
    }
}
