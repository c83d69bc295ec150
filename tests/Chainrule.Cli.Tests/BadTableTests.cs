using System.Text;
using Chainrule.Testing;

namespace Chainrule.Cli.Tests;

public sealed class BadTableTests
{
    private const string Good = "a,b,y\n1,2,x\n2,3,x\n3,4,z\n4,5,z\n5,6,x\n6,7,z\n";

    /// <summary>Good, with a cell of column b changed in line 4.</summary>
    private static string With(string cell) => Good.Replace("3,4,z", $"3,{cell},z", StringComparison.Ordinal);

    public static TheoryData<string, string> BadTables => new()
    {
        { "", "t.csv is empty: it needs a header line and at least one row" },
        { "a,b,y\n", "t.csv has a header but no rows" },
        { Good + "7,8\n", "t.csv:8: 2 fields, but the header has 3 columns: add the missing field or quote the text that holds a delimiter" },
        { With("four"),
            "t.csv:4: column 'b' holds 'four', which is not a number as its other 5 values are: correct it, or say --missing four, or --category b" },
        { With("NaN"), "t.csv:4: column 'b' holds 'NaN', which is not a finite number: leave the cell empty if the value is missing, or say --missing NaN" },
        { With("-inf"), "t.csv:4: column 'b' holds '-inf', which is not a finite number: leave the cell empty if the value is missing, or say --missing -inf" },
        { With("1e999"), "t.csv:4: column 'b' holds '1e999', which is larger than any number that is trained on, 3.4e38: correct it, or leave the cell empty if the value is missing" },
        { Good.Replace('z', 'x'), "t.csv: the target 'y' has a single class, 'x', in every row: there is nothing to learn" },
        { "a,y,a\n1,2,x\n", "t.csv: two columns are named 'a': rename one of them" },
        { With("\"4"), "t.csv:4: a quote opens here and is never closed: close it, or double each quote that is text" },
        { "\u0089PNG\r\n\u001A\n\0\0\0\rIHDR",
            "t.csv:3: a NUL byte, so this is not text in UTF-8 (UTF-16, or a binary file?): save it as CSV in UTF-8, or say --encoding utf-16" },
        { With("caf\u00E9"), "t.csv:4: the byte 0xE9 is not UTF-8 text (Latin-1 or Windows-1252?): save the file as CSV in UTF-8, or say --encoding windows-1252, or gb18030 for Chinese" },
        { "y\nx\nz\nx\nz\nx\nz\n", "t.csv has no column left to learn from: the target is the only one" },
    };

    [Theory]
    [MemberData(nameof(BadTables))]
    public void Train_refuses_a_bad_table_with_one_sentence(string csv, string sentence)
    {
        using var tool = new Tool().With("t.csv", Encoding.Latin1.GetBytes(csv));
        Refusal.Expect(tool, sentence, "train", "t.csv", "--target", "y");
    }

    [Theory]
    [InlineData("speces",
        "t.csv has no column 'speces' (did you mean 'species'?): its columns are sepal_length, sepal_width, petal_length, petal_width, species")]
    [InlineData("weight", "t.csv has no column 'weight': its columns are sepal_length, sepal_width, petal_length, petal_width, species")]
    public void An_unknown_target_is_answered_with_the_columns(string target, string sentence)
    {
        using var tool = new Tool().With("t.csv", File.ReadAllBytes(Tool.Sample("iris.csv")));
        Refusal.Expect(tool, sentence, "train", "t.csv", "--target", target);
    }

    [Fact]
    public void A_table_without_a_target_is_answered_with_the_columns()
    {
        using var tool = new Tool().With("t.csv", Good);
        Refusal.Expect(tool, "which column of t.csv is to be predicted? Say --target COLUMN; it has a, b, y", "train", "t.csv");
    }

    [Theory]
    [InlineData("--delimiter ;;", "--delimiter must be one character such as ;, or tab, or space, not ';;'")]
    [InlineData("--encoding klingon", "there is no encoding 'klingon': utf-8, utf-16, latin1, windows-1252 and gb18030 are some")]
    [InlineData("--labels t.csv", "t.csv does not hold IDX images, which --labels is for: name its target with --target")]
    public void Options_of_the_data_are_checked(string option, string sentence)
    {
        using var tool = new Tool().With("t.csv", Good);
        Refusal.Expect(tool, sentence, ["train", "t.csv", "--target", "y", .. option.Split(' ')]);
    }

    [Fact]
    public void A_parquet_file_that_would_be_read_for_ever_is_refused()
    {
        // Found by chance: left alone, the reader of the package goes round in circles on it.
        var bytes = File.ReadAllBytes(Repository.PathOf("tests", "reference", "table.parquet"));
        (bytes[1003], bytes[1086], bytes[2391], bytes[3493]) = (255, 255, 146, 214);
        using var tool = new Tool().With("t.parquet", bytes);
        Refusal.Expect(tool, "t.parquet is not a Parquet file that can be read ('it ends too soon'): it is damaged; write it again", "train", "t.parquet", "--target", "int");
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        using var tool = new Tool();
        Refusal.Expect(tool, "there is no file 'no.csv'", "train", "no.csv", "--target", "y");
        Refusal.Expect(tool, "'.' is a folder, not a file", "train", ".", "--target", "y");
    }

    [Theory]
    [InlineData("predict", "sepal_length,petal_length,petal_width\n5,1,1\n", "t.csv lacks the column 'sepal_width' that the model needs (did you mean…")]
    [InlineData("predict", "a\n1\n", "t.csv lacks 4 columns that the model needs: sepal_length, sepal_width, petal_length, petal_width; its columns are a")]
    [InlineData("predict", "sepal_length,sepal_width,petal_length,petal_width\n5,1,1,1\n5,1,1,x\n",
        "t.csv:3: column 'petal_width' holds 'x', which is not a number: correct it, or leave the cell empty if the value is missing")]
    [InlineData("evaluate", "sepal_length,sepal_width,petal_length,petal_width\n5,1,1,1\n", "t.csv lacks the column 'species' that the model needs")]
    [InlineData("evaluate", "sepal_length,sepal_width,petal_length,petal_width,species\n5,1,1,1,setose\n",
        "t.csv:2: column 'species' holds 'setose', which is not a class of the model (did you mean 'setosa'?): "
        + "its classes are setosa, versicolor, virginica")]
    public void A_table_that_does_not_fit_the_model_is_refused(string command, string csv, string sentence)
    {
        using var tool = new Tool().With("m.safetensors", Trained.Iris).With("t.csv", csv);
        Refusal.Expect(tool, sentence, command, "m.safetensors", "t.csv");
    }

    [Fact]
    public void Predict_leaves_the_old_output_alone_if_the_table_is_bad()
    {
        using var tool = new Tool().With("m.safetensors", Trained.Iris).With("t.csv", "a\n1\n").With("out.csv", "precious");
        Refusal.Expect(tool, "t.csv lacks 4 columns…", "predict", "m.safetensors", "t.csv", "-o", "out.csv");
    }
}
