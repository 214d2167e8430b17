using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Spells out the events of a record. Their count is <see cref="RecordEvents.CountOf(LedgerRecord)"/>, checked
/// here.</summary>
internal static class EventList
{
    public static void Add(List<LedgerEvent> events, LedgerRecord record, long firstNo, LedgerState state)
    {
        var before = events.Count;
        switch (record)
        {
            case GenesisRecord genesis:
                events.Add(Plain(firstNo, record, "LEDGER_CREATED", genesis.Name, null));
                break;
            case RegistryRecord registry:
                events.Add(OfRegistry(firstNo, registry));
                break;
            case SettlementRecord settlement:
                AddSettlement(events, settlement, firstNo, state);
                break;
            default:
                throw new InvariantException($"no events of {record.GetType().Name}");
        }

        Invariant.Holds(events.Count - before == RecordEvents.CountOf(record));
    }

    private static void AddSettlement(
        List<LedgerEvent> events, SettlementRecord record, long firstNo, LedgerState state)
    {
        var no = firstNo;
        var subject = record.Id.ToString();
        if (RecordEvents.OwnEvent(record) is { } own)
        {
            var speaker = record.ParticipantIndex < 0 ? null : state.Participants[record.ParticipantIndex].Id.Value;
            events.Add(Plain(no++, record, own, subject, WhyOf(record) ?? speaker));
        }

        var from = record.Cause is Cause.Submit or Cause.Tombstone ? (Stage?)null : record.Before;
        for (var i = 0; i < RecordEvents.StagesEntered(record); i++)
        {
            var to = (Stage)((int)RecordEvents.FirstEntered(record) + i);
            events.Add(Transition(no++, record, subject, from, to, null, null));
            from = to;
        }

        if (record.IsDecided)
        {
            var reason = record.Reason.Length > 0 ? record.Reason : record.Detail?.ToString();
            events.Add(Transition(no, record, subject, from, record.After, record.Code, reason));
        }
        else if (record.BecamePrepared)
        {
            events.Add(Plain(
                no, record, record.Code == OutcomeCode.Prepared ? "PREPARED" : "RESERVED", subject, null));
        }
    }

    // What an external ledger said is told with the operation it was about; beginning calls nobody.
    private static string? WhyOf(SettlementRecord record) =>
        record.Reply is { Operation: > 0 } reply ? $"operation {reply.Operation}, {LedgerView.WordsOf(reply)}"
        : record.Reason.Length > 0 ? record.Reason
        : null;

    private static LedgerEvent OfRegistry(long no, RegistryRecord record) => record.Command switch
    {
        RegisterParticipant c => Plain(no, record, "PARTICIPANT_REGISTERED", c.Participant.Value, null),
        SetConsentPolicy c =>
            Plain(no, record, "CONSENT_POLICY_SET", c.Participant.Value, c.Policy.ToString().ToUpperInvariant()),
        PermitCoordination c => Plain(
            no, record, c.IsPermitted ? "COORDINATION_PERMITTED" : "COORDINATION_WITHDRAWN", c.Participant.Value, null),
        RegisterAsset c => Plain(no, record, "ASSET_REGISTERED", c.Asset.Value, null),
        SetIssuanceLimit c => Plain(no, record, "ISSUANCE_LIMIT_SET", c.Asset.Value, null),
        OpenAccount c => Plain(no, record, "ACCOUNT_OPENED", c.Account.Value, null),
        RegisterLedger c => Plain(
            no, record, "LEDGER_REGISTERED", c.Ledger.Value, c.Hold.ToString().ToUpperInvariant()),
        LockCommand c => OfLock(no, record, c),
        SetAccountStatus c =>
            Plain(no, record, StatusEvent(c.Status), c.Account.Value, c.Reason.Length > 0 ? c.Reason : null),
        SetPositionLimits c => Plain(no, record, "POSITION_LIMITS_SET", $"{c.Account}/{c.Asset}", null),
        RegisterKey c => Plain(
            no, record, c.IsReset ? "KEY_RESET" : "KEY_REGISTERED", c.Participant.Value, c.Key.ToString()),
        RevokeKey c => Plain(no, record, "KEY_REVOKED", c.Participant.Value, c.Key.ToString()),
        RotateLedgerKey c => Plain(no, record, "LEDGER_KEY_ROTATED", c.PublicKey.ToString(), null),
        OpenNewOrigin c => Plain(no, record, "ORIGIN_OPENED", c.Origin.Value, null),
        _ => throw new InvariantException($"no event of {record.Command.GetType().Name}"),
    };

    private static LedgerEvent OfLock(long no, RegistryRecord record, LockCommand command) => command switch
    {
        AcquireLock c => Plain(no, record, "LOCK_ACQUIRED", $"{c.Account}/{c.Asset}".Trim('/'), c.Reason),
        RenewLock c => Plain(no, record, "LOCK_RENEWED", Text(c.Lock), null),
        UpgradeLock c => Plain(no, record, "LOCK_UPGRADED", Text(c.Lock), null),
        ReleaseLock c => Plain(no, record, "LOCK_RELEASED", Text(c.Lock), null),
        ExpireLock c => Plain(no, record, "LOCK_EXPIRED", Text(c.Lock), null),
        _ => throw new InvariantException($"no event of {command.GetType().Name}"),
    };

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string StatusEvent(AccountStatus status) => status switch
    {
        AccountStatus.Open => "ACCOUNT_THAWED",
        AccountStatus.Frozen => "ACCOUNT_FROZEN",
        AccountStatus.Closed => "ACCOUNT_CLOSED",
    };

    private static LedgerEvent Plain(long no, LedgerRecord record, string kind, string subject, string? reason) =>
        new(no, record.At, record.Actor, kind, subject, null, null, null, reason, record.RecordNo);

    private static LedgerEvent Transition(
        long no, LedgerRecord record, string subject, Stage? from, Stage to, OutcomeCode? code, string? reason) =>
        new(no, record.At, record.Actor, "STAGE_ENTERED", subject, from, to, code, reason, record.RecordNo);
}
