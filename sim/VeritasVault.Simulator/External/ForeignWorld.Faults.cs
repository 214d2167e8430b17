using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>What becomes of one try of a call.</summary>
internal sealed partial class ForeignWorld
{
    private const int RarePercent = 12;

    private void Try(CallUnderWay call)
    {
        if (call.IsOver || call.Process != _process)
        {
            return;
        }

        call.Tries++;
        if (IsAway(call.Ledger))
        {
            Fail(call, ForeignFailure.Unreachable);
            return;
        }

        var fault = Draw(call);
        if (fault is not (CallFault.Refused or CallFault.HoldLapsed))
        {
            Coverage.Count(call.Call, fault);
        }

        _trace?.Add($"{call.Request.Ledger} is called, try {call.Tries}: {call.Request.Key}, {fault}");
        Strike(call, fault);
    }

    private void Strike(CallUnderWay call, CallFault fault)
    {
        switch (fault)
        {
            case CallFault.RequestLost:
                TimeOut(call);
                break;
            case CallFault.AnswerLost:
                Arrive(call, _ => { });
                TimeOut(call);
                break;
            case CallFault.AnswerLate:
                Arrive(call, reply => After(Patience + OnTheWay(), () => Deliver(call, reply)));
                TimeOut(call);
                break;
            case CallFault.AnswerTwice:
                Arrive(call, reply =>
                {
                    Answer(call, reply);
                    After(2 * OnTheWay(), () => Deliver(call, reply));
                });
                break;
            case CallFault.OldAnswer:
                Arrive(call, reply => After(OnTheWay(), () => SayAgain(call, reply)));
                break;
            case CallFault.Refused:
                After(OnTheWay(), () => Refuse(call));
                break;
            case CallFault.Busy:
                After(2 * OnTheWay(), () => Fail(call, ForeignFailure.Busy));
                break;
            case CallFault.Unreachable:
                _awayUntil[call.Ledger.Id] = _time.MonotonicMicros
                    + (_random.Between(1, HoursAwayMax) * TimeSpan.MicrosecondsPerHour);
                Fail(call, ForeignFailure.Unreachable);
                break;
            case CallFault.WrongAnswer:
                BreakProtocol(call);
                break;
            case CallFault.UnknownId:
                NotFound(call);
                break;
            case CallFault.HoldLapsed:
                Dawdle(call);
                break;
            default:
                Arrive(call, reply => Answer(call, reply));
                break;
        }
    }

    private CallFault Draw(CallUnderWay call)
    {
        for (var fault = CallFault.RequestLost; fault <= CallFault.HoldLapsed && !_isHealed; fault++)
        {
            if (_random.Chance(PercentOf(fault, call)) && CanStrike(fault, call))
            {
                return fault;
            }
        }

        return CallFault.None;
    }

    // What few calls can meet, those must meet often enough.
    private int PercentOf(CallFault fault, CallUnderWay call)
    {
        var isRare = (fault, call.Call) switch
        {
            (CallFault.Refused, ForeignCall.Commit or ForeignCall.Abort) => true,
            (CallFault.HoldLapsed, ForeignCall.Prepare) => true,
            _ => false,
        };
        var drawn = _knobs.Foreign.FaultPercents[(int)fault];
        return isRare ? Math.Max(drawn, RarePercent) : drawn;
    }

    private static bool CanStrike(CallFault fault, CallUnderWay call) => fault switch
    {
        CallFault.GivenUp => false,
        CallFault.UnknownId => call.Call == ForeignCall.Commit,
        CallFault.Refused => call.Call switch
        {
            ForeignCall.Prepare => true,
            ForeignCall.Commit => call.Ledger.Hold == LedgerHold.None,
            _ => call.Ledger.Hold == LedgerHold.Compensating,
        },
        CallFault.HoldLapsed => call.Ledger.Find(call.Name) is { HeldUntil: not null } held
            && call.Ledger.IsHeld(held),
        _ => true,
    };

    // The request travels whatever becomes of its sender; what it brings about is told by the answer.
    private void Arrive(CallUnderWay call, Action<ForeignReplyCommand> answer) =>
        After(OnTheWay(), () => answer(Take(call)));

