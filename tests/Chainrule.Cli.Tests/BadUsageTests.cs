namespace Chainrule.Cli.Tests;

public sealed class BadUsageTests
{
    [Theory]
    [InlineData("--epochs 0", "--epochs must be at least 1, not 0")]
    [InlineData("--epochs many", "--epochs must be a whole number, not 'many': see chainrule train --help")]
    [InlineData("--batch -3", "--batch must be at least 1, not -3")]
    [InlineData("--patience 0", "--patience must be at least 1, not 0")]
    [InlineData("--seed -1", "--seed must be a whole number from 0 to 18446744073709551615, not '-1': see chainrule train --help")]
    [InlineData("--learning-rate nan", "--learning-rate must be a number above 0, not NaN")]
    [InlineData("--learning-rate -1", "--learning-rate must be a number above 0, not -1")]
    [InlineData("--learning-rate fast", "--learning-rate must be a number, not 'fast': see chainrule train --help")]
    [InlineData("--weight-decay -0.1", "--weight-decay must be a number at least 0, not -0.1")]
    [InlineData("--optimizer sgd --momentum 1", "--momentum must be a number from 0 to below 1, not 1")]
    [InlineData("--momentum 0.5", "--momentum belongs to --optimizer sgd: adam has its own")]
    [InlineData("--hidden abc", "--hidden must be numbers of units such as 32,16, or none, not 'abc'")]
    [InlineData("--hidden 8,,8", "--hidden must be numbers of units such as 32,16, or none, not '8,,8'")]
    [InlineData("--hidden 2000000000", "up to layer 1 there are 10,000,000,000 parameters: at most 250,000,000 fit")]
    [InlineData("--activation relo", "--activation must be one of …")]
    [InlineData("--optimizer adm", "--optimizer must be one of adam, sgd, not 'adm' (did you mean 'adam'?): see chainrule train --help")]
    [InlineData("--validation 1.5", "the validation part must be a fraction between 0 and 1, such as 0.2, not 1.5")]
    [InlineData("--validation nan", "the validation part must be a fraction between 0 and 1, such as 0.2, not NaN")]
    [InlineData("--validation missing.csv", "there is no file 'missing.csv'")]
    [InlineData("--loss binary-cross-entropy", "--loss must be one of auto…")]
    [InlineData("-o iris.csv", "'iris.csv' is read and cannot be written too: give -o another file")]
    [InlineData("-o ./iris.csv", "'iris.csv' is read and cannot be written too: give -o another file")]
    [InlineData("--validation v.csv -o v.csv", "'v.csv' is read and cannot be written too: give -o another file")]
    [InlineData("-o no/m.safetensors", "'no/m.safetensors' cannot be written: there is no folder '…")]
    [InlineData("-o /proc/m.safetensors", "'/proc/m.safetensors' cannot be written…")]
    [InlineData("-o .", "'.' is a folder: give a file to write")]
    [InlineData("--ignore specis", "iris.csv has no column 'specis' (did you mean 'species'?)…")]
    [InlineData("--ignore species", "the target 'species' cannot be ignored as well: take it out of --ignore")]
    [InlineData("--task regression", "iris.csv:2: column 'species' holds 'setosa', which is not a number…")]
    [InlineData("--targt species", "there is no option '--targt' (did you mean '--target'?): see chainrule train --help")]
    [InlineData("--quite", "there is no option '--quite' (did you mean '--quiet'?): see chainrule train --help")]
    [InlineData("extra", "there is no command or argument 'extra': see chainrule train --help")]
    [InlineData("--target petal_width", "option '--target' expects a single argument but 2 were provided: see chainrule train --help")]
    [InlineData("--threads 0", "--threads must be from 1 to 256, not 0")]
    [InlineData("--threads 1000", "--threads must be from 1 to 256, not 1000")]
    [InlineData("--lang fr", "--lang must be one of en, zh, not 'fr'…")]
    public void Train_refuses(string options, string sentence)
    {
        using var tool = new Tool().With("iris.csv", File.ReadAllBytes(Tool.Sample("iris.csv"))).With("v.csv", "a\n1\n");
        Refusal.Expect(tool, sentence, ["train", "iris.csv", "--target", "species", .. options.Split(' ')]);
    }

    [Fact]
    public void A_loss_for_classes_is_refused_for_an_amount()
    {
        using var tool = new Tool();
        Refusal.Expect(tool, "the loss cross-entropy is for classes, but the target is an amount: leave --loss out, or say --task classification",
            "train", Tool.Sample("iris.csv"), "--target", "sepal_length", "--loss", "cross-entropy");
    }

    [Theory]
    [InlineData("", "required command was not provided: see chainrule --help")]
    [InlineData("trian iris.csv", "there is no command or argument 'trian' (did you mean 'train'?): see chainrule --help")]
    [InlineData("train iris.csv --target", "required argument missing for option: '--target': see chainrule train --help")]
    [InlineData("train --target species", "required argument 'DATA' missing for command: 'train': see chainrule train --help")]
    [InlineData("evaluate m.safetensors", "required argument 'DATA' missing for command: 'evaluate': see chainrule evaluate --help")]
    [InlineData("tutorial --updates -1", "--updates must be a number from 0 to 100,000,000, not -1")]
    [InlineData("tutorial --updates 100000001", "--updates must be a number from 0 to 100,000,000, not 100000001")]
    [InlineData("tutorial --format xml", "--format must be one of json, text, not 'xml': see chainrule tutorial --help")]
    [InlineData("tutorial --biases freezen",
        "--biases must be one of frozen, per-unit, shared, not 'freezen' (did you mean 'frozen'?): see chainrule tutorial --help")]
    [InlineData("tutorial -o .", "'.' is a folder: give a file to write")]
    [InlineData("tutorial -o no/t.txt", "'no/t.txt' cannot be written: there is no folder…")]
    public void A_command_line_that_makes_no_sense_is_refused(string arguments, string sentence)
    {
        using var tool = new Tool();
        Refusal.Expect(tool, sentence, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("m.safetensors")]
    [InlineData("t.csv")]
    public void Predict_does_not_write_over_what_it_reads(string output)
    {
        using var tool = new Tool().With("m.safetensors", Trained.Iris).With("t.csv", File.ReadAllBytes(Tool.Sample("iris.csv")));
        Refusal.Expect(tool, $"'{output}' is read and cannot be written too: give -o another file",
            "predict", "m.safetensors", "t.csv", "-o", output);
    }

    [Theory]
    [InlineData("inspect", "")]
    [InlineData("predict", "", "x.csv")]
    [InlineData("train", "", "--target", "y")]
    [InlineData("tutorial", "-o", "")]
    public void An_empty_file_name_is_refused(params string[] arguments)
    {
        using var tool = new Tool();
        var run = tool.Run(arguments);
        Assert.Equal((2, "", "chainrule: a file name is empty: give a file\n"), (run.Code, run.Out, run.Error));
    }
}
