using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>Settlements that participants sign, and what a stranger can tell of it.</summary>
public sealed class SignedTests
{
    private static readonly Signer Alice = new("alice", 101);
    private static readonly Signer Bob = new("bob", 102);

    [Fact]
    public void A_trade_signed_by_both_is_settled_at_once_and_proves_who_consented()
    {
        using var rig = SigningWorld();
        var trade = Trade(11);
        Assert.Equal(OutcomeCode.Settled, rig.Submit(Signed(rig, trade, Alice, Bob)).Code);
        Assert.EndsWith("signed 2 of 2 legs", Prove(rig, 11, ProofView.Whole), StringComparison.Ordinal);
        var ofAlice = Prove(rig, 11, ProofView.Of(Alice.Participant));
        Assert.Contains("instructions disclosed 2 of 2, signed 2 of 2 legs", ofAlice, StringComparison.Ordinal);
        MustHold(rig);
    }

    [Fact]
    public void The_second_signature_can_come_later_by_command_or_by_repeating_the_submission()
    {
        using var rig = SigningWorld();
        Assert.Equal(OutcomeCode.Waiting, rig.Submit(Signed(rig, Trade(11), Alice)).Code);
        Assert.Equal(OutcomeCode.Waiting, rig.Submit(Signed(rig, Trade(12), Alice)).Code);
        var consent = new ConsentCommand
        {
            Id = Cid(70),
            Actor = Actor("bob"),
            Settlement = Sid(11),
            Approval = Bob.Approve(Trade(11), rig.View.Origin),
        };
        Assert.Equal(OutcomeCode.Settled, rig.Execute(consent).Code);
        rig.Reopen();
        Assert.Equal(OutcomeCode.Settled, rig.Submit(Signed(rig, Trade(12), Bob)).Code);
        Assert.EndsWith("signed 2 of 2 legs", Prove(rig, 11, ProofView.Whole), StringComparison.Ordinal);
        Assert.EndsWith("signed 2 of 2 legs", Prove(rig, 12, ProofView.Whole), StringComparison.Ordinal);
        MustHold(rig);
    }

    [Fact]
    public void One_signature_is_enough_for_a_batch()
    {
        using var rig = SigningWorld();
        SettlementRequest[] trades = [.. Enumerable.Range(11, 65).Select(number => Trade(number))];
        var origin = rig.View.Origin;
        BatchApproval[] approvals = [Alice.ApproveAll(trades, origin), Bob.ApproveAll(trades, origin)];
        var answers = rig.SubmitMany(rig.Engine.Approve(trades, approvals));
        Assert.All(answers, answer => Assert.Equal(OutcomeCode.Settled, answer.Code));
        foreach (var id in new long[] { 11, 42, 74, 75 })
        {
            Assert.EndsWith("signed 2 of 2 legs", Prove(rig, id, ProofView.Whole), StringComparison.Ordinal);
        }

        MustHold(rig);
    }

    [Theory]
    [InlineData("another settlement")]
    [InlineData("another ledger")]
    [InlineData("another's key")]
    [InlineData("a batch it is not in")]
    [InlineData("a batch root taken for one approval")]
    public void A_signature_over_anything_else_is_refused(string what)
    {
        using var rig = SigningWorld();
        var (trade, origin) = (Trade(11), rig.View.Origin);
        var batch = new BatchTree([default, default]);
        var wrong = what switch
        {
            "another settlement" => Alice.Approve(Trade(12), origin),
            "another ledger" => Alice.Approve(trade, "other/log"),
            "another's key" => Bob.Approve(trade, origin) with { Participant = Alice.Participant, Key = Alice.KeyId },
            "a batch it is not in" => new Approval(Alice.Participant, Alice.KeyId, Alice.Sign(batch.Message))
            {
                Batch = batch.At(1),
            },
            _ => new Approval(Alice.Participant, Alice.KeyId, Alice.Sign(batch.Message)),
        };
        var answer = rig.Submit(trade.With([wrong, Bob.Approve(trade, origin)]));
        Assert.Equal(OutcomeCode.SignatureInvalid, answer.Code);
        Assert.Equal(OutcomeCode.Settled, rig.Submit(Signed(rig, trade, Alice, Bob)).Code);
    }

    [Fact]
    public void Keys_follow_each_other_by_endorsement_and_a_reset_is_told()
    {
        using var rig = SigningWorld();
        var (second, third, reset) = (new Signer("alice", 201), new Signer("alice", 202), new Signer("bob", 203));
        Apply(rig, second.EndorsedBy(Alice, 71, rig.View.Origin, rig.Time.Now));
        Apply(rig, third.EndorsedBy(second, 72, rig.View.Origin, rig.Time.Now));
        Apply(rig, reset.Reset(73));
        Assert.Equal(OutcomeCode.Settled, rig.Submit(Signed(rig, Trade(11), third, reset)).Code);
        rig.Pass(TimeSpan.FromSeconds(1));
        Apply(rig, second.Revoke(74));
        Apply(rig, third.Revoke(75));
        var line = Prove(rig, 11, ProofView.Whole);
        Assert.EndsWith("signed 2 of 2 legs; key of bob was reset by the operator", line, StringComparison.Ordinal);
        rig.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(OutcomeCode.KeyNotValid, rig.Submit(Signed(rig, Trade(12), third, reset)).Code);
        MustHold(rig);
    }

