namespace VeritasVault.Core.Tests;

/// <summary>People who take, strengthen, renew and lose locks in the middle of the storm.</summary>
internal sealed partial class LockStorm
{
    private void ActAsPerson()
    {
        var held = _table.People;
        var number = held.Count == 0 ? 0 : held.ElementAt(_random.Next(held.Count)).Number;
        switch (_random.Next(held.Count < PeopleMax && Ended < settlements ? 2 : 0, 6))
        {
            case 0 or 1:
                break;
            case 2 or 3:
                AcquireAsPerson(++_people, RandomClaims()[0].Resource);
                break;
            case 4 when number > 0 && Ended < settlements:
                _table.Renew(number, new Timestamp(_now + _random.Next(1, 60)));
                break;
            case 5 when number > 0 && _random.Next(3) == 0:
                var opened = _table.FindPerson(number)!.Resource;
                _tokens[opened]++;
                Assert.Equal(_tokens[opened], _table.ForceOpen(number));
                _naive.Release(LockOwner.Person(number));
                Wake(LockOwner.Person(number));
                break;
            default:
                if (number > 0)
                {
                    AcquireAsPerson(number, _table.FindPerson(number)!.Resource);
                }

                break;
        }
    }

    private void AcquireAsPerson(long number, Resource resource)
    {
        var owner = LockOwner.Person(number);
        var claim = new LockClaim(resource, _random.Next(3) == 0 ? LockMode.Exclusive : LockMode.Shared);
        var decision = LockArbiter.DecideForPerson(_table, owner, claim, _upgrades);
        var isNew = !_naive.Holds(owner);
        var isStronger = isNew || _table.ModeOf(owner, resource) != LockMode.Exclusive;
        var inTheWay = !isStronger ? [] : _naive.InTheWay(owner, [claim], _ => true);
        Assert.Equal(inTheWay, decision.Blockers);
        Assert.Equal(inTheWay.Count == 0 ? LockVerdict.Granted : LockVerdict.Refused, decision.Verdict);
        if (decision.Verdict == LockVerdict.Refused)
        {
            Refusals++;
            return;
        }

        Leases++;
        _tokens[resource] = _tokens.GetValueOrDefault(resource) + 1;
        var granted = _table.GrantToPerson(Locks.Person(number, "S:a0", _now + _random.Next(1, 60)) with
        {
            Resource = resource,
            Mode = claim.Mode,
        });
        Assert.Equal(_tokens[resource], granted.Token);
        _naive.Grant(owner, [claim]);
    }
}
