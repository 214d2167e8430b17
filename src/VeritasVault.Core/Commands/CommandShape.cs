using System.Globalization;

namespace VeritasVault.Core;

/// <summary>The door for commands: what can be said about one without looking at the ledger, in the order of the codes'
/// numbers. Refusals leave no trace.</summary>
internal static class CommandShape
{
    public static Answer? Refusal(LedgerCommand command) =>
        EmptyName(command) is { } name ? Answer.Refused(OutcomeCode.IdMalformed, new OutcomeDetail(name, string.Empty))
        : NilId(command) is { } id ? Answer.Refused(OutcomeCode.SettlementIdMalformed, id)
        : command.Actor.IsEmpty ? Answer.Refused(OutcomeCode.ActorMalformed, new OutcomeDetail("actor", string.Empty))
        : ReasonOf(command) is { Length: > Limits.ReasonLengthMax } reason
            ? Answer.Refused(OutcomeCode.TextTooLong,
                new OutcomeDetail("reason", Text(reason.Length), Text(Limits.ReasonLengthMax)))
        : OutOfRange(command) is { } parameter ? Answer.Refused(OutcomeCode.ParameterOutOfRange, parameter)
        : null;

    private static string? EmptyName(LedgerCommand command) => command switch
    {
        RegisterParticipant c => c.Participant.IsEmpty ? "participant" : null,
        SetConsentPolicy c => c.Participant.IsEmpty ? "participant" : null,
        PermitCoordination c => c.Participant.IsEmpty ? "participant" : null,
        HoldCommand c => c.OnBehalfOf is { IsEmpty: true } ? "onBehalfOf" : null,
        ReleaseCommand c => c.OnBehalfOf is { IsEmpty: true } ? "onBehalfOf" : null,
        RegisterAsset c => c.Asset.IsEmpty ? "asset" : c.Issuer.IsEmpty ? "issuer" : null,
        SetIssuanceLimit c => c.Asset.IsEmpty ? "asset" : null,
        OpenAccount c => c.Account.IsEmpty ? "account" : c.Owner.IsEmpty ? "owner" : null,
        RegisterLedger c => c.Ledger.IsEmpty ? "ledger" : null,
        SetAccountStatus c => c.Account.IsEmpty ? "account" : null,
        SetPositionLimits c => c.Account.IsEmpty ? "account" : c.Asset.IsEmpty ? "asset" : null,
        RegisterKey c => c.Participant.IsEmpty ? "participant" : null,
        RevokeKey c => c.Participant.IsEmpty ? "participant" : null,
        OpenNewOrigin c => c.Origin.IsEmpty ? "origin" : null,
        ConsentCommand c => c.OnBehalfOf is { IsEmpty: true } ? "onBehalfOf"
            : c.Approval is { Participant.IsEmpty: true } ? "approval.participant" : null,
        RejectCommand c => c.OnBehalfOf is { IsEmpty: true } ? "onBehalfOf" : null,
        _ => null,
    };

    private static OutcomeDetail? NilId(LedgerCommand command) =>
        command.Id.IsNil ? new OutcomeDetail("id", command.Id.ToString())
        : command is SettlementCommand { Settlement.IsNil: true } about
            ? new OutcomeDetail("settlement", about.Settlement.ToString())
        : null;

    private static string ReasonOf(LedgerCommand command) => command switch
    {
        RejectCommand reject => reject.Reason,
        CancelCommand cancel => cancel.Reason,
        AbortCommand abort => abort.Reason,
        SetAccountStatus status => status.Reason,
        AcquireLock acquire => acquire.Reason,
        _ => string.Empty,
    };