    [Fact]
    public void After_an_accepted_loss_old_and_new_signatures_are_proven_each_under_its_origin()
    {
        var marks = new MemoryMarks();
        using var rig = LedgerRig.WithWorld(new LedgerOptions { Witness = marks });
        AddSigners(rig);
        var second = new Signer("alice", 201);
        Apply(rig, second.EndorsedBy(Alice, 71, rig.View.Origin, rig.Time.Now));
        rig.Submit(Signed(rig, Trade(11), second, Bob));
        rig.Close();
        marks.Write(marks.Read()! with { BlockNo = 900, Size = 9_000 });
        rig.Options = rig.Options with { AcceptLossAs = "main/second" };
        rig.Open();
        Assert.Equal(OutcomeCode.Settled, rig.Submit(Signed(rig, Trade(12), second, Bob)).Code);
        Assert.EndsWith("signed 2 of 2 legs", Prove(rig, 11, ProofView.Whole), StringComparison.Ordinal);
        Assert.EndsWith(
            "signed 2 of 2 legs; key of alice was reset by the operator",
            Prove(rig, 12, ProofView.Whole),
            StringComparison.Ordinal);
        MustHold(rig);
    }

    [Fact]
    public void An_audit_counts_each_signature_that_it_verifies()
    {
        using var rig = SigningWorld();
        Assert.Equal(0, BesideCheckpoints(rig));
        rig.Submit(Signed(rig, Trade(11), Alice, Bob));
        Assert.Equal(2, BesideCheckpoints(rig));
        Apply(rig, new Signer("alice", 201).EndorsedBy(Alice, 71, rig.View.Origin, rig.Time.Now));
        Assert.Equal(3, BesideCheckpoints(rig));
        SettlementRequest[] trades = [.. Enumerable.Range(12, 9).Select(number => Trade(number))];
        var origin = rig.View.Origin;
        rig.SubmitMany(rig.Engine.Approve(trades, [Alice.ApproveAll(trades, origin), Bob.ApproveAll(trades, origin)]));
        Assert.Equal(5, BesideCheckpoints(rig));
    }

    private static long BesideCheckpoints(LedgerRig rig)
    {
        var report = rig.Audit();
        Assert.True(report.Passed, report.FirstDifference);
        return report.Signatures - report.Checkpoints;
    }

    private static LedgerRig SigningWorld()
    {
        var rig = LedgerRig.WithWorld();
        AddSigners(rig);
        return rig;
    }

    private static void AddSigners(LedgerRig rig)
    {
        Apply(rig, Alice.First(61));
        Apply(rig, Bob.First(62));
        foreach (var (name, id) in new[] { ("alice", 63L), ("bob", 64L) })
        {
            Apply(rig, new SetConsentPolicy
            {
                Id = Cid(id),
                Actor = Operator,
                Participant = ParticipantId.Parse(name),
                Policy = ConsentPolicy.Signed,
            });
        }
    }

    private static void Apply(LedgerRig rig, LedgerCommand command) =>
        Assert.Equal(OutcomeCode.Applied, rig.Execute(command).Code);

    private static SettlementRequest Trade(long id) => new()
    {
        Id = Sid(id),
        Secret = new Hash256(9, 9, 9, (ulong)id),
        Legs =
        [
            Leg("alice", "bob", "EUR", 3) with { Authoriser = Alice.Participant },
            Leg("bob", "alice", "EUR", 2) with { Authoriser = Bob.Participant },
        ],
    };

    private static SettlementRequest Signed(LedgerRig rig, SettlementRequest request, params Signer[] signers) =>
        request.With([.. signers.Select(signer => signer.Approve(request, rig.View.Origin))]);

    private static string Prove(LedgerRig rig, long id, ProofView view)
    {
        var files = rig.View.Prove(Sid(id), view);
        Assert.NotNull(files);
        return new Stranger([files.Vkey]).MustAccept(files.Settlement);
    }

    private static void MustHold(LedgerRig rig)
    {
        var report = rig.Audit();
        Assert.True(report.Passed, report.FirstDifference);
        rig.Reopen();
        report = rig.Audit();
        Assert.True(report.Passed, report.FirstDifference);
    }

    private sealed class MemoryMarks : IWitnessMarkStore
    {
        private WitnessMark? _mark;

        public WitnessMark? Read() => _mark;

        public void Write(WitnessMark mark) => _mark = mark;
    }
}
