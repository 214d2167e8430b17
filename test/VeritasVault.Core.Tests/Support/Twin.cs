using System.Numerics;
using VeritasVault.Model;

namespace VeritasVault.Core.Tests;

/// <summary>The core and the independent model in step: every command goes to both, and they must agree.</summary>
internal sealed partial class Twin
{
    private readonly Dictionary<SettlementId, Answer> _decided = [];

    public Twin(OpenRoom? room = null)
    {
        Ledger = new TestLedger(room);
        Model = new ModelLedger(TestLedger.Operator.Value, (room ?? OpenRoom.Full).Ledger,
            (room ?? OpenRoom.Full).PerActor)
        {
            FirstOrigin = TestLedger.FirstOrigin.Value,
            FirstKey = TestLedger.FirstKey.ToString(),
        };
    }

    public TestLedger Ledger { get; }

    public ModelLedger Model { get; }

    public Timestamp Now { get; set; }

    /// <summary>Every code answered so far.</summary>
    public SortedSet<OutcomeCode> Given { get; } = [];

    public Answer Submit(SettlementRequest request, ActorId actor)
    {
        var expected = Model.Submit(ToModel(request), actor.Value, Now.Micros);
        return Agree(expected, Ledger.Submit(request, actor, Now), request.Id);
    }

    public Answer DryRun(SettlementRequest request, ActorId actor)
    {
        var before = Ledger.StateBytes();
        var expected = Model.DryRun(ToModel(request), actor.Value, Now.Micros);
        var answer = Ledger.DryRun(request, actor, Now);
        Assert.Equal(before, Ledger.StateBytes());
        return Agree(expected, answer, default);
    }

    public Answer Execute(LedgerCommand command)
    {
        var expected = InModel(command);
        var answer = Ledger.Execute(command, Now);
        if (answer.Code == OutcomeCode.AlreadyDecided && command is EraseMetadataCommand erase)
        {
            // The engine looks up who proposed a decided settlement; here the model says it.
            answer = expected.Code == "APPLIED" ? Ledger.EraseDecided(erase, Now, _decided[erase.Settlement])
                : Answer.Refused(Codes.Of(expected.Code));
        }

        return Agree(expected, answer, command is SettlementCommand about ? about.Settlement : default);
    }

    /// <summary>Takes what came of a foreign call; null when nobody waited for it.</summary>
    public SettlementRecordView? Reply(ForeignReplyCommand reply)
    {
        var expected = Model.Reply(ToModel(reply), Now.Micros);
        if (Ledger.Reply(reply, Now) is not { } taken)
        {
            Assert.Null(expected);
            Follow();
            return null;
        }

        Assert.True(expected is not null, $"the model does not wait for {reply}");
        Agree(expected, taken.Answer, reply.Settlement);
        return taken;
    }

    /// <summary>Takes everything due in one block; true when anything was tried.</summary>
    public bool TakeDue(List<SettlementRecordView> taken)
    {
        var any = false;
        while (Ledger.TryTakeDue(Now, out var record))
        {
            any = true;
            if (record is { } step)
            {
                taken.Add(step);
                Agree(step.Cause == Cause.Expire ? Model.Expire(step.Id.ToString(), Now.Micros)
                    : Model.Retry(step.Id.ToString(), Now.Micros), step.Answer, step.Id);
            }
            else
            {
                Follow();
            }

            taken.AddRange(Ledger.Followed);
        }

        // Leases end also where nobody is due.
        Follow();
        return any;
    }

    /// <summary>Blocks until nothing moves any more; then nothing that could settle may be left waiting.</summary>
    public void Drain()
    {
        var taken = new List<SettlementRecordView>();
        do
        {
            Ledger.Core.Waiting.CloseBlock();
        }
        while (TakeDue(taken));
        foreach (var open in Model.Open)
        {
            var next = Model.WouldBecome(open.Settlement.Id, Now.Micros);
            Assert.True(
                next == new ModelOutcome(open.Code, open.Stage),
                $"left at {open.Stage}, would become {next} at {Now.Micros}: {open.Settlement.Content()}");
        }
    }

    public void CheckState()
    {
        var state = Ledger.State;
        Assert.Null(Conservation.FirstViolation(state));
        Assert.Equal(state.Open.Count, Ledger.Core.Waiting.Count);
        Assert.True(state.Open.Count > 0 || Ledger.Core.Waiting is { KeyCount: 0, NextDate: null });
        CheckAgainstModel(state);
    }

    private void CheckAgainstModel(LedgerState state)
    {
        Assert.Null(Model.BrokenRule());
        Assert.Equal(Model.Positions.Count, state.Positions.Count);
        for (var i = 0; i < state.Positions.Count; i++)
        {
            ref readonly var position = ref state.Positions.At(i);
            var expected = Model.Positions[(state.Accounts[position.AccountIndex].Id.Value,
                state.Assets[position.AssetIndex].Id.Value)];
            Assert.Equal(
                (expected.Balance, ReservedInModel(position), expected.Version, expected.CreditLimit,
                    expected.Ceiling),
                ((BigInteger)position.Balance, (BigInteger)position.Reserved, position.Version,
                    (BigInteger)position.CreditLimit,
                    (BigInteger?)position.Ceiling));
            Assert.Equal(expected.StatedFloor, position.StatedFloor is { } floor ? (BigInteger?)floor : null);
        }

        CheckOpen(state);
        CheckLocks(state);
        Assert.Equal(
            Model.Keys.Select(key => (key.Participant, key.Id, key.RevokedAt, key.IsValidAt(Now.Micros))),
            Enumerable.Range(0, state.Keys.Count).Select(i => state.Keys[i]).Select(key => (
                state.Participants[key.ParticipantIndex].Id.Value, key.Id.ToString(), key.RevokedAt?.Micros,
                key.IsValidAt(Now))));
        for (var i = 0; i < state.Accounts.Count; i++)
        {
            var account = state.Accounts[i];
            Assert.Equal(
                (Model.StatusOf(account.Id.Value), Model.VersionOf(account.Id.Value)),
                (account.Status.ToString().ToUpperInvariant(), account.Version));
        }
    }

