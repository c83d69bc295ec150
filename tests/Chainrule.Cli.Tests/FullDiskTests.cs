using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Chainrule.Cli.Tests;

/// <summary>A disk without room: told before training where it can be known, and else without loss of the last checkpoint.</summary>
public sealed class FullDiskTests
{
    private const string Checkpoint = "iris.checkpoint.safetensors";

    /// <summary>Some 1,350 KB of parameters, memory and best parameters in double; the runtime itself needs a limit of about 1,000.</summary>
    private static readonly string[] s_training =
    [
        "train", Tool.Sample("iris.csv"), "--target", "species", "--epochs", "60", "--patience", "60", "--hidden", "200,200", "--precision", "double",
        "--checkpoint-every", "1", "--quiet",
    ];

    /// <summary>The command in a shell that allows no file more than so many blocks of 1,024 bytes. The runtime's own mapping must not count as one.</summary>
    private static Run Limited(Tool tool, int blocks, params string[] arguments)
    {
        tool.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return tool.RunShell($"ulimit -f {blocks.ToString(CultureInfo.InvariantCulture)}", arguments);
    }

    [Fact]
    public void A_file_that_may_not_grow_so_large_ends_the_training_with_a_sentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sets a limit as Linux does");
        using var tool = new Tool();
        var run = Limited(tool, 1000, s_training);
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Equal($"chainrule: '{Checkpoint}' could not be written (a file may not be so large there): free some space or choose another folder\n", run.Error);
        Assert.Empty(tool.Files());
    }

    [Fact]
    public void The_last_good_checkpoint_is_left_and_can_be_resumed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "sets a limit as Linux does");
        using var tool = new Tool();
        using var whole = new Tool();
        whole.Run(s_training).Done();
        // The reports of the epochs make every checkpoint a little longer than the one before: somewhere on the way the limit is reached.
        tool.Kill(TimeSpan.Zero, s_training, since: () => File.Exists(tool.PathOf(Checkpoint)));
        var good = tool.Bytes(Checkpoint);
        var run = Limited(tool, good.Length / 1024 + 2, [.. s_training, "--resume"]);
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Equal($"chainrule: '{Checkpoint}' could not be written (a file may not be so large there): free some space or choose another folder\n", run.Error);
        Assert.Equal([Checkpoint], tool.Files().Keys);
        tool.Run([.. s_training, "--resume"]).Done();
        Assert.Equal(whole.Files(), tool.Files());
    }

    [Fact]
    public void A_disk_that_is_too_small_is_told_before_training()
    {
        using var disk = TinyDisk.Mount("2m");
        using var tool = new Tool();
        var run = tool.Run([.. s_training, "--checkpoint", disk.PathOf("c")]);
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Matches($"^chainrule: '{Regex.Escape(disk.PathOf("c"))}' would not fit: it takes 2\\.\\d+ MB with the one before it, and 2\\.\\d+ MB are free; "
            + "free some space or choose another folder\n$", run.Error);
        Assert.Empty(tool.Files());
        Assert.Empty(Directory.GetFiles(disk.Root));
        tool.Run([.. s_training, "--checkpoint", "none"]).Done();
    }

    [Fact]
    public void A_disk_that_fills_up_meanwhile_leaves_the_last_good_checkpoint()
    {
        using var disk = TinyDisk.Mount("6m");
        using var tool = new Tool();
        using var whole = new Tool();
        whole.Run(s_training).Done();
        string[] training = [.. s_training, "--checkpoint", disk.PathOf("c"), "-o", "iris.safetensors"];
        tool.Kill(TimeSpan.Zero, training, since: () => File.Exists(disk.PathOf("c")));
        // Resumed, it writes one more; then somebody else takes all the room.
        var first = File.GetLastWriteTimeUtc(disk.PathOf("c"));
        var run = tool.RunWhile(() =>
        {
            if (File.GetLastWriteTimeUtc(disk.PathOf("c")) != first) disk.Fill();
        }, [.. training, "--resume"]);
        Assert.Equal((1, ""), (run.Code, run.Out));
        Assert.Equal($"chainrule: '{disk.PathOf("c")}' could not be written (No space left on device): free some space or choose another folder\n", run.Error);
        disk.Empty();
        Assert.Equal([disk.PathOf("c")], Directory.GetFiles(disk.Root));
        tool.Run([.. training, "--resume"]).Done();
        Assert.Empty(Directory.GetFiles(disk.Root));
        Assert.Equal(whole.Files(), tool.Files());
    }

    [Fact]
    public void A_folder_that_may_not_be_written_to_is_told_before_training()
    {
        using var disk = TinyDisk.Mount("2m");
        using var tool = new Tool();
        disk.MakeReadOnly();
        Refusal.Expect(tool, $"'{disk.PathOf("c")}' cannot be written: you may not create files in '{disk.Root}'; choose another folder",
            [.. s_training, "--checkpoint", disk.PathOf("c")]);
    }

    /// <summary>A disk in memory; only root may have one, and not in every container.</summary>
    private sealed class TinyDisk : IDisposable
    {
        private TinyDisk(string root) => Root = root;

        public string Root { get; }

        public static TinyDisk Mount(string size)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "mounts a disk as Linux does");
            var root = Directory.CreateTempSubdirectory("chainrule-disk-").FullName;
            if (Call("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", root) == 0) return new(root);
            Directory.Delete(root);
            Assert.Skip("needs to be root to mount a disk");
            throw new UnreachableException();
        }

        public string PathOf(string name) => Path.Combine(Root, name);

        /// <summary>Takes all the room there is.</summary>
        public void Fill()
        {
            try
            {
                using var file = new FileStream(PathOf("fill"), FileMode.Append);
                while (true) file.Write(new byte[4096]);
            }
            catch (IOException)
            {
                // Full.
            }
        }

        public void Empty() => File.Delete(PathOf("fill"));

        public void MakeReadOnly() => Assert.Equal(0, Call("mount", "-o", "remount,ro", Root));

        public void Dispose()
        {
            Call("umount", "-l", Root);
            Directory.Delete(Root);
        }

        private static int Call(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}
