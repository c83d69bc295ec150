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
    [InlineData("--learning-rate fast", "--learning-rate must be a number such as 0.05, not 'fast': see chainrule train --help")]
    [InlineData("--learning-rate 0,005", "--learning-rate must be a number such as 0.05, not '0,005': see chainrule train --help")]
    [InlineData("--l2 1,000", "--l2 must be a number such as 0.05, not '1,000': see chainrule train --help")]
    [InlineData("--weight-decay -0.1", "--weight-decay must be a number of at least 0, not -0.1")]
    [InlineData("--optimizer sgd --momentum 1", "--momentum must be a number from 0 to below 1, not 1")]
    [InlineData("--momentum 0.5", "--momentum belongs to --optimizer sgd or rmsprop, not to adam: leave it out")]
    [InlineData("--optimizer rprop --weight-decay 0.1",
        "--weight-decay does not go with --optimizer rprop, which sees the signs of gradients alone: leave it out")]
    [InlineData("--optimizer rprop --batch 10", "--batch does not go with --optimizer rprop, which learns from all rows at once: leave it out")]
    [InlineData("--optimizer lbfgs --batch 10", "--batch does not go with --optimizer lbfgs, which learns from all rows at once: leave it out")]
    [InlineData("--optimizer lbfgs --weight-decay 0.1", "--weight-decay does not go with --optimizer lbfgs, but --l2 does: leave it out")]
    [InlineData("--optimizer lbfgs --momentum 0.5", "--momentum belongs to --optimizer sgd or rmsprop, not to lbfgs: leave it out")]
    [InlineData("--optimizer lbfgs --l1 0.1", "--l1 does not go with --optimizer lbfgs, which needs a smooth loss, but --l2 does: leave it out")]
    [InlineData("--optimizer lbfgs --clip-norm 1", "--clip-norm does not go with --optimizer lbfgs, whose steps find their own lengths: leave it out")]
    [InlineData("--optimizer lbfgs --clip-value 1",
        "--clip-value does not go with --optimizer lbfgs, whose steps find their own lengths: leave it out")]
    [InlineData("--optimizer lbfgs --schedule cosine",
        "a schedule does not go with --optimizer lbfgs, whose steps find their own lengths: leave it out")]
    [InlineData("--optimizer lbfgs --dropout 0.1",
        "the optimizer lbfgs needs an objective of the parameters alone, without draws and statistics of a batch: "
        + "leave dropout and batch normalisation out")]
    [InlineData("--optimizer levenberg-marquardt --learning-rate 0.1",
        "--learning-rate does not go with --optimizer levenberg-marquardt, which finds the length of its steps by its damping: leave it out")]
    [InlineData("--optimizer levenberg-marquardt",
        "the optimizer levenberg-marquardt is for squared errors, half-squared-error or mean-squared-error, not for the loss cross-entropy: "
        + "use one of these, or the optimizer lbfgs")]
    [InlineData("--optimizer levenberg-marquardt --loss half-squared-error --hidden 1000",
        "the optimizer levenberg-marquardt is for at most 4,096 parameters, not for 8,003: use the optimizer lbfgs")]
    [InlineData("--schedule cosin", "--schedule must be one of constant, cosine, exponential, one-cycle, plateau, step, not 'cosin' (did…")]
    [InlineData("--schedule step --schedule-factor 1", "--schedule-factor must be a number above 0 and below 1, not 1")]
    [InlineData("--schedule step --schedule-epochs 0", "--schedule-epochs must be at least 1, not 0")]
    [InlineData("--schedule-factor 0.5", "--schedule-factor belongs to --schedule step, exponential or plateau: leave it out")]
    [InlineData("--schedule exponential --schedule-epochs 5", "--schedule-epochs belongs to --schedule step or plateau: leave it out")]
    [InlineData("--schedule one-cycle --warm-up 5", "--warm-up does not go with --schedule one-cycle, which climbs by itself: leave it out")]
    [InlineData("--optimizer rprop --schedule cosine",
        "a schedule does not go with --optimizer rprop, whose steps find their own lengths: leave it out")]
    [InlineData("--clip-norm 0", "--clip-norm must be a number above 0, not 0")]
    [InlineData("--clip-norm 1 --clip-value 1", "--clip-value does not go with --clip-norm: leave it out")]
    [InlineData("--l1 -1", "--l1 must be a number of at least 0, not -1")]
    [InlineData("--quantile 0.5", "--quantile belongs to --loss quantile: leave it out")]
    [InlineData("--loss quantile --quantile 1", "--quantile must be a number above 0 and below 1, not 1")]
    [InlineData("--loss quantile", "the loss quantile is for amounts, but the target has classes: use cross-entropy")]
    [InlineData("--class-weights even", "class weights must be balanced, or numbers by class such as {\"yes\": 5, \"no\": 1}, not 'even'")]
    [InlineData("--class-weights {\"a\":{}}", "class weights must be balanced, or numbers by class…")]
    [InlineData("--class-weights {\"setosa\":1,\"setosa\":2}", "class weights must be balanced, or numbers by class…")]
    [InlineData("--class-weights {\"setosa\":-1}", "the weight of the class 'setosa' must be a number of at least 0, not -1")]
    [InlineData("--class-weights {\"setosa\":1e999}", "the weight of the class 'setosa' must be a number of at least 0, not Infinity")]
    [InlineData("--class-weights {\"setsa\":1}",
        "class weights name 'setsa', which is not a class of the target 'species' (did you mean 'setosa'?): its classes are …")]
    [InlineData("--weight petl_width", "iris.csv has no column 'petl_width' (did you mean 'petal_width'?)…")]
    [InlineData("--weight species", "the target 'species' cannot hold the weights as well: take it out of --weight")]
    [InlineData("--weight petal_width --ignore petal_width", "column 'petal_width' is in --weight and in --ignore: take it out of one of them")]
    [InlineData("--warm-up 0", "--warm-up must be at least 1, not 0")]
    [InlineData("--hidden abc", "--hidden must be numbers of units such as 32,16, or none, not 'abc'")]
    [InlineData("--hidden 8,,8", "--hidden must be numbers of units such as 32,16, or none, not '8,,8'")]
    [InlineData("--hidden 2000000000", "up to layer 1 there are 10,000,000,000 parameters: at most 250,000,000 fit")]
    [InlineData("--activation relo", "--activation must be one of …")]
    [InlineData("--optimizer adm", "--optimizer must be one of adagrad, adam, adamw, lbfgs, levenberg-marquardt, rmsprop, rprop, sgd, not 'adm' (did you mean 'adam'?): see chainrule train --help")]
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
    [InlineData("tutorial --format xml", "--format must be one of html, json, markdown, text, not 'xml' (did you mean 'html'?): see chainrule tutorial --help")]
    [InlineData("tutorial --sheet mazurr", "--sheet must be one of mazur, rgu, not 'mazurr' (did you mean 'mazur'?): see chainrule tutorial --help")]
    [InlineData("tutorial --sheet rgu --biases shared", "the sheet rgu has no biases to train: leave out --biases")]
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
