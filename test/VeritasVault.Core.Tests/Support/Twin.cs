using System.Numerics;
using VeritasVault.Model;

namespace VeritasVault.Core.Tests;

/// <summary>The core and the independent model in step: every command goes to both, and they must agree.</summary>
internal sealed class Twin
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

    /// <summary>Whether the core goes on without the model, which knows neither locks nor external ledgers.</summary>
    public bool IsAlone { get; set; }

    /// <summary>Every code answered so far.</summary>
    public SortedSet<OutcomeCode> Given { get; } = [];

    public Answer Submit(SettlementRequest request, ActorId actor)
    {
        if (IsAlone)
        {
            return Alone(Ledger.Submit(request, actor, Now));
        }

        var expected = Model.Submit(ToModel(request), actor.Value, Now.Micros);
        return Agree(expected, Ledger.Submit(request, actor, Now), request.Id);
    }

    public Answer DryRun(SettlementRequest request, ActorId actor)
    {
        var before = Ledger.StateBytes();
        if (IsAlone)
        {
            var alone = Ledger.DryRun(request, actor, Now);
            Assert.Equal(before, Ledger.StateBytes());
            return Alone(alone);
        }

        var expected = Model.DryRun(ToModel(request), actor.Value, Now.Micros);
        var answer = Ledger.DryRun(request, actor, Now);
        Assert.Equal(before, Ledger.StateBytes());
        return Agree(expected, answer, default);
    }

    public Answer Execute(LedgerCommand command)
    {
        if (IsAlone)
        {
            return Alone(Ledger.Execute(command, Now));
        }

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
                taken.AddRange(Ledger.Followed);
                _ = IsAlone ? Alone(step.Answer)
                    : Agree(step.Cause == Cause.Expire ? Model.Expire(step.Id.ToString(), Now.Micros)
                        : Model.Retry(step.Id.ToString(), Now.Micros), step.Answer, step.Id);
            }
        }

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
        if (!IsAlone)
        {
            CheckAgainstModel(state);
        }
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
                    position.HasCeiling ? (BigInteger?)position.Ceiling : null));
            Assert.Equal(expected.StatedFloor, position.StatedFloor is { } floor ? (BigInteger?)floor : null);
        }

        Assert.Equal(
            Model.Open.Select(o => (o.Settlement.Id, o.Code, o.Stage, o.Consents.Count, o.Signed.Count,
                o.CancelVotes.Count, string.Join(' ', o.Holders))),
            state.Open.OldestFirst.Select(o => (
                o.Request.Id.ToString(), o.Code.Name(), Codes.Of(o.Stage), o.Consents.Count, o.Approvals.Count,
                o.CancelVotes.Count, string.Join(' ', o.Holders.Select(holder => state.Participants[holder].Id)))));
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

    private BigInteger ReservedInModel(in Position position) => Model.Reserved(
        Ledger.State.Accounts[position.AccountIndex].Id.Value, Ledger.State.Assets[position.AssetIndex].Id.Value);

    private Answer Alone(Answer answer)
    {
        Given.Add(answer.Code);
        return answer;
    }

    private Answer Agree(ModelOutcome expected, Answer answer, SettlementId settlement)
    {
        Same(expected, answer, settlement);
        foreach (var end in Ledger.Followed)
        {
            Same(Model.Finish(end.Id.ToString()), end.Answer, end.Id);
        }

        return answer;
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

    private ModelOutcome InModel(LedgerCommand command)
    {
        var (id, actor) = (command.Id.ToString(), command.Actor.Value);
        return command switch
        {
            RegisterParticipant c =>
                Model.RegisterParticipant(id, actor, c.Participant.Value, NameOf(c.Policy), c.ConsentsToCredits),
            SetConsentPolicy c =>
                Model.SetConsentPolicy(id, actor, c.Participant.Value, NameOf(c.Policy), c.ConsentsToCredits),
            PermitCoordination c => Model.PermitCoordination(id, actor, c.Participant.Value, c.IsPermitted),
            RegisterKey c => Model.RegisterKey(id, actor, c.Participant.Value, Signing.ToModel(c),
                Signing.ToModel(c, Ledger.State.Identity.Origin), c.IsReset, Now.Micros),
            RevokeKey c => Model.RevokeKey(id, actor, c.Participant.Value, c.Key.ToString(), Now.Micros),
            RegisterAsset c => Model.RegisterAsset(id, actor, c.Asset.Value, c.Scale, c.Issuer.Value, c.IssuanceLimit),
            SetIssuanceLimit c => Model.SetIssuanceLimit(id, actor, c.Asset.Value, c.IssuanceLimit),
            OpenAccount c => Model.OpenAccount(id, actor, c.Account.Value, c.Owner.Value),
            SetAccountStatus c =>
                Model.SetAccountStatus(id, actor, c.Account.Value, c.Status.ToString().ToUpperInvariant(), c.Reason),
            SetPositionLimits c =>
                Model.SetPositionLimits(id, actor, c.Account.Value, c.Asset.Value, c.CreditLimit, c.Ceiling),
            RotateLedgerKey c => Model.RotateLedgerKey(id, actor, c.PublicKey.ToString(),
                TestKeys.Rule.IsAcceptable(c.PublicKey), $"{c.SignedByOld} {c.SignedByNew}",
                Signing.AreRight(c, Ledger.State.Identity)),
            OpenNewOrigin c => Model.OpenNewOrigin(id, actor, c.Origin.Value, c.LostSize),
            ConsentCommand c => Model.Consent(id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value,
                Signing.ToModel(c.Approval, Ledger.State, c.Settlement), Now.Micros),
            RejectCommand c =>
                Model.Reject(id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value, Now.Micros, c.Reason),
            CancelCommand c => Model.Cancel(id, actor, c.Settlement.ToString(), Now.Micros, c.Reason),
            ExecuteCommand c => Model.Execute(id, actor, c.Settlement.ToString(), Now.Micros),
            HoldCommand c => Model.Hold(id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value),
            ReleaseCommand c => Model.Release(id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value, Now.Micros),
            EraseMetadataCommand c => Model.EraseMetadata(id, actor, c.Settlement.ToString()),
            _ => throw new NotSupportedException(command.GetType().Name),
        };
    }

    private static string NameOf(ConsentPolicy policy) => policy.ToString().ToLowerInvariant();

    private static string? NameOf(ParticipantId authoriser) => authoriser.IsEmpty ? null : authoriser.Value;

    private ModelSettlement ToModel(SettlementRequest request) => new(
        request.Id.ToString(),
        [.. request.Legs.Select(leg => new ModelLeg(
            leg.From.Value, leg.To.Value, leg.Asset.Value, leg.Quantity, leg.Id.IsEmpty ? null : leg.Id.Value)
        {
            Authoriser = NameOf(leg.Authoriser),
            CreditAuthoriser = NameOf(leg.CreditAuthoriser),
        })])
    {
        Secret = request.Secret?.ToString(),
        Approvals = [.. request.Approvals.Select(approval => Signing.ToModel(
            approval, Ledger.State, request, RequestContent.MetadataHashOf(request, TestLedger.SaltKey)))],
        Kind = request.Kind.ToString(),
        WaitsOnShortage = request.Terms.OnShortage == OnShortage.Wait,
        ExplicitConsent = request.Terms.Consent == ConsentTerm.Explicit,
        Isolation = request.Terms.Isolation.ToString().ToLowerInvariant(),
        Prepare = request.Terms.Prepare.ToString().ToLowerInvariant(),
        OnHold = request.OnHold,
        NotBefore = request.NotBefore?.Micros,
        Deadline = request.Deadline?.Micros,
        Expected = [.. request.Terms.ExpectedVersions.Select(e =>
            new ModelExpectation(e.Account.Value, e.Asset?.Value, e.Version))],
        Replaces = request.Terms.Replaces?.ToString(),
        Recovery = request.Terms.Recovery is { } policy ? (policy.Tries, policy.DelayMs, policy.DelayMaxMs) : null,
        Reference = request.Reference,
        Metadata = request.Metadata,
    };
}

/// <summary>What is left of a record after its scratch is reused.</summary>
internal readonly record struct SettlementRecordView(
    Cause Cause, SettlementId Id, OutcomeCode Code, Stage After, Answer Answer)
{
    public static SettlementRecordView Of(SettlementRecord record) =>
        new(record.Cause, record.Id, record.Code, record.After, Answer.Of(record));
}
