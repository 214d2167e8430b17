using System.Diagnostics;

namespace VeritasVault.Page.Tests;

public class PageFileTests
{
    private const int ColumnsMax = 120;
    private const int LinesMax = 400;

    [Fact]
    public async Task The_page_is_what_its_sources_make()
    {
        var made = Path.GetTempFileName();
        using (var assemble = Process.Start(Path.Combine(Repository.Root, "verify", "assemble"), [made]))
        {
            await assemble.WaitForExitAsync();
            Assert.Equal(0, assemble.ExitCode);
        }

        var same = await File.ReadAllTextAsync(made) == await File.ReadAllTextAsync(Repository.Page);
        File.Delete(made);
        Assert.True(same, "verify/index.html is not what verify/src makes. Fix: run verify/assemble.");
    }

    [Fact]
    public void Sources_are_short_and_narrow()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "verify", "src")))
        {
            var lines = File.ReadAllLines(file);
            Assert.True(lines.Length <= LinesMax, $"{file} has {lines.Length} lines. Fix: split it by concern.");
            Assert.All(lines, line => Assert.True(line.Length <= ColumnsMax, $"{file}: break this line: {line}"));
        }
    }
}
