using Xunit;

namespace VeritasVault.Simulator.Tests;

/// <summary>Whoever wrote the checkpoints down notices when one of them is taken back.</summary>
public class LogMemoryTests
{
    [Fact]
    public void A_log_that_grows_is_the_same_log()
    {
        var memory = new LogMemory();
        memory.Compare([Note(2, "a")]);
        memory.Compare([Note(2, "a"), Note(5, "b")]);
        Assert.Equal(2, memory.Checkpoints.Count);
    }

    [Fact]
    public void Two_roots_for_one_size_are_found() => MustObject("two roots", Note(2, "a"), Note(5, "c"));

    [Fact]
    public void Another_checkpoint_in_the_place_of_one_is_found() =>
        MustObject("another one", Note(2, "a"), Note(6, "b"));

    [Fact]
    public void A_checkpoint_that_is_gone_is_found() => MustObject("are left", Note(2, "a"));

    [Fact]
    public void A_log_that_falls_is_found() =>
        MustObject("fell from", Note(2, "a"), Note(5, "b"), Note(4, "d"));

    [Fact]
    public void What_is_no_checkpoint_is_found() => MustObject("not a signed checkpoint", Note(2, "a"), "nonsense");

    private static void MustObject(string saying, params string[] notes)
    {
        var memory = new LogMemory();
        memory.Compare([Note(2, "a"), Note(5, "b")]);
        var finding = Assert.Throws<FindingException>(() => memory.Compare(notes));
        Assert.Contains(saying, finding.Message, StringComparison.Ordinal);
    }

    private static string Note(int size, string root) => $"sim/log\n{size}\n{root}\n\n\u2014 sim/log signature\n";
}
