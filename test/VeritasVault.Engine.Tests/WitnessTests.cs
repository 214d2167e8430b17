using VeritasVault.Core;
using VeritasVault.Storage;
using VeritasVault.TestKit.Engine;
using VeritasVault.TestKit.Storage;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>What is remembered outside the store keeps an old, cut or forked store from being served.</summary>
public sealed class WitnessTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string MarkPath => _directory["ledger.witness"];

    private LedgerOptions Watched => new() { CreateAs = new LedgerCreation(), Witness = new WitnessMarkFile(MarkPath) };

    [Fact]
    public void The_mark_is_the_last_checkpoint_after_a_clean_close()
    {
        using var rig = LedgerRig.WithWorld(Watched);
        rig.Submit(Pay(1, "alice", "bob", 5));
        var block = rig.View.AsOf.BlockNo;
        var size = rig.Engine.Projection.Tiles.Size;
        rig.Close();
        var mark = new WitnessMarkFile(MarkPath).Read();
        Assert.NotNull(mark);
        Assert.Equal((block, size), (mark.BlockNo, mark.Size));
    }

    [Fact]
    public void The_mark_follows_within_a_second_while_the_ledger_works()
    {
        using var rig = LedgerRig.WithWorld(Watched);
        for (var i = 0; i < 5; i++)
        {
            rig.Submit(Pay(i + 1, "alice", "bob", 1));
            rig.Pass(TimeSpan.FromSeconds(1));
            Assert.Equal(rig.View.AsOf.BlockNo, new WitnessMarkFile(MarkPath).Read()?.BlockNo);
        }
    }

    [Theory]
    [InlineData("an older copy", "its end is missing")]
    [InlineData("a forked copy", "closes another history")]
    [InlineData("another ledger", "is not the one remembered")]
    [InlineData("nothing", "the store is empty")]
    public void A_store_that_does_not_continue_the_mark_is_refused_with_a_reason(string found, string says)
    {
        LedgerCopy old;
        using (var rig = LedgerRig.WithWorld(Watched))
        {
            rig.Close();
            old = LedgerCopy.Of(rig.Disk);
            rig.Open();
            rig.Submit(Pay(1, "alice", "bob", 5));
            rig.Close();
        }

        var disk = found switch
        {
            "an older copy" => old.ToDisk(),
            "a forked copy" => Fork(old),
            "another ledger" => Other(),
            _ => new MemoryDisk(),
        };
        var refusal = Assert.Throws<LedgerException>(() => new LedgerRig(Watched, disk));
        Assert.Equal(LedgerFailure.BehindWitness, refusal.Failure);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_is_accepted_under_a_new_origin_that_names_the_old()
    {
        LedgerCopy old;
        long lostSize;
        using (var rig = LedgerRig.WithWorld(Watched))
        {
            rig.Close();
            old = LedgerCopy.Of(rig.Disk);
            rig.Open();
            rig.Submit(Pay(1, "alice", "bob", 5));
            lostSize = rig.Engine.Projection.Tiles.Size;
            rig.Close();
        }

        using var again = new LedgerRig(Watched with { AcceptLossAs = "main/after-the-fire" }, old.ToDisk());
        Assert.Equal("main/after-the-fire", again.View.Origin);
        var origin = again.Engine.Core.State.Identity.Origins[^1];
        Assert.Equal(lostSize, origin.LostSize);
        Assert.Equal(OutcomeCode.Settled, again.Submit(Pay(2, "alice", "bob", 1)).Code);
        Assert.True(again.Audit().Passed, again.Audit().FirstDifference);
        again.Close();
        again.Options = LedgerRig.WithKey(Watched);
        again.Open();
        Assert.Equal("main/after-the-fire", again.View.Origin);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_torn_write_of_the_mark_leaves_the_one_before(int extraWrites)
    {
        var file = new WitnessMarkFile(MarkPath);
        for (var i = 0; i <= extraWrites + 1; i++)
        {
            file.Write(new WitnessMark("o", i, i, default));
        }

        var bytes = File.ReadAllBytes(MarkPath);
        var newest = (extraWrites + 1) % 2 * 512;
        bytes[newest + 30] ^= 1;
        File.WriteAllBytes(MarkPath, bytes);
        Assert.Equal(extraWrites, new WitnessMarkFile(MarkPath).Read()?.BlockNo);
    }

    [Fact]
    public void A_mark_of_which_nothing_can_be_read_is_not_taken_for_none()
    {
        File.WriteAllBytes(MarkPath, new byte[1024]);
        var refusal = Assert.Throws<LedgerException>(() => new LedgerRig(Watched));
        Assert.Equal(LedgerFailure.WitnessUnreadable, refusal.Failure);
    }

    private static MemoryDisk Fork(LedgerCopy old)
    {
        using var rig = new LedgerRig(disk: old.ToDisk());
        rig.Submit(Pay(7, "alice", "bob", 7));
        rig.Close();
        return rig.Disk;
    }

    private static MemoryDisk Other()
    {
        using var rig = new LedgerRig(new LedgerOptions { CreateAs = new LedgerCreation { Origin = "other/log" } });
        rig.Close();
        return rig.Disk;
    }
}