    private void CheckOpen(LedgerState state)
    {
        Same(
            Model.Open.Select(open => open.Settlement.Id), state.Open.OldestFirst.Select(o => o.Request.Id.ToString()));
        foreach (var (expected, open) in Model.Open.Zip(state.Open.OldestFirst))
        {
            Assert.Equal(
                (expected.Code, expected.Stage, expected.Consents.Count, expected.Signed.Count),
                (open.Code.Name(), Codes.Of(open.Stage), open.Consents.Count, open.Approvals.Count));
            Same(expected.Holders, open.Holders.Select(holder => state.Participants[holder].Id.Value));

            // Once it is ended nobody votes any more, and whose vote ended it is of no interest.
            Assert.True(expected.Doom is not null || expected.CancelVotes.Count == open.CancelVotes.Count);
            CheckProgress(expected, open);
        }
    }

    private void CheckProgress(ModelOpen expected, OpenSettlement open)
    {
        Assert.Equal(
            (expected.Attempt, expected.IsBegun, expected.Delegated, expected.Doom),
            (open.Attempt, open.IsBegun, open.Delegated, open.Doom == OutcomeCode.None ? null : open.Doom.Name()));
        Same(
            expected.Operations.Select(one =>
                (one.Ledger, string.Join(' ', one.Legs), one.State, one.HeldUntil, one.IsStuck)),
            open.Operations.Select(one => (
                Ledger.State.Ledgers[one.LedgerIndex].Id.Value, string.Join(' ', one.Legs), NameOf(one.State),
                one.HeldUntil?.Micros, one.IsStuck)));
        (int, string)? awaited = ForeignPlan.Awaited(Ledger.State, open) is { } next
            ? (next.Operation, NameOf(next.Call))
            : null;
        Assert.Equal(Model.Awaited(expected.Settlement.Id), awaited);
    }

    private void CheckLocks(LedgerState state)
    {
        Same(
            Model.Locks.Select(held => (held.Number, held.Claim, held.Actor, held.Token, held.Expiry)),
            state.Locks.People.Select(held => (
                held.Number, ToModel(held.Claim), held.Actor.Value, held.Token, held.Expiry.Micros)));
        foreach (var (expected, open) in Model.Open.Zip(state.Open.OldestFirst))
        {
            Same(
                Model.ClaimsOf(expected).Select(claim => claim.ToString()).Order(StringComparer.Ordinal),
                state.Locks.ClaimsOf(LockOwner.Settlement(open.Sequence)).ToArray()
                    .Select(claim => ToModel(claim).ToString()).Order(StringComparer.Ordinal));
        }
    }

    // Comparing for people is dear, and nearly always there is nothing to show them.
    private static void Same<T>(IEnumerable<T> expected, IEnumerable<T> actual)
    {
        if (!expected.SequenceEqual(actual))
        {
            Assert.Equal(expected, actual);
        }
    }

    private BigInteger ReservedInModel(in Position position) => Model.Reserved(
        Ledger.State.Accounts[position.AccountIndex].Id.Value, Ledger.State.Assets[position.AssetIndex].Id.Value);

    private Answer Agree(ModelOutcome expected, Answer answer, SettlementId settlement)
    {
        Same(expected, answer, settlement);
        Follow();
        Assert.Empty(Model.Victims);
        return answer;
    }

    private void Follow()
    {
        foreach (var step in Ledger.Followed)
        {
            Same(step.Cause == Cause.Wound ? Model.Wound(step.Id.ToString(), Now.Micros)
                : Model.Finish(step.Id.ToString()), step.Answer, step.Id);
        }

        foreach (var number in Ledger.Lapsed)
        {
            Model.Lapse(number, Now.Micros);
        }
    }

    private void Same(ModelOutcome expected, Answer answer, SettlementId settlement)
    {
        Given.Add(answer.Code);
        var isAboutSettlement = expected.Stage is not null;
        Assert.Equal(expected, new ModelOutcome(answer.Code.Name(), isAboutSettlement ? Codes.Of(answer.Stage) : null));
        if (answer.Stage is Stage.Completed or Stage.Failed && answer.Decision != Decision.None
            && answer.Code != OutcomeCode.Applied)
        {
            _decided.TryAdd(settlement, answer);
        }
    }
}

/// <summary>What is left of a record after its scratch is reused.</summary>
internal readonly record struct SettlementRecordView(
    Cause Cause, SettlementId Id, OutcomeCode Code, Stage After, Answer Answer)
{
    public static SettlementRecordView Of(SettlementRecord record) =>
        new(record.Cause, record.Id, record.Code, record.After, Answer.Of(record));
}
