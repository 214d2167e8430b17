using System.Text;
using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>Every decided settlement can be proven to a stranger who has a verifier key and two files.</summary>
public sealed class ProofTests
{
    [Fact]
    public void A_settlement_is_proven_whole()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Settle(11, Leg("alice", "bob", "EUR", 5), Leg("bank", "alice", "BOND", 2)));
        var line = Prove(rig, 11, ProofView.Whole);
        Assert.StartsWith($"VALID settled {Sid(11)} at ", line, StringComparison.Ordinal);
        Assert.EndsWith("instructions disclosed 2 of 2, signed 0 of 2 legs", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2_000, 301)]
    [InlineData(5, 0)]
    public void A_failed_one_is_proven_never_to_commit_any_more(long quantity, int code)
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Pay(11, "alice", code == 0 ? "nobody" : "bob", quantity));
        var line = Prove(rig, 11, ProofView.Whole);
        Assert.Contains(
            $"VALID failed {Sid(11)} with code {(code == 0 ? 201 : code)} at ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void What_waited_is_proven_with_the_block_that_decided_it()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Pay(11, "alice", "bob", 1_500, terms: Wait));
        Assert.Null(rig.View.Prove(Sid(11), ProofView.Whole));
        rig.Submit(Pay(12, "carol", "alice", 600));
        Prove(rig, 11, ProofView.Whole);
        rig.Reopen();
        Prove(rig, 11, ProofView.Whole);
    }

    [Fact]
    public void An_unknown_settlement_has_no_proof()
    {
        using var rig = LedgerRig.WithWorld();
        Assert.Null(rig.View.Prove(Sid(99), ProofView.Whole));
    }

    [Fact]
    public void A_participant_gets_its_own_legs_and_positions()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Settle(
            11, Leg("alice", "bob", "EUR", 5), Leg("bob", "carol", "EUR", 777), Leg("carol", "alice", "EUR", 3)));
        var alice = Prove(rig, 11, ProofView.Of(ParticipantId.Parse("alice")));
        Assert.Contains("instructions disclosed 2 of 3", alice, StringComparison.Ordinal);
        var bank = Prove(rig, 11, ProofView.Of(ParticipantId.Parse("bank")));
        Assert.Contains("instructions disclosed 0 of 3", bank, StringComparison.Ordinal);
        var second = Prove(rig, 11, ProofView.Legs([1]));
        Assert.Contains("instructions disclosed 1 of 3", second, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proof_made_early_still_verifies_and_its_tree_is_the_beginning_of_the_last_one()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Pay(11, "alice", "bob", 5));
        var early = rig.View.Prove(Sid(11), ProofView.Whole)!;
        var (size, checkpoint) = (rig.View.LogSize, rig.View.Checkpoint);
        for (var i = 0; i < 300; i++)
        {
            rig.Submit(Pay(100 + i, "alice", "bob", 1));
            if (i % 100 == 50)
            {
                rig.Flush();
            }
        }

        var stranger = new Stranger(rig.View);
        stranger.MustAccept(early.Settlement);
        var grown = rig.View.Consistency(size)!;
        stranger.MustAccept(early.Settlement, remembered: rig.View.Checkpoint, consistency: grown);
        stranger.MustAccept(
            rig.View.Prove(Sid(150), ProofView.Whole)!.Settlement, remembered: checkpoint, consistency: grown);
        Assert.Null(rig.View.Consistency(rig.View.LogSize + 1));
    }

    [Fact]
    public void Limits_changed_between_two_settlements_leave_the_chain_of_versions_whole()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Pay(11, "alice", "bob", 5));
        rig.Execute(Limits(60, "alice", "EUR", credit: 500));
        rig.Submit(Pay(12, "alice", "bob", 1_200));
        var first = Post(rig, 11);
        var second = Prove(rig, 12, ProofView.Whole);
        Assert.NotNull(second);
        Assert.Contains($"\"preHash\": \"{first}\"", Json(rig, 12), StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_rotation_both_keys_have_their_proofs()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Pay(11, "alice", "bob", 5));
        var before = rig.View.Prove(Sid(11), ProofView.Whole)!;
        var old = new Stranger(rig.View);
        using var next = SigningKey.FromSeed(Convert.FromHexString(new string('7', 64)));
        var answers = new List<Answer>();
        rig.Engine.RotateKey(next, rig.View.Origin, Operator, answers.Add);
        rig.Scheduler.Run();
        Assert.Equal(OutcomeCode.Applied, Assert.Single(answers).Code);
        var change = rig.View.Checkpoint;
        rig.Submit(Pay(12, "alice", "bob", 5));
        var after = rig.View.Prove(Sid(12), ProofView.Whole)!;
        old.MustAccept(before.Settlement);
        new Stranger(rig.View).MustAccept(after.Settlement);
        Assert.Equal(Proofs.VerificationOutcome.Invalid, old.Judge(after.Settlement).Outcome);
        Assert.Equal(2, change.Split('\u2014').Length - 1);
        Assert.True(rig.Audit().Passed, rig.Audit().FirstDifference);
        rig.Close();
        Assert.Equal(LedgerFailure.WrongKey, Assert.Throws<LedgerException>(rig.Open).Failure);
        rig.Options = rig.Options with { Key = next };
        rig.Open();
        Prove(rig, 12, ProofView.Whole);
    }

    [Fact]
    public void Without_its_key_a_ledger_answers_questions_and_records_nothing()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(Pay(11, "alice", "bob", 5));
        rig.Close();
        rig.Options = rig.Options with { Key = null, CreateAs = null };
        rig.Open();
        Assert.Equal(OutcomeCode.LedgerReadOnly, rig.Submit(Pay(12, "alice", "bob", 5)).Code);
        Assert.Equal(OutcomeCode.LedgerReadOnly, rig.Execute(Register(70, "dave")).Code);
        Assert.True(rig.Submit(Pay(11, "alice", "bob", 5)).IsReplay);
        Prove(rig, 11, ProofView.Whole);
    }

    [Fact]
    public void A_ledger_moves_in_one_file_and_proves_the_same_at_its_new_place()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Submit(new SettlementRequest { Id = Sid(11), Legs = [Leg("alice", "bob", "EUR", 5)], Reference = "rent" });
        using var file = new MemoryStream();
        LedgerExport.Run(rig.Store, file, null, CancellationToken.None);
        var disk = new Storage.MemoryDisk();
        using (var store = Storage.MemoryLedgerStore.Open(disk))
        {
            file.Position = 0;
            LedgerImport.Run(file, store);
        }

        using var moved = new LedgerRig(rig.Options, disk);
        Assert.True(moved.Audit().Passed, moved.Audit().FirstDifference);
        Assert.Equal("rent", moved.View.Settlement(Sid(11))?.Request.Reference);
        Assert.Equal(Json(rig, 11), Json(moved, 11));
    }

    [Fact]
    public void A_cut_or_changed_export_is_refused()
    {
        using var rig = LedgerRig.WithWorld();
        using var file = new MemoryStream();
        LedgerExport.Run(rig.Store, file, null, CancellationToken.None);
        var whole = file.ToArray();
        for (var cut = 0; cut < whole.Length; cut += 97)
        {
            MustRefuse(whole[..cut]);
        }

        for (var at = 0; at < whole.Length; at += 61)
        {
            var changed = whole.ToArray();
            changed[at] ^= 4;
            MustRefuse(changed);
        }
    }

    private static void MustRefuse(byte[] export)
    {
        using var store = Storage.MemoryLedgerStore.Open(new Storage.MemoryDisk());
        using var stream = new MemoryStream(export);
        var refusal = Assert.Throws<LedgerException>(() => LedgerImport.Run(stream, store));
        Assert.Equal(LedgerFailure.Corrupt, refusal.Failure);
    }

    private static string Json(LedgerRig rig, long id) =>
        Encoding.UTF8.GetString(rig.View.Prove(Sid(id), ProofView.Whole)!.Settlement);

    private static string Post(LedgerRig rig, long id)
    {
        var json = Json(rig, id);
        var at = json.IndexOf("\"postHash\": \"", StringComparison.Ordinal) + 13;
        return json.Substring(at, 64);
    }

    private static string Prove(LedgerRig rig, long id, ProofView view)
    {
        var files = rig.View.Prove(Sid(id), view);
        Assert.NotNull(files);
        var stranger = new Stranger([files.Vkey]);
        Assert.StartsWith("VALID entry ", stranger.MustAccept(files.TlogProof), StringComparison.Ordinal);
        return stranger.MustAccept(files.Settlement);
    }
}
