using VeritasVault.Model;

namespace VeritasVault.Core.Tests;

/// <summary>Commands, settlements and replies in the words of the model.</summary>
internal sealed partial class Twin
{
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
            OpenAccount c => Model.OpenAccount(
                id, actor, c.Account.Value, c.Owner.Value, c.Ledger.IsEmpty ? null : c.Ledger.Value),
            RegisterLedger c =>
                Model.RegisterLedger(id, actor, c.Ledger.Value, NameOf(c.Hold), c.HoldSecondsMax),
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
            AcquireLock c => Model.AcquireLock(
                id, actor, Ledger.State.NextRecordNo, ToModel(c), c.LeaseSeconds, c.Reason, Now.Micros),
            RenewLock c => Model.RenewLock(id, actor, c.Lock, c.Token, c.LeaseSeconds, Now.Micros),
            UpgradeLock c => Model.UpgradeLock(id, actor, c.Lock, c.Token, Now.Micros),
            ReleaseLock c => Model.ReleaseLock(id, actor, c.Lock, c.Token, Now.Micros),
            RetryCommand c => Model.TryAgain(id, actor, c.Settlement.ToString()),
            AbortCommand c => Model.GiveUp(id, actor, c.Settlement.ToString(), c.Reason),
            EraseMetadataCommand c => Model.EraseMetadata(id, actor, c.Settlement.ToString()),
            _ => throw new NotSupportedException(command.GetType().Name),
        };
    }

    private static ModelClaim ToModel(AcquireLock command) => new(
        command.Account.IsEmpty ? null : command.Account.Value,
        command.Asset.IsEmpty ? null : command.Asset.Value,
        NameOf(command.Mode));

    private ModelClaim ToModel(LockClaim claim)
    {
        var (state, resource) = (Ledger.State, claim.Resource);
        return new ModelClaim(
            resource.Kind == ResourceKind.Asset ? null : state.Accounts[resource.First].Id.Value,
            resource.Kind == ResourceKind.Account ? null
                : state.Assets[resource.IsPosition ? resource.Second : resource.First].Id.Value,
            NameOf(claim.Mode));
    }

    private static ModelReply ToModel(ForeignReplyCommand reply) =>
        new(reply.Settlement.ToString(), reply.Attempt, reply.Operation, NameOf(reply.Call))
        {
            State = reply.Failure == ForeignFailure.None ? NameOf(reply.State) : null,
            HeldUntil = reply.HeldUntil?.Micros,
            IsGivenUp = reply.IsGivenUp,
        };

    private static string NameOf(Enum word) => word.ToString().ToLowerInvariant();

    private static string? NameOf(ParticipantId authoriser) => authoriser.IsEmpty ? null : authoriser.Value;

    private ModelSettlement ToModel(SettlementRequest request) => new(
        request.Id.ToString(),
        [.. request.Legs.Select(leg => new ModelLeg(
            leg.From.Value, leg.To.Value, leg.Asset.Value, leg.Quantity, leg.Id.IsEmpty ? null : leg.Id.Value)
        {
            Ledger = leg.Ledger.IsEmpty ? null : leg.Ledger.Value,
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
        Isolation = NameOf(request.Terms.Isolation),
        Prepare = NameOf(request.Terms.Prepare),
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
