using System.Text.RegularExpressions;

namespace VeritasVault.Tidy.Tests;

public partial class TrackedFileTests
{
    private const int FileBytesMax = 300_000;

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        var findings = new Findings(
            "A path of one machine is wrong on every other.",
            "write it relative to the repository, or take it from an argument.");
        FindIn(findings, MachinePath());
        findings.MustBeNone();
    }

    [Fact]
    public void No_file_names_a_package_registry()
    {
        var findings = new Findings(
            "Where packages come from is the machine's setting, so that mirrors work.",
            "remove the address; lock files hold hashes and no hosts.");
        FindIn(findings, RegistryHost());
        findings.MustBeNone();
    }

    [Fact]
    public void No_file_is_large()
    {
        var findings = new Findings(
            $"A tracked file has at most {FileBytesMax:N0} bytes.",
            "generate it when it is needed, or keep a smaller sample.");
        foreach (var file in Repository.Files)
        {
            var bytes = new FileInfo(Repository.FullPath(file)).Length;
            findings.AddIf(bytes > FileBytesMax, $"{file}: {bytes:N0} bytes");
        }

        findings.MustBeNone();
    }

    [Fact]
    public void No_output_is_tracked()
    {
        var findings = new Findings("What a build makes is not a source.", "git rm --cached it and extend .gitignore.");
        foreach (var file in Repository.Files)
        {
            findings.AddIf(Output().IsMatch(file), file);
        }

        findings.MustBeNone();
    }

    [Theory]
    [InlineData("build")]
    [InlineData("veritas")]
    [InlineData(".ci/run")]
    [InlineData("eng/need")]
    public void Commands_can_be_executed(string command)
    {
        const UnixFileMode Anyone = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Assert.True(
            (File.GetUnixFileMode(Repository.FullPath(command)) & Anyone) == Anyone,
            $"{command} is not executable. Fix: git update-index --chmod=+x {command}, and chmod +x it.");
    }

    private static void FindIn(Findings findings, Regex pattern)
    {
        foreach (var file in Repository.TextFiles)
        {
            var lines = Repository.ReadLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                var found = pattern.Match(lines[i]);
                findings.AddIf(found.Success, $"{file}:{i + 1}: {found.Value}");
            }
        }
    }

    // The brackets keep this file from finding itself.
    [GeneratedRegex(@"(?<![\w.*~-])/(wor[k]|roo[t]|hom[e]/\w+|User[s]/\w+)/|\b[A-Z]:\\[\\\w]")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\bnuge[t]\.org|pkgs\.dev\.azur[e]|\bmyge[t]\.org|nuget\.pk[g]\.github|artifactor[y]")]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"(^|/)(bin|obj|artifacts|TestResults)/|\.(dll|exe|pdb|nupkg|snupkg|trx|binlog|log|user)$")]
    private static partial Regex Output();
}
