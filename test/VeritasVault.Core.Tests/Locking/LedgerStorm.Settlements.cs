namespace VeritasVault.Core.Tests;

/// <summary>Settlements of all kinds, and what brings each of them to its end.</summary>
internal sealed partial class LedgerStorm
{
    private void Submit()
    {
        var prepare = _random.Next(10) switch
        {
            0 => PrepareMode.Expiring,
            1 => PrepareMode.Binding,
            _ => PrepareMode.None,
        };

        // Nobody promises that funds ever come, and a lock is waited for a minute only where there is no deadline.
        var shortage = _random.Next(2) == 0 ? OnShortage.Wait : OnShortage.Fail;
        var isDated = prepare == PrepareMode.Expiring || shortage == OnShortage.Wait;
        Instruction[] legs = [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => RandomLeg())];
        if (_random.Next(4) == 0)
        {
            legs = [.. legs, ForeignLeg()];
        }

        var request = new SettlementRequest
        {
            Id = new SettlementId(((UInt128)1 << 80) + (UInt128)(++_started)),
            Legs = legs,
            Deadline = isDated ? new Timestamp(Now.Micros + _random.Next(1, 20_000_000)) : null,
            Terms = new SettlementTerms
            {
                Isolation = _random.Next(5) < 2 ? Isolation.Exclusive : Isolation.Escrow,
                OnShortage = shortage,
                Consent = _random.Next(3) == 0 ? ConsentTerm.Explicit : ConsentTerm.ByPolicy,
                Prepare = prepare,
            },
        };
        Asked = request.Id;
        Write(Core.Submit(request, null, Operator, Now, out _));
    }

    private Instruction RandomLeg()
    {
        var from = _random.Next(Owners);
        var to = (from + _random.Next(1, Owners)) % Owners;
        return new Instruction(
            AccountId.Parse(Owner(from)), AccountId.Parse(Owner(to)), AssetOf(_random.Next(Assets)),
            _random.Next(1, 200));
    }

    private Instruction ForeignLeg()
    {
        var leg = RandomLeg();
        return leg with
        {
            From = AccountId.Parse($"{leg.From}.bank"),
            To = AccountId.Parse($"{leg.To}.bank"),
            Ledger = Bank,
        };
    }

    private void GoOn(OpenSettlement one)
    {
        if (ForeignPlan.Awaited(Core.State, one) is { } call)
        {
            Answer(one, call);
        }
        else if (one.IsUnderWay)
        {
            Finish(one);
        }
        else
        {
            Speak(one);
        }
    }

    // An external ledger answers, fails or refuses; or the operator has had enough.
    private void Answer(OpenSettlement one, NextCall call)
    {
        if (call.Call is ForeignCall.Begin or ForeignCall.Prepare && _random.Next(12) == 0)
        {
            Execute(new AbortCommand { Id = NextId(), Actor = Operator, Settlement = one.Request.Id });
            return;
        }

        var fails = call.Call != ForeignCall.Begin && _random.Next(8) == 0;
        var state = call.Call switch
        {
            ForeignCall.Commit => ForeignState.Committed,
            ForeignCall.Abort => ForeignState.Aborted,
            ForeignCall.Prepare when _random.Next(6) > 0 => ForeignState.Prepared,
            ForeignCall.Prepare => ForeignState.Refused,
            _ => ForeignState.NotFound,
        };
        var reply = new ForeignReplyCommand(one.Request.Id, one.Attempt, call.Operation, call.Call)
        {
            State = fails || call.Call == ForeignCall.Begin ? default : state,
            Failure = fails ? ForeignFailure.TimedOut : ForeignFailure.None,
            Tries = fails ? 1 : 0,
        };
        Write(Core.Reply(reply, Now));
    }

    // What is prepared here waits for a word, and may wait long enough to lapse.
    private void Finish(OpenSettlement one)
    {
        var chance = _random.Next(10);
        if (chance < 2)
        {
            Execute(new ExecuteCommand { Id = NextId(), Actor = Operator, Settlement = one.Request.Id });
        }
        else if (chance == 2)
        {
            Execute(new CancelCommand { Id = NextId(), Actor = Operator, Settlement = one.Request.Id });
        }
    }

    // Consents come late, so that an old settlement asks for what younger ones have taken meanwhile.
    private void Speak(OpenSettlement one)
    {
        _finder.Find(one, Now, _lacks);
        var missing = _lacks.FindIndex(lack => lack.Kind == WaitKind.Consent);
        if (missing >= 0)
        {
            Asked = one.Request.Id;
            Execute(new ConsentCommand
            {
                Id = NextId(),
                Actor = ActorId.Local(Core.State.Participants[_lacks[missing].Participant].Id.Value),
                Settlement = one.Request.Id,
            });
        }
        else if (_random.Next(30) == 0)
        {
            Execute(new CancelCommand { Id = NextId(), Actor = Operator, Settlement = one.Request.Id });
        }
    }
}
