using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>External ledgers, accounts on them, legs there, and what the operator says about what is stuck.</summary>
internal sealed partial class WorkloadGenerator
{
    private const int AccountsOnEach = 3;

    private readonly List<(AccountId Id, int Owner, LedgerId Ledger)> _abroad = [];

    private void MakeAbroad()
    {
        for (var i = 0; i < knobs.Foreign.Holds.Length; i++)
        {
            var ledger = LedgerId.Parse($"x{i}");
            var hold = knobs.Foreign.Holds[i];
            Add(Note(new RegisterLedger
            {
                Id = NextCommandId(),
                Actor = Knobs.Operator,
                Ledger = ledger,
                Hold = hold,
                HoldSecondsMax = hold == LedgerHold.TimeLimited ? knobs.Foreign.HoldSeconds : null,
            }));
            for (var j = 0; j < AccountsOnEach; j++)
            {
                Add(OpenAbroad(ledger));
            }
        }
    }

    private CommandOperation OpenAbroad(LedgerId ledger)
    {
        var id = AccountId.Parse($"{ledger}-{_abroad.Count}");
        var owner = foreign.Below(_participants.Count);
        _abroad.Add((id, owner, ledger));
        return Note(new OpenAccount
        {
            Id = NextCommandId(),
            Actor = Knobs.Operator,
            Account = id,
            Owner = _participants[owner],
            Ledger = ledger,
        });
    }

    private int OwnerIndexOf(AccountId account)
    {
        var place = _abroad.FindIndex(known => known.Id == account);
        return place >= 0 ? _abroad[place].Owner : _accounts.Find(known => known.Id == account).Owner;
    }

    /// <summary>Some of the legs are carried out elsewhere; now and then one that cannot be.</summary>
    private void MoveAbroad(Instruction[] legs)
    {
        if (_abroad.Count > 0 && foreign.Chance(knobs.Foreign.SettlementPercent))
        {
            PutAbroad(legs);
        }
    }

    private void PutAbroad(Instruction[] legs)
    {
        var hasLast = false;
        for (var i = 0; i < legs.Length; i++)
        {
            var from = foreign.Pick(_abroad);
            var isLast = knobs.Foreign.Holds[from.Ledger.Value[1] - '0'] == LedgerHold.None;
            if ((i == 0 || foreign.Chance(knobs.Foreign.LegPercent)) && (!isLast || !hasLast || foreign.Chance(10)))
            {
                legs[i] = LegAbroad(legs[i], from.Id, from.Ledger);
                hasLast |= isLast;
            }
        }
    }

    private Instruction LegAbroad(Instruction leg, AccountId from, LedgerId ledger)
    {
        var there = _abroad.FindAll(known => known.Ledger == ledger);
        return new Instruction(
            from,
            foreign.Chance(98) ? foreign.Pick(there).Id : leg.To,
            foreign.Pick(_assets).Id,
            foreign.Between(1, 60))
        {
            Ledger = foreign.Chance(98) ? ledger : default,
        };
    }

    /// <summary>A trade as a sensible proposer submits it: named right, permitted, and with time to be carried
    /// out.</summary>
    private SubmitOperation TradeAbroad()
    {
        var legs = new Instruction[foreign.Between(1, 3)];
        for (var i = 0; i < legs.Length; i++)
        {
            legs[i] = new Instruction(
                foreign.Pick(_accounts).Id, foreign.Pick(_accounts).Id, foreign.Pick(_assets).Id,
                foreign.Between(1, 40));
        }

        PutAbroad(legs);
        NameAuthorisers(legs);
        var mayBind = !knobs.Foreign.Holds.Contains(LedgerHold.TimeLimited);
        var prepare = foreign.Below(8) switch
        {
            < 5 => PrepareMode.None,
            < 7 => PrepareMode.Expiring,
            _ => mayBind ? PrepareMode.Binding : PrepareMode.None,
        };
        var isOperator = prepare == PrepareMode.Binding || foreign.Chance(50);
        var actor = isOperator ? Knobs.Operator : OwnerOf(legs[0].From);
        var request = Signed(new SettlementRequest
        {
            Id = NextId(),
            Kind = SettlementKind.Dvp,
            Legs = legs,
            Deadline = prepare == PrepareMode.Expiring || foreign.Chance(20) ? InTime() : null,
            Terms = new SettlementTerms
            {
                OnShortage = foreign.Chance(40) ? OnShortage.Wait : OnShortage.Fail,
                Prepare = prepare,
                Isolation = NewIsolation(),
                Recovery = foreign.Chance(30)
                    ? new RecoveryPolicy(foreign.Between(1, 6), foreign.Between(1, 500), foreign.Between(500, 5000))
                    : null,
            },
            Secret = SecretFor(legs),
        });
        return Note(request, actor);
    }

    // Later than a hold must stand, so that the margin is no reason to refuse.
    private Timestamp InTime() =>
        new(Soon(foreign).Micros + foreign.BelowLong(1200 * TimeSpan.MicrosecondsPerSecond));

    private Isolation NewIsolation() =>
        knobs.Foreign.ExclusivePercent > 0 && foreign.Chance(knobs.Foreign.ExclusivePercent)
            ? Isolation.Exclusive
            : Isolation.Escrow;

    private CommandOperation? OperatorHelps()
    {
        if (_settlements.Count == 0)
        {
            return null;
        }

        var abroad = _settlements.FindAll(known => known.Request.Legs.Any(leg => !leg.Ledger.IsEmpty));
        var among = abroad.Count > 0 ? abroad : _settlements;
        var (request, proposer) = among[^(1 + foreign.Below(Math.Min(8, among.Count)))];
        var actor = foreign.Chance(95) ? Knobs.Operator : proposer;
        return Note(foreign.Chance(75)
            ? new RetryCommand { Id = NextCommandId(), Actor = actor, Settlement = request.Id }
            : new AbortCommand
            {
                Id = NextCommandId(),
                Actor = actor,
                Settlement = request.Id,
                Reason = foreign.Chance(50) ? "no way forward" : string.Empty,
            });
    }
}
