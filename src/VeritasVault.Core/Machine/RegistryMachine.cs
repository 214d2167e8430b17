using System.Globalization;

namespace VeritasVault.Core;

/// <summary>Decides registry commands: each takes effect or is refused at the door; none fails on record.</summary>
internal sealed class RegistryMachine(LedgerState state, RecentIds recent, ISignatureRule rule)
{
    private readonly KeyRegistry _keys = new(state, rule);
    private readonly LockDesk _locks = new(state);

    /// <summary>The ledger's first record.</summary>
    public static GenesisRecord Create(
        string name, ActorId @operator, Hash256 saltKey, Origin origin, PublicKey ledgerKey, Timestamp now) =>
        new()
        {
            RecordNo = 1,
            At = now,
            Actor = @operator,
            Name = name,
            SaltKey = saltKey,
            Origin = origin,
            LedgerKey = ledgerKey,
        };

    /// <summary>Decides a registry command.</summary>
    /// <returns>What to record, or null when nothing changes.</returns>
    public RegistryRecord? Decide(RegistryCommand command, Timestamp now, out Answer answer)
    {
        if (CommandShape.Refusal(command) is { } malformed)
        {
            answer = malformed;
            return null;
        }

        if (!Authority.MayGive(state, command))
        {
            answer = Answer.Refused(OutcomeCode.ActorNotAuthorised, new OutcomeDetail("actor", command.Actor.Value));
            return null;
        }

        if (recent.TryFind(command.Id, out var pinned))
        {
            answer = pinned.ContentHash == CommandContent.HashOf(command)
                ? pinned.Answer with { IsReplay = true }
                : Answer.Refused(OutcomeCode.CommandIdReused, new OutcomeDetail("id", command.Id.ToString()));
            return null;
        }

        var code = Check(command, now, out var detail);
        if (code != OutcomeCode.None)
        {
            answer = Answer.Refused(code, detail);
            return null;
        }

        answer = new Answer(OutcomeCode.Applied, Stage.Completed, null, now, state.NextRecordNo, IsReplay: false);
        return new RegistryRecord
        {
            RecordNo = state.NextRecordNo,
            At = now,
            Actor = command.Actor,
            Command = _keys.Completed(command),
        };
    }

    private OutcomeCode Check(RegistryCommand command, Timestamp now, out OutcomeDetail? detail)
    {
        switch (command)
        {
            case RegisterParticipant c:
                return New(state.Participants, c.Participant, "participant", OutcomeCode.ParticipantExists, out detail);
            case SetConsentPolicy c:
                return Known(
                    state.Participants, c.Participant, "participant", OutcomeCode.ParticipantUnknown, out detail);
            case PermitCoordination c:
                return Known(
                    state.Participants, c.Participant, "participant", OutcomeCode.ParticipantUnknown, out detail);
            case RegisterAsset c:
                return CheckAsset(c, out detail);
            case SetIssuanceLimit c:
                return CheckIssuance(c, out detail);
            case OpenAccount c:
                var account = New(state.Accounts, c.Account, "account", OutcomeCode.AccountExists, out detail);
                return account != OutcomeCode.None ? account
                    : Known(state.Participants, c.Owner, "owner", OutcomeCode.ParticipantUnknown, out detail)
                        is var owner and not OutcomeCode.None ? owner
                    : c.Ledger.IsEmpty ? OutcomeCode.None
                    : Known(state.Ledgers, c.Ledger, "ledger", OutcomeCode.LedgerUnknown, out detail);
            case RegisterLedger c:
                return New(state.Ledgers, c.Ledger, "ledger", OutcomeCode.LedgerExists, out detail);
            case SetAccountStatus c:
                return CheckStatus(c, out detail);
            case SetPositionLimits c:
                return CheckLimits(c, out detail);
            case RegisterKey c:
                return _keys.Check(c, now, out detail);
            case RevokeKey c:
                return _keys.Check(c, out detail);
            case RotateLedgerKey c:
                return _keys.Check(c, out detail);
            case LockCommand c:
                return _locks.Check(c, now, out detail);
            case OpenNewOrigin c:
                var isUsed = state.Identity.Origins.Any(origin => origin.Origin == c.Origin);
                detail = isUsed ? new OutcomeDetail("origin", c.Origin.Value) : null;
                return isUsed ? OutcomeCode.OriginUsed : OutcomeCode.None;
            default:
                throw new InvariantException($"nothing decides {command.GetType().Name}");
        }
    }

    private OutcomeCode CheckAsset(RegisterAsset command, out OutcomeDetail? detail)
    {
        var asset = New(state.Assets, command.Asset, "asset", OutcomeCode.AssetExists, out detail);
        return asset != OutcomeCode.None
            ? asset
            : Known(state.Accounts, command.Issuer, "issuer", OutcomeCode.AccountUnknown, out detail)
                is var issuer and not OutcomeCode.None ? issuer
            : IsForeign(command.Issuer, out detail) ? OutcomeCode.AccountForeign
            : OutcomeCode.None;
    }

    private bool IsForeign(AccountId id, out OutcomeDetail? detail)
    {
        var isForeign = state.Accounts.Find(id) is { LedgerIndex: >= 0 };
        detail = isForeign ? new OutcomeDetail("issuer", id.Value) : null;
        return isForeign;
    }

