using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>What people lock.</summary>
internal sealed partial class WorkloadGenerator
{
    private readonly List<(int Operation, ActorId Actor)> _locks = [];

    private Operation? AboutLocks()
    {
        if (_locks.Count == 0 || foreign.Chance(45))
        {
            var acquire = NewLock();
            _locks.Add((_operations.Count, acquire.Actor));
            return Note(acquire);
        }

        var (operation, owner) = _locks[^(1 + foreign.Below(Math.Min(6, _locks.Count)))];
        var actor = foreign.Chance(90) ? owner : LockingActor();
        var id = NextCommandId();
        LockCommand command = foreign.Below(4) switch
        {
            0 => new RenewLock { Id = id, Actor = actor, Lock = 1, Token = 1, LeaseSeconds = NewLease() },
            1 => new UpgradeLock { Id = id, Actor = actor, Lock = 1, Token = 1 },
            _ => new ReleaseLock { Id = id, Actor = actor, Lock = 1, Token = 1 },
        };
        return new LockOperation(command, operation, foreign.Chance(90) ? 0 : foreign.Between(-1, 1));
    }

    private AcquireLock NewLock()
    {
        var kind = foreign.Below(3);
        var account = _abroad.Count > 0 && foreign.Chance(10)
            ? foreign.Pick(_abroad).Id
            : foreign.Pick(_accounts).Id;
        return new AcquireLock
        {
            Id = NextCommandId(),
            Actor = foreign.Chance(60)
                ? ActorId.Local(_participants[OwnerIndexOf(account)].Value)
                : LockingActor(),
            Account = kind == 1 ? default : account,
            Asset = kind == 0 ? default : foreign.Pick(_assets).Id,
            Mode = foreign.Chance(50) ? LockMode.Shared : LockMode.Exclusive,
            LeaseSeconds = NewLease(),
            Reason = "a look at the books",
        };
    }

    private int NewLease() => foreign.Pick([1, 5, 60, 3600]);

    private ActorId LockingActor() => foreign.Chance(60)
        ? Knobs.Operator
        : ActorId.Local(foreign.Pick(_participants).Value);
}