    private static OutcomeDetail? OutOfRange(LedgerCommand command) => command switch
    {
        RegisterParticipant c => BadPolicy(c.Policy),
        SetConsentPolicy c => BadPolicy(c.Policy),
        RegisterAsset { Scale: < 0 or > Limits.ScaleMax } c =>
            new OutcomeDetail("scale", Text(c.Scale), Text(Limits.ScaleMax)),
        RegisterAsset c => Negative("issuanceLimit", c.IssuanceLimit),
        SetIssuanceLimit c => Negative("issuanceLimit", c.IssuanceLimit),
        SetAccountStatus { Status: > AccountStatus.Closed } c => new OutcomeDetail("status", Text((int)c.Status)),
        SetPositionLimits c => Negative("creditLimit", c.CreditLimit) ?? Negative("ceiling", c.Ceiling),
        RegisterLedger { Hold: > LedgerHold.None } c => new OutcomeDetail("hold", Text((int)c.Hold)),
        RegisterLedger { Hold: LedgerHold.TimeLimited, HoldSecondsMax: not (> 0 and <= Limits.HoldSecondsMax) } c =>
            new OutcomeDetail("holdSecondsMax", Text(c.HoldSecondsMax ?? 0), Text(Limits.HoldSecondsMax)),
        RegisterLedger { Hold: not LedgerHold.TimeLimited, HoldSecondsMax: { } seconds } =>
            new OutcomeDetail("holdSecondsMax", Text(seconds)),
        LockCommand c => BadLock(c),
        RegisterKey c => BadKeyTerms(c),
        ConsentCommand { Approval: { } approval } => ApprovalShape.OutOfRange(approval, "approval"),
        OpenNewOrigin { LostSize: < 1 } c => new OutcomeDetail("lostSize", Text(c.LostSize), "1"),
        _ => null,
    };

    private static OutcomeDetail? BadLock(LockCommand command) => command switch
    {
        AcquireLock { Mode: not (LockMode.Shared or LockMode.Exclusive) } c =>
            new OutcomeDetail("mode", Text((int)c.Mode)),
        AcquireLock { Account.IsEmpty: true, Asset.IsEmpty: true } => new OutcomeDetail("account", string.Empty),
        AcquireLock { Reason.Length: 0 } => new OutcomeDetail("reason", string.Empty),
        AcquireLock { LeaseSeconds: < 1 or > Limits.LeaseSecondsMax } c =>
            new OutcomeDetail("leaseSeconds", Text(c.LeaseSeconds), Text(Limits.LeaseSecondsMax)),
        RenewLock { LeaseSeconds: < 1 or > Limits.LeaseSecondsMax } c =>
            new OutcomeDetail("leaseSeconds", Text(c.LeaseSeconds), Text(Limits.LeaseSecondsMax)),
        RenewLock { Lock: < 1 } or RenewLock { Token: < 1 } or UpgradeLock { Lock: < 1 } or UpgradeLock { Token: < 1 }
            or ReleaseLock { Lock: < 1 } or ReleaseLock { Token: < 1 } => new OutcomeDetail("lock", "0"),
        _ => null,
    };

    private static OutcomeDetail? BadPolicy(ConsentPolicy policy) =>
        policy > ConsentPolicy.Signed ? new OutcomeDetail("policy", Text((int)policy)) : null;

    // A predecessor signs the time, so it cannot be left open; and either it vouches for the key or the operator does.
    private static OutcomeDetail? BadKeyTerms(RegisterKey command) =>
        command.ValidFrom is { Micros: < 0 } or { Micros: > Timestamp.MicrosMax }
            || (command.ValidFrom is null && command.Endorsement is not null)
            ? new OutcomeDetail("validFrom", command.ValidFrom?.Micros.ToString(CultureInfo.InvariantCulture))
        : command.ValidUntil is { Micros: < 0 } or { Micros: > Timestamp.MicrosMax }
            || command.ValidUntil <= command.ValidFrom
            ? new OutcomeDetail("validUntil", command.ValidUntil!.Value.ToString(), command.ValidFrom?.ToString())
        : command.IsReset && command.Endorsement is not null ? new OutcomeDetail("isReset")
        : null;

    private static OutcomeDetail? Negative(string field, Int128? value) =>
        value < 0 ? new OutcomeDetail(field, Text(value.Value), "0") : null;

    private static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);
}
