namespace VeritasVault.Core;

/// <summary>How registry commands change the state. Each change raises the version of what it changed by 1.</summary>
internal sealed partial class LedgerState
{
    private void ApplyRegistry(RegistryCommand command, RegistryRecord record)
    {
        var at = record.At;
        switch (command)
        {
            case RegisterParticipant c:
                var participant = new Participant(Participants.Count, c.Participant);
                Participants.Add(c.Participant, participant.Index, participant);
                SetPolicy(participant, c.Policy, c.ConsentsToCredits, at);
                break;
            case SetConsentPolicy c:
                SetPolicy(Participants[Participants.IndexOf(c.Participant)], c.Policy, c.ConsentsToCredits, at);
                break;
            case PermitCoordination c:
                Permit(Participants[Participants.IndexOf(c.Participant)], c.IsPermitted, at);
                break;
            case RegisterAsset c:
                var asset = new Asset(Assets.Count, c.Asset, c.Scale, Accounts.IndexOf(c.Issuer));
                Assets.Add(c.Asset, asset.Index, asset);
                SetIssuance(asset, c.IssuanceLimit, at);
                break;
            case SetIssuanceLimit c:
                SetIssuance(Assets[Assets.IndexOf(c.Asset)], c.IssuanceLimit, at);
                break;
            case OpenAccount c:
                var account = new Account(
                    Accounts.Count, c.Account, Participants.IndexOf(c.Owner),
                    c.Ledger.IsEmpty ? -1 : Ledgers.IndexOf(c.Ledger));
                Accounts.Add(c.Account, account.Index, account);
                SetStatus(account, AccountStatus.Open, at);
                break;
            case RegisterLedger c:
                var ledger = new ExternalLedger(Ledgers.Count, c.Ledger, c.Hold, c.HoldSecondsMax, at);
                Ledgers.Add(c.Ledger, ledger.Index, ledger);
                break;
            case SetAccountStatus c:
                SetStatus(Accounts[Accounts.IndexOf(c.Account)], c.Status, at);
                break;
            case SetPositionLimits c:
                SetLimits(c);
                break;
            case RegisterKey c:
                AddKey(c, at);
                break;
            case RevokeKey c:
                Revoke(Keys.Find(c.Key), at);
                break;
            case LockCommand c:
                ApplyLock(c, record);
                break;
            default:
                ApplyIdentity(command, record);
                break;
        }
    }

    private void ApplyLock(LockCommand command, RegistryRecord record)
    {
        switch (command)
        {
            case AcquireLock c:
                Locks.GrantToPerson(LockDesk.WantedBy(this, c, record.RecordNo, record.At));
                break;
            case UpgradeLock c:
                Locks.GrantToPerson(Locks.FindPerson(c.Lock)! with { Mode = LockMode.Exclusive });
                break;
            case RenewLock c:
                Locks.Renew(c.Lock, new Timestamp(record.At.Micros + (c.LeaseSeconds * 1_000_000L)));
                break;
            case ReleaseLock c:
                Locks.Release(LockOwner.Person(c.Lock));
                break;
            case ExpireLock c:
                Locks.Release(LockOwner.Person(c.Lock));
                break;
            default:
                throw new InvariantException($"nothing applies {command.GetType().Name}");
        }
    }

    private void ApplyIdentity(RegistryCommand command, RegistryRecord record)
    {
        switch (command)
        {
            case RotateLedgerKey c:
                Identity.Add(new LedgerKey(Identity.Keys.Count, c.PublicKey, record.RecordNo, record.At));
                break;
            case OpenNewOrigin c:
                Identity.Add(new LedgerOrigin(
                    Identity.Origins.Count, c.Origin, record.RecordNo, record.At, c.LostSize, c.LostRoot));
                break;
            default:
                throw new InvariantException($"nothing applies {command.GetType().Name}");
        }
    }

    private void AddKey(RegisterKey command, Timestamp at)
    {
        var participant = Participants.IndexOf(command.Participant);
        var earlier = Keys.Of(participant);
        var previous = command.Endorsement is { } endorsement ? Keys.Find(endorsement.By, participant)?.Index
            : earlier.Count > 0 ? earlier[^1]
            : ParticipantKey.NoPrevious;
        Invariant.Holds(previous is not null);
        Keys.Add(new ParticipantKey(Keys.Count, participant, command.Key, command.PublicKey)
        {
            ValidFrom = command.ValidFrom ?? at,
            ValidUntil = command.ValidUntil,
            RegisteredAt = at,
            PreviousIndex = previous.Value,
            Endorsement = command.Endorsement?.Signature,
            IsReset = command.IsReset,
            Version = 1,
            LastModified = at,
        });
    }

    private static void Revoke(ParticipantKey? key, Timestamp at)
    {
        Invariant.Holds(key is { RevokedAt: null });
        key.RevokedAt = at;
        key.Version++;
        key.LastModified = at;
    }

    private void SetPolicy(Participant participant, ConsentPolicy policy, bool consentsToCredits, Timestamp at)
    {
        AskingParticipants -= participant.AsksForItsWord ? 1 : 0;
        participant.Policy = policy;
        participant.ConsentsToCredits = consentsToCredits;
        AskingParticipants += participant.AsksForItsWord ? 1 : 0;
        participant.Version++;
        participant.LastModified = at;
    }

    private static void Permit(Participant participant, bool mayCoordinate, Timestamp at)
    {
        participant.MayCoordinate = mayCoordinate;
        participant.Version++;
        participant.LastModified = at;
    }

    private static void SetIssuance(Asset asset, Int128? limit, Timestamp at)
    {
        asset.IssuanceLimit = limit;
        asset.Version++;
        asset.LastModified = at;
    }

    private static void SetStatus(Account account, AccountStatus status, Timestamp at)
    {
        account.Status = status;
        account.Version++;
        account.LastModified = at;
    }

    // Limits belong to the registry: they touch a position without listing it, so its version and its stated floor
    // stay, and a position that only ever had limits set states the floor of one that has none.
    private void SetLimits(SetPositionLimits command)
    {
        var accountIndex = Accounts.IndexOf(command.Account);
        var assetIndex = Assets.IndexOf(command.Asset);
        var index = Positions.IndexOf(accountIndex, assetIndex);
        if (index < 0)
        {
            index = Positions.Count;
            Positions.Add(accountIndex, assetIndex);
            Accounts[accountIndex].Attach(index);
        }

        ref var position = ref Positions.At(index);
        var limitsIndex = position.LimitsIndex;
        if (position.LimitsVersion == 0)
        {
            limitsIndex = _limited.Count;
            _limited.Add(index);
        }

        position.Limit(command.CreditLimit, command.Ceiling, limitsIndex, position.LimitsVersion + 1);
    }
}
