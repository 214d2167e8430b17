using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>
/// Same id, same content: the first answer. Same id, other content: refused. Wherever the ledger remembers the id.
/// </summary>
public sealed class RepeatTests
{
    private static readonly LedgerOptions Small = new() { RecentIdsPerGeneration = 1 };

    /// <summary>Where an id is remembered when it comes again.</summary>
    public enum Memory
    {
        Recent,
        Indexed,
        Dropped,
        Reopened,
        Crashed,
    }

    public static TheoryData<Memory> Memories => [.. Enum.GetValues<Memory>()];

    [Theory]
    [MemberData(nameof(Memories))]
    public void A_repeat_gets_the_first_answer_and_changes_nothing(Memory memory)
    {
        using var rig = LedgerRig.WithWorld(Small);
        var settled = rig.Submit(Pay(2, "alice", "bob", 10), Actor("alice"));
        var failed = rig.Submit(Pay(3, "alice", "bob", 5_000), Actor("alice"));
        Remember(rig, memory);
        var before = rig.View.AsOf;

        Assert.Equal(settled with { IsReplay = true }, rig.Submit(Pay(2, "alice", "bob", 10), Actor("alice")));
        Assert.Equal(settled with { IsReplay = true }, rig.Submit(Pay(2, "alice", "bob", 10), Actor("bob")));
        Assert.Equal(settled with { IsReplay = true }, rig.DryRun(Pay(2, "alice", "bob", 10)));
        Assert.Equal(failed with { IsReplay = true }, rig.Submit(Pay(3, "alice", "bob", 5_000), Actor("alice")));
        Assert.Equal(OutcomeCode.InsufficientFunds, failed.Code);
        Assert.Equal(before, rig.View.AsOf);
        Assert.Equal(990, rig.Balance("alice"));
    }

    [Theory]
    [MemberData(nameof(Memories))]
    public void An_open_settlement_answers_with_its_status(Memory memory)
    {
        using var rig = LedgerRig.WithWorld(Small);
        var first = rig.Submit(Pay(2, "alice", "bob", 5_000, terms: Wait), Actor("alice"));
        Assert.Equal((OutcomeCode.Waiting, Stage.Reserving), (first.Code, first.Stage));
        Remember(rig, memory);
        Assert.Equal(
            first with { IsReplay = true }, rig.Submit(Pay(2, "alice", "bob", 5_000, terms: Wait), Actor("alice")));
        Assert.Equal(OutcomeCode.SettlementIdReused, rig.Submit(Pay(2, "alice", "bob", 1), Actor("alice")).Code);
    }

    [Theory]
    [MemberData(nameof(Memories))]
    public void Other_content_is_refused_and_only_parties_learn_the_field(Memory memory)
    {
        using var rig = LedgerRig.WithWorld(Small);
        rig.Submit(Pay(2, "alice", "bob", 10), Actor("alice"));
        Remember(rig, memory);
        var other = Pay(2, "alice", "bob", 11);
        Assert.Equal(OutcomeCode.SettlementIdReused, rig.Submit(other, Actor("alice")).Code);
        Assert.Equal("legs[0].quantity", rig.View.FirstDifference(other, Actor("alice")));
        Assert.Equal("legs[0].quantity", rig.View.FirstDifference(other, Operator));

        // Carol names herself in the repeat, so she may propose it; but she is no party to what the id was used for.
        var probe = Pay(2, "carol", "bob", 10);
        Assert.Equal(OutcomeCode.SettlementIdReused, rig.Submit(probe, Actor("carol")).Code);
        Assert.Null(rig.View.FirstDifference(probe, Actor("carol")));
        Assert.Equal(OutcomeCode.ActorNotParty, rig.Submit(Pay(2, "alice", "bob", 10), Actor("carol")).Code);
        Assert.Equal(OutcomeCode.ActorUnknown, rig.Submit(Pay(2, "alice", "bob", 10), Actor("nobody")).Code);
    }

