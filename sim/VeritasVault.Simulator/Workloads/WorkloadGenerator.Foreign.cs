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
        for (var i = 0; i < legs.Length && _abroad.Count > 0; i++)
        {
            if (!foreign.Chance(knobs.Foreign.LegPercent))
            {
                continue;
            }

            var from = foreign.Pick(_abroad);
            var there = _abroad.FindAll(known => known.Ledger == from.Ledger);
            var to = foreign.Chance(97) ? foreign.Pick(there).Id : legs[i].To;
            legs[i] = new Instruction(from.Id, to, foreign.Pick(_assets).Id, foreign.Between(1, 60))
            {
                Ledger = foreign.Chance(97) ? from.Ledger : default,
            };
        }
    }

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

        var (request, proposer) = _settlements[^(1 + foreign.Below(Math.Min(15, _settlements.Count)))];
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
