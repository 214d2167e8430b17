namespace VeritasVault.Core.Tests;

/// <summary>People who take, strengthen, renew, give back and lose locks in the middle of the storm.</summary>
internal sealed partial class LedgerStorm
{
    private void ActAsPerson()
    {
        var held = Core.State.Locks.People;
        if (held.Count == 0 || (held.Count < PeopleMax && _random.Next(2) == 0))
        {
            Acquire();
            return;
        }

        var one = held.ElementAt(_random.Next(held.Count));
        Say(_random.Next(4) switch
        {
            0 => new RenewLock
            {
                Id = NextId(),
                Actor = one.Actor,
                Lock = one.Number,
                Token = one.Token,
                LeaseSeconds = _random.Next(1, 10),
            },
            1 => new ReleaseLock { Id = NextId(), Actor = one.Actor, Lock = one.Number, Token = one.Token },
            _ => new UpgradeLock { Id = NextId(), Actor = one.Actor, Lock = one.Number, Token = one.Token },
        });
    }

    private void Acquire()
    {
        if (_started == _settlements)
        {
            return;
        }

        var (owner, asset, kind) = (Owner(_random.Next(Owners)), AssetOf(_random.Next(Assets)), _random.Next(20));
        Say(new AcquireLock
        {
            Id = NextId(),
            Actor = kind > 0 && _random.Next(2) == 0 ? ActorId.Local(owner) : Operator,
            Account = kind == 0 ? default : AccountId.Parse(owner),
            Asset = kind == 1 ? default : asset,
            Mode = _random.Next(3) == 0 ? LockMode.Exclusive : LockMode.Shared,
            LeaseSeconds = _random.Next(1, 10),
            Reason = "storm",
        });
    }

    private void Say(LockCommand command) => Refusals += Execute(command).IsRefused ? 1 : 0;
}