    private ForeignReplyCommand Take(CallUnderWay call)
    {
        var stands = call.Ledger.Take(call.Call, call.Name, call.Legs, call.Request.HoldUntil, Now);
        var state = call.Call == ForeignCall.Commit && stands.State == ForeignState.Prepared
            ? ForeignState.Committed
            : stands.State;
        if (state == ForeignState.Refused)
        {
            Coverage.Count(call.Call, CallFault.Refused);
        }
        else if (stands.HasLapsed)
        {
            Coverage.Count(call.Call, CallFault.HoldLapsed);
        }

        return call.Told with
        {
            State = state,
            Code = stands.Code,
            HeldUntil = state == ForeignState.Prepared ? stands.HeldUntil : null,
        };
    }

    private void Answer(CallUnderWay call, ForeignReplyCommand reply) =>
        After(OnTheWay(), () => Deliver(call, reply));

    private void SayAgain(CallUnderWay call, ForeignReplyCommand reply)
    {
        if (_said.TryGetValue(reply.Settlement, out var earlier))
        {
            Deliver(call, _random.Pick(earlier), ends: false);
        }

        Deliver(call, reply);
    }

    // A refund is refused by a failure: the transfer stands, and somebody has to see to it.
    private void Refuse(CallUnderWay call)
    {
        if (call.Call == ForeignCall.Abort)
        {
            Coverage.Count(call.Call, CallFault.Refused);
            Fail(call, ForeignFailure.Rejected);
            return;
        }

        call.Ledger.Refuse(call.Name, call.Legs);
        Answer(call, Take(call));
    }

    private void BreakProtocol(CallUnderWay call)
    {
        var takesEffect = _random.Chance(50);
        After(OnTheWay(), () =>
        {
            if (takesEffect)
            {
                Take(call);
            }

            After(OnTheWay(), () => Fail(call, ForeignFailure.Broken));
        });
    }

    // A ledger that only commits must not say so, and whoever calls it takes it for a breach of the protocol.
    private void NotFound(CallUnderWay call)
    {
        if (call.Ledger.Hold == LedgerHold.None)
        {
            After(2 * OnTheWay(), () => Fail(call, ForeignFailure.Broken));
        }
        else
        {
            Answer(call, call.Told with { State = ForeignState.NotFound });
        }
    }

    private void Dawdle(CallUnderWay call)
    {
        var until = call.Ledger.Find(call.Name)!.HeldUntil!.Value;
        After(until.Micros - Now.Micros + OnTheWay(), () => Answer(call, Take(call)));
    }

    private void TimeOut(CallUnderWay call) => After(Patience, () => Fail(call, ForeignFailure.TimedOut));

    private void Fail(CallUnderWay call, ForeignFailure failure)
    {
        if (call.IsOver || call.Process != _process)
        {
            return;
        }

        var triesMax = call.Request.Recovery?.Tries ?? _knobs.Foreign.TriesMax;
        var isLast = call.Tries >= triesMax
            || failure is ForeignFailure.Rejected or ForeignFailure.Broken;
        if (isLast)
        {
            Coverage.Count(call.Call, CallFault.GivenUp);
        }

        Deliver(call, call.Told with
        {
            Failure = failure,
            IsGivenUp = isLast,
            Tries = call.Tries,
            Text = failure.ToString(),
        }, ends: isLast);
        if (!isLast)
        {
            After(Patience * call.Tries, () => Try(call));
        }
    }

    private void Deliver(CallUnderWay call, ForeignReplyCommand reply, bool ends = true)
    {
        if (call.Process != _process)
        {
            return;
        }

        call.IsOver |= ends;
        _trace?.Add($"{call.Request.Ledger} answers {reply.Call} of operation {reply.Operation}: "
            + $"{reply.State} {reply.Failure}{(reply.IsGivenUp ? ", given up" : string.Empty)}");
        if (!_said.TryGetValue(reply.Settlement, out var earlier))
        {
            _said.Add(reply.Settlement, earlier = []);
        }

        earlier.Add(reply);
        call.Deliver(reply);
    }
}
