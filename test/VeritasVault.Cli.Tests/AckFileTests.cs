using VeritasVault.Core;
using VeritasVault.TestKit.Storage;

namespace VeritasVault.Cli.Tests;

public class AckFileTests
{
    private const string Line = "00000000-0000-7000-8000-000000000001 SETTLED\n";

    [Theory]
    [InlineData("", "")]
    [InlineData("00000000-0000", "")]
    [InlineData(Line, Line)]
    [InlineData(Line + "0000", Line)]
    public void What_a_killed_process_left_of_a_line_is_cut_off(string left, string kept)
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["acks"], left);
        using (var acks = new AckFile(directory["acks"]))
        {
            acks.Add(SettlementId.Parse("00000000-0000-7000-8000-000000000001"), OutcomeCode.Settled);
        }

        Assert.Equal(kept + Line, File.ReadAllText(directory["acks"]));
    }

    [Fact]
    public void A_file_that_holds_something_else_is_left_alone()
    {
        using var directory = new TemporaryDirectory();
        var text = new string('x', 1000);
        File.WriteAllText(directory["acks"], text);
        Assert.Throws<CliException>(() => new AckFile(directory["acks"]).Dispose());
        Assert.Equal(text, File.ReadAllText(directory["acks"]));
    }
}