    private OutcomeCode CheckIssuance(SetIssuanceLimit command, out OutcomeDetail? detail)
    {
        if (Known(state.Assets, command.Asset, "asset", OutcomeCode.AssetUnknown,
            out detail) is var code and not OutcomeCode.None)
        {
            return code;
        }

        if (command.IssuanceLimit is not { } limit)
        {
            return OutcomeCode.None;
        }

        var asset = state.Assets[state.Assets.IndexOf(command.Asset)];
        var index = state.Positions.IndexOf(asset.IssuerIndex, asset.Index);
        var available = index < 0 ? 0 : state.Positions.At(index).Available;
        detail = available < -limit
            ? new OutcomeDetail("issuanceLimit", Text(limit), Current: Text(available))
            : null;
        return detail is null ? OutcomeCode.None : OutcomeCode.LimitBelowUse;
    }

    private OutcomeCode CheckStatus(SetAccountStatus command, out OutcomeDetail? detail)
    {
        if (Known(state.Accounts, command.Account, "account", OutcomeCode.AccountUnknown,
            out detail) is var code and not OutcomeCode.None)
        {
            return code;
        }

        var account = state.Accounts[state.Accounts.IndexOf(command.Account)];
        var allowed = (account.Status, command.Status) is
            (AccountStatus.Open, AccountStatus.Frozen or AccountStatus.Closed)
            or (AccountStatus.Frozen, AccountStatus.Open or AccountStatus.Closed);
        if (!allowed)
        {
            detail = new OutcomeDetail(
                "status", command.Status.ToString().ToUpperInvariant(), Current: account.Status.ToString()
                    .ToUpperInvariant());
            return OutcomeCode.AccountStateConflict;
        }

        detail = command.Status == AccountStatus.Closed ? FirstHolding(account) : null;
        return detail is null ? OutcomeCode.None : OutcomeCode.AccountNotEmpty;
    }

    private OutcomeDetail? FirstHolding(Account account)
    {
        foreach (var index in account.Positions)
        {
            ref readonly var position = ref state.Positions.At(index);
            if (position.Balance != 0 || position.Reserved != 0)
            {
                return new OutcomeDetail(
                    $"{account.Id}/{state.Assets[position.AssetIndex].Id}", Text(position.Balance), "0");
            }
        }

        // Also where nothing comes or goes in the net: the account must be there when the settlement is executed.
        var reserved = account.LedgerIndex < 0
            ? state.Promises.CountOf(account.Index)
            : state.Open.Foreign.Count(sequence => IsReservedOver(account, sequence));
        return reserved == 0 ? null : new OutcomeDetail(account.Id.Value, Text(reserved), "0");
    }

    // An account abroad has no position here; what is under way abroad is few, and closing is rare.
    private bool IsReservedOver(Account account, long sequence) =>
        state.Open.Find(sequence) is { IsReserved: true } open
        && Array.Exists(open.Request.Legs, leg => leg.From == account.Id || leg.To == account.Id);

    private OutcomeCode CheckLimits(SetPositionLimits command, out OutcomeDetail? detail)
    {
        if (Known(state.Assets, command.Asset, "asset", OutcomeCode.AssetUnknown, out detail)
            is var asset and not OutcomeCode.None)
        {
            return asset;
        }

        if (Known(state.Accounts, command.Account, "account", OutcomeCode.AccountUnknown,
            out detail) is var account and not OutcomeCode.None)
        {
            return account;
        }

        var accountIndex = state.Accounts.IndexOf(command.Account);
        if (state.Accounts[accountIndex].LedgerIndex >= 0)
        {
            detail = new OutcomeDetail("account", command.Account.Value);
            return OutcomeCode.AccountForeign;
        }

        var assetIndex = state.Assets.IndexOf(command.Asset);
        var index = state.Positions.IndexOf(accountIndex, assetIndex);
        var position = index < 0 ? default : state.Positions.At(index);
        var promised = state.Promises.Of(accountIndex, assetIndex);
        var isIssuer = state.Assets[assetIndex].IssuerIndex == accountIndex;
        var belowFloor = !isIssuer && position.Available < -command.CreditLimit;
        detail = belowFloor
            ? new OutcomeDetail("creditLimit", Text(command.CreditLimit), Current: Text(position.Available))
            : command.Ceiling is { } ceiling && position.Balance > ceiling - promised
                ? new OutcomeDetail("ceiling", Text(ceiling), Current: Text(position.Balance + promised))
            : null;
        return detail is null ? OutcomeCode.None : OutcomeCode.LimitBelowUse;
    }

    private static OutcomeCode New<TId, TEntry>(
        Registry<TId, TEntry> registry, TId id, string field, OutcomeCode exists, out OutcomeDetail? detail)
        where TId : notnull
        where TEntry : class
    {
        detail = new OutcomeDetail(field, id.ToString());
        var code = registry.IndexOf(id) >= 0 ? exists
            : registry.Count >= Limits.RegistryEntriesMax ? OutcomeCode.RegistryFull
            : OutcomeCode.None;
        detail = code == OutcomeCode.None ? null : detail;
        return code;
    }

    private static OutcomeCode Known<TId, TEntry>(
        Registry<TId, TEntry> registry, TId id, string field, OutcomeCode unknown, out OutcomeDetail? detail)
        where TId : notnull
        where TEntry : class
    {
        var found = registry.IndexOf(id) >= 0;
        detail = found ? null : new OutcomeDetail(field, id.ToString());
        return found ? OutcomeCode.None : unknown;
    }

    private static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);
}