    public static TheoryData<string, SettlementRequest> Variants => new()
    {
        { "legs", Base(legs: [Leg("alice", "bob", "EUR", 1), Leg("bob", "alice", "EUR", 1)]) },
        { "legs[0].from", Base(legs: [Leg("carol", "alice", "EUR", 1)]) },
        { "legs[0].to", Base(legs: [Leg("alice", "carol", "EUR", 1)]) },
        { "legs[0].asset", Base(legs: [Leg("alice", "bob", "BOND", 1)]) },
        { "kind", Base(kind: SettlementKind.Fop) },
        { "deadline", Base(deadline: new Timestamp(Timestamp.MicrosMax)) },
        { "onShortage", Base(terms: Wait) },
        { "consent", Base(terms: Explicit) },
        { "replaces", Base(terms: new SettlementTerms { Replaces = Sid(99) }) },
        { "metadata", Base(reference: "another") },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task The_public_face_names_the_differing_field(string field, SettlementRequest other)
    {
        await using var ledger = await SettlementLedger.OpenAsync(
            Storage.MemoryLedgerStore.Open(new Storage.MemoryDisk()),
            new LedgerOptions { CreateAs = new LedgerCreation(), Key = LedgerRig.Key });
        foreach (var command in World())
        {
            await ledger.ExecuteAsync(command);
        }

        await ledger.SettleManyAsync([Funding, Base()], Operator);
        var answer = await ledger.SettleAsync(other, Actor("alice"));
        Assert.Equal((OutcomeCode.SettlementIdReused, field), (answer.Code, answer.Detail?.Field));
    }

    [Theory]
    [MemberData(nameof(Memories))]
    public void Command_ids_follow_the_same_rule(Memory memory)
    {
        using var rig = LedgerRig.WithWorld(Small);
        rig.Submit(Pay(2, "alice", "bob", 1, terms: Explicit), Actor("bob"));
        var first = new[]
        {
            rig.Execute(Open(50, "extra", "alice")),
            rig.Execute(Consent(51, 2, "alice")),
            rig.Execute(Erase(52, 1, "operator")),
        };
        Remember(rig, memory);
        Assert.Equal(first[0] with { IsReplay = true }, rig.Execute(Open(50, "extra", "alice")));
        Assert.Equal(first[1] with { IsReplay = true }, rig.Execute(Consent(51, 2, "alice")));
        Assert.Equal(first[2] with { IsReplay = true }, rig.Execute(Erase(52, 1, "operator")));
        Assert.Equal(OutcomeCode.CommandIdReused, rig.Execute(Open(50, "other", "alice")).Code);
        Assert.Equal(OutcomeCode.CommandIdReused, rig.Execute(Consent(50, 2, "alice")).Code);
        Assert.Equal(OutcomeCode.CommandIdReused, rig.Execute(Reject(51, 2, "alice")).Code);
        Assert.Equal(
            OutcomeCode.ActorNotAuthorised,
            rig.Execute(Open(50, "extra", "alice") with { Actor = Actor("alice") }).Code);
    }

    [Theory]
    [MemberData(nameof(Memories))]
    public void Only_the_operator_repeats_what_was_said_for_another(Memory memory)
    {
        using var rig = LedgerRig.WithWorld(Small);
        rig.Submit(Pay(2, "alice", "bob", 1, terms: Explicit), Actor("bob"));
        var paper = Consent(51, 2, "operator") with { OnBehalfOf = ParticipantId.Parse("alice") };
        var first = rig.Execute(paper);
        Assert.Equal(OutcomeCode.Settled, first.Code);
        Remember(rig, memory);
        Assert.Equal(first with { IsReplay = true }, rig.Execute(paper));
        Assert.Equal(OutcomeCode.ActorNotAuthorised, rig.Execute(paper with { Actor = Actor("bob") }).Code);
    }

    [Fact]
    public void Who_becomes_a_party_later_still_gets_the_pinned_outcome()
    {
        using var rig = LedgerRig.WithWorld(Small);
        rig.Execute(Register(40, "dave"));
        var first = rig.Submit(Pay(2, "alice", "newcomer", 1));
        Assert.Equal(OutcomeCode.UnknownAccount, first.Code);
        Remember(rig, Memory.Dropped);

        // The account is still in the queue when dave's repeat is looked up: there he is no party yet, in the lane he
        // is.
        var opened = new List<Answer>();
        rig.Engine.Execute(Open(41, "newcomer", "dave"), opened.Add);
        var repeated = rig.Begin(Pay(2, "alice", "newcomer", 1), Actor("dave"));
        rig.Scheduler.Run();
        Assert.Equal(OutcomeCode.Applied, Assert.Single(opened).Code);
        Assert.Equal(first with { IsReplay = true }, Assert.Single(repeated));
        Assert.True(rig.Audit().Passed);
    }

    [Fact]
    public void An_id_decided_and_dropped_between_look_up_and_lane_is_found()
    {
        using var rig = LedgerRig.WithWorld(Small);
        var first = rig.Begin(Pay(2, "alice", "bob", 10));
        var second = rig.Begin(Pay(2, "alice", "bob", 10));
        var erase = new List<Answer>();
        rig.Engine.Execute(Erase(60, 2, "operator"), erase.Add);
        var late = rig.Begin(Pay(2, "alice", "bob", 10));
        var lateConsent = new List<Answer>();
        rig.Engine.Execute(Consent(61, 2, "alice"), lateConsent.Add);

        // Looked up before anything was decided; between the two halves everything is decided, indexed and dropped.
        rig.Scheduler.Run();
        Assert.Equal(first[0] with { IsReplay = true }, Assert.Single(second));
        Assert.Equal(first[0] with { IsReplay = true }, Assert.Single(late));
        Assert.Equal(OutcomeCode.AlreadyDecided, Assert.Single(lateConsent).Code);
        Assert.Equal(990, rig.Balance("alice"));
    }

    [Fact]
    public void The_same_id_twice_in_one_batch_happens_once()
    {
        using var rig = LedgerRig.WithWorld();
        var answers = rig.SubmitMany(
            [Pay(2, "alice", "bob", 10), Pay(2, "alice", "bob", 10), Pay(2, "alice", "bob", 11)]);
        Assert.Equal(OutcomeCode.Settled, answers[0].Code);
        Assert.Equal(answers[0] with { IsReplay = true }, answers[1]);
        Assert.Equal(OutcomeCode.SettlementIdReused, answers[2].Code);
        Assert.Equal(990, rig.Balance("alice"));
    }

    [Fact]
    public void A_dry_run_says_what_would_happen_and_leaves_nothing()
    {
        using var rig = LedgerRig.WithWorld();
        var before = rig.View.AsOf;
        Assert.Equal(OutcomeCode.Settled, rig.DryRun(Pay(2, "alice", "bob", 10)).Code);
        Assert.Equal(OutcomeCode.InsufficientFunds, rig.DryRun(Pay(2, "alice", "bob", 5_000)).Code);
        Assert.Equal(OutcomeCode.ActorNotParty, rig.DryRun(Pay(2, "alice", "bob", 10), Actor("carol")).Code);
        Assert.Equal(before, rig.View.AsOf);
        Assert.Null(rig.View.Settlement(Sid(2)));
        Assert.Equal(1_000, rig.Balance("alice"));
        Assert.False(rig.Submit(Pay(2, "alice", "bob", 10)).IsReplay);
    }

    /// <summary>Brings the ledger to where it remembers earlier ids in the given way.</summary>
    internal static void Remember(LedgerRig rig, Memory memory)
    {
        switch (memory)
        {
            case Memory.Indexed:
                rig.Flush();
                break;
            case Memory.Dropped:
                rig.Flush();
                rig.Execute(Register(900, "somebody"));
                rig.Flush();
                rig.Execute(Register(901, "else"));
                break;
            case Memory.Reopened:
                rig.Reopen();
                break;
            case Memory.Crashed:
                rig.Crash();
                rig.Open();
                break;
            default:
                break;
        }
    }

    private static SettlementRequest Base(
        Instruction[]? legs = null,
        SettlementKind kind = SettlementKind.Dvp,
        Timestamp? deadline = null,
        SettlementTerms? terms = null,
        string reference = "first") => new()
        {
            Id = Sid(2),
            Kind = kind,
            Legs = legs ?? [Leg("alice", "bob", "EUR", 1)],
            Deadline = deadline,
            Terms = terms ?? SettlementTerms.Default,
            Reference = reference,
        };
}
