using System.Globalization;

namespace VeritasVault.Core;

/// <summary>Decides what people ask of locks. They never wait, and are never wounded.</summary>
internal sealed class LockDesk(LedgerState state)
{
    private static readonly WaitingUpgrades NoUpgrades = new();

    public OutcomeCode Check(LockCommand command, Timestamp now, out OutcomeDetail? detail)
    {
        detail = null;
        return command switch
        {
            AcquireLock c => Acquire(c, out detail),
            UpgradeLock c => Held(c.Lock, c.Token, c.Actor, now, out detail) is var held and not OutcomeCode.None ? held
                : Free(state.Locks.FindPerson(c.Lock)! with { Mode = LockMode.Exclusive }, out detail),
            RenewLock c => Held(c.Lock, c.Token, c.Actor, now, out detail),
            ReleaseLock c => Held(c.Lock, c.Token, c.Actor, now, out detail),
            ExpireLock c => state.Locks.FindPerson(c.Lock) is { } lapsed && lapsed.Expiry <= now ? OutcomeCode.None
                : OutcomeCode.LockUnknown,
            _ => throw new InvariantException($"nothing decides {command.GetType().Name}"),
        };
    }

    /// <summary>What the answer says of a lock that was just given: its fencing token.</summary>
    public static OutcomeDetail? TokenOf(LedgerState state, LockCommand command, long recordNo)
    {
        var number = command switch
        {
            AcquireLock => recordNo,
            UpgradeLock c => c.Lock,
            RenewLock c => c.Lock,
            _ => 0,
        };
        return state.Locks.FindPerson(number) is { } held
            ? new OutcomeDetail("token", held.Token.ToString(CultureInfo.InvariantCulture), held.Expiry.ToString())
            : null;
    }

    /// <summary>The lock that a command asks for; the names are known to exist.</summary>
    public static PersonLock WantedBy(LedgerState state, AcquireLock command, long recordNo, Timestamp now) => new()
    {
        Number = recordNo,
        Resource = ResourceOf(state, command),
        Mode = command.Mode,
        ParticipantIndex = Authority.IsOperator(state, command.Actor) ? -1
            : Authority.ParticipantOf(state, command.Actor),
        Actor = command.Actor,
        Reason = command.Reason,
        Expiry = new Timestamp(now.Micros + (command.LeaseSeconds * 1_000_000L)),
    };

    private OutcomeCode Acquire(AcquireLock command, out OutcomeDetail? detail)
    {
        detail = null;
        if (!command.Asset.IsEmpty && state.Assets.IndexOf(command.Asset) < 0)
        {
            detail = new OutcomeDetail("asset", command.Asset.Value);
            return OutcomeCode.AssetUnknown;
        }

        if (!command.Account.IsEmpty && state.Accounts.IndexOf(command.Account) < 0)
        {
            detail = new OutcomeDetail("account", command.Account.Value);
            return OutcomeCode.AccountUnknown;
        }

        return state.Locks.People.Count >= Limits.PeopleLocksMax ? OutcomeCode.RegistryFull
            : Free(WantedBy(state, command, state.NextRecordNo, state.LastTime), out detail);
    }

    private static Resource ResourceOf(LedgerState state, AcquireLock command)
    {
        var (account, asset) = (state.Accounts.IndexOf(command.Account), state.Assets.IndexOf(command.Asset));
        return asset < 0 ? Resource.Account(account)
            : account < 0 ? Resource.Asset(asset)
            : Resource.Position(account, asset);
    }

    private OutcomeCode Held(long number, long token, ActorId actor, Timestamp now, out OutcomeDetail? detail)
    {
        // The time decides, not whether the end of the lease is recorded yet.
        if (state.Locks.FindPerson(number) is not { } held || held.Expiry <= now)
        {
            detail = new OutcomeDetail("lock", Text(number));
            return OutcomeCode.LockUnknown;
        }

        // Whose lock it is comes first: nobody else learns its token.
        detail = held.Actor != actor ? new OutcomeDetail("actor", actor.Value)
            : held.Token != token ? new OutcomeDetail("token", Text(token), Current: Text(held.Token))
            : null;
        return held.Actor != actor ? OutcomeCode.ActorNotAuthorised
            : held.Token != token ? OutcomeCode.FencingTokenStale
            : OutcomeCode.None;
    }

    private OutcomeCode Free(PersonLock wanted, out OutcomeDetail? detail)
    {
        var decision = LockArbiter.DecideForPerson(state.Locks, wanted.Owner, wanted.Claim, NoUpgrades);
        detail = decision.Blockers.Length == 0 ? null
            : new OutcomeDetail("lock", Current: string.Join(", ", decision.Blockers.Take(8).Select(Name)));
        return detail is null ? OutcomeCode.None : OutcomeCode.LockConflict;
    }

    private string Name(LockOwner owner) =>
        !owner.IsPerson ? $"settlement {state.Open.Find(owner.Number)?.Request.Id}"
        : state.Locks.FindPerson(owner.Number) is { } held ? $"lock {held.Number} of {held.Actor}"
        : owner.ToString();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
