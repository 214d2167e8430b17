namespace VeritasVault.Model;

/// <summary>Settlements with legs on external ledgers.</summary>
public sealed partial class ModelLedger
{
    private const long HoldMargin = 5_000_000;
    private const int HoldSecondsMax = 30 * 24 * 60 * 60;

    private static readonly string[] Holds = ["binding", "timelimited", "compensating", "none"];

    // What each external ledger offers between preparing and deciding.
    private readonly Dictionary<string, string> _ledgers = [];

    public ModelOutcome RegisterLedger(
        string command, string actor, string ledger, string hold, int? holdSecondsMax = null) =>
        Administer(command, actor, $"ledger {ledger} {hold} {holdSecondsMax}",
            [
                ("ID_MALFORMED", () => !IsName(ledger)),
                ("PARAMETER_OUT_OF_RANGE", () => !Holds.Contains(hold)),
                ("PARAMETER_OUT_OF_RANGE", () => hold == "timelimited"
                    ? holdSecondsMax is not (>= 1 and <= HoldSecondsMax)
                    : holdSecondsMax is not null),
            ],
            [("LEDGER_EXISTS", () => _ledgers.ContainsKey(ledger))],
            () => _ledgers.Add(ledger, hold));

    /// <summary>
    /// The call whose reply moves a settlement on: about which operation, from 1, or 0 to begin, and which call. Null
    /// when it is somebody else's move.
    /// </summary>
    public (int Operation, string Call)? Awaited(string settlement)
    {
        var open = FindOpen(settlement)!;
        if (open.Doom is not null)
        {
            var undo = ToUndo(open);
            return undo is null ? null : (open.Operations.IndexOf(undo) + 1, "abort");
        }

        if (open.IsCommitted)
        {
            var commit = open.Operations.FindIndex(one => one.State != "committed");
            return commit < 0 ? null : (commit + 1, "commit");
        }

        if (!open.IsReserved || open.Operations.Count == 0 || !open.IsBegun)
        {
            return open.IsReserved && open.Operations.Count > 0 ? (0, "begin") : null;
        }

        var prepare = open.Operations.FindIndex(one => one.State == "planned" && !IsCommitOnly(one));
        return open.Delegated is { } delegated ? (delegated, "commit")
            : prepare < 0 ? null
            : (prepare + 1, "prepare");
    }

    /// <summary>Takes what came of a call; null when nobody waits for it, and then nothing is recorded.</summary>
    public ModelOutcome? Reply(ModelReply reply, long time)
    {
        if (FindOpen(reply.Settlement) is not { } open || open.Attempt != reply.Attempt
            || Awaited(reply.Settlement) != (reply.Operation, reply.Call))
        {
            return null;
        }

        if (reply.Call == "begin")
        {
            open.IsBegun = true;
            return Move(open, time, null);
        }

        var one = open.Operations[reply.Operation - 1];
        one.IsStuck = reply.IsGivenUp;
        if (reply.State is not null)
        {
            var before = one.State;
            one.HeldUntil = reply.HeldUntil;
            one.State = StateAfter(open, one, reply);
            one.IsStuck |= one.State == before;
        }

        if (open.Doom is not null && open.IsReserved && ToUndo(open) is null)
        {
            GiveBack(open);
        }

        if (open.Doom is not null || open.IsCommitted || reply.State is null)
        {
            return new ModelOutcome(open.Doom ?? open.Code, open.Stage);
        }

        if (one.State == "committed")
        {
            Commit(open);
            return new ModelOutcome(open.Code, open.Stage);
        }

        return one.State == "aborted" ? Abort(open, "FOREIGN_REFUSED") : Move(open, time, null);
    }

    /// <summary>The operator lets what is stuck be tried again.</summary>
    public ModelOutcome TryAgain(string command, string actor, string settlement) =>
        Speak("retry", command, actor, settlement, null, "", null, (open, _) =>
        {
            if (!open.Operations.Exists(one => one.IsStuck))
            {
                return new ModelOutcome("NOT_STUCK");
            }

            open.Operations.ForEach(one => one.IsStuck = false);
            return new ModelOutcome(open.Doom ?? open.Code, open.Stage);
        });

    /// <summary>The operator gives a settlement up.</summary>
    public ModelOutcome GiveUp(string command, string actor, string settlement, string reason = "") =>
        Speak("abort", command, actor, settlement, null, reason, null, (open, _) =>
            open.Delegated is not null || open.IsBound
                ? new ModelOutcome("TOO_LATE")
                : Abort(open, "OPERATOR_ABORTED"));

    /// <summary>Ends a settlement of which nothing is left to do, as the engine does at once: it is rolled back, or all
    /// external ledgers have confirmed it.</summary>
    public ModelOutcome Finish(string settlement)
    {
        var open = FindOpen(settlement)!;
        if (open.Doom is null ? Awaited(settlement) is not null || !open.IsCommitted : open.IsReserved)
        {
            throw new InvalidOperationException($"{settlement} is {open.Code}, not at its end");
        }

        var outcome = open.Doom is { } doom
            ? new ModelOutcome(doom, "FAILED")
            : new ModelOutcome("SETTLED", "COMPLETED");
        Pin(open, outcome);
        return outcome;
    }

    /// <summary>The external ledger that keeps an account; null when this one does, or nobody.</summary>
    private string? HomeOf(string account) => _accounts.TryGetValue(account, out var found) ? found.Ledger : null;

    private bool IsForeign(ModelLeg leg) => HomeOf(leg.From) is not null;

    private bool IsCommitOnly(ModelOperation operation) => _ledgers[operation.Ledger] == "none";

    private bool AllNamesExist(ModelSettlement s) => s.Legs.All(leg =>
        _accounts.ContainsKey(leg.From) && _accounts.ContainsKey(leg.To) && _assets.ContainsKey(leg.Asset));

    /// <summary>Ledgers that hold take their legs together; the others move one at a time. Who cannot prepare comes
    /// last.</summary>
    private ModelOperation[] Plan(ModelSettlement settlement)
    {
        var operations = new List<ModelOperation>();
        for (var i = 0; i < settlement.Legs.Count; i++)
        {
            if (HomeOf(settlement.Legs[i].From) is not { } ledger)
            {
                continue;
            }

            var together = operations.Find(one => one.Ledger == ledger && _ledgers[ledger] is not
                ("compensating" or "none"));
            if (together is null)
            {
                operations.Add(new ModelOperation(ledger, i));
            }
            else
            {
                together.Legs.Add(i);
            }
        }

        return [.. operations.Where(one => !IsCommitOnly(one)), .. operations.Where(IsCommitOnly)];
    }

    /// <summary>The last operation that may have been called and is not known to be undone. One that cannot be undone
    /// is called only when its word decides.</summary>
    private ModelOperation? ToUndo(ModelOpen open) => !open.IsBegun ? null
        : open.Operations.FindLast(one => one.State is "planned" or "prepared" && !IsCommitOnly(one));

    private static string StateAfter(ModelOpen open, ModelOperation one, ModelReply reply)
    {
        var isNo = reply.State is "aborted" or "refused";
        return reply.Call switch
        {
            "prepare" when reply.State == "prepared" => "prepared",
            "prepare" or "abort" when isNo => "aborted",
            "commit" when reply.State == "committed" => "committed",

            // Only who decides may still say no.
            "commit" when isNo && !open.IsCommitted => "aborted",
            _ => one.State,
        };
    }

    /// <summary>What follows when everybody is prepared.</summary>
    private Verdict Decision(ModelOpen open, long time, string? consenting, bool isOrdered)
    {
        if (open.IsExpiredAt(time))
        {
            return new Verdict("DEADLINE_PASSED", open.Stage);
        }

        if (open.Settlement.Prepare != "none" && !isOrdered)
        {
            return new Verdict("PREPARED", open.Stage);
        }

        if (open.Operations.Exists(one => one.HeldUntil - time < HoldMargin))
        {
            return new Verdict("FOREIGN_HOLD_TOO_SHORT", open.Stage);
        }

        if (AccountsOf(open.Settlement).Any(a => StatusOf(a) != "OPEN") || !AreConsentsGiven(open, time, consenting))
        {
            return new Verdict(open.Code, open.Stage);
        }

        var last = open.Operations.FindIndex(IsCommitOnly);
        return last >= 0 ? new Verdict("PREPARING", open.Stage) { Delegates = last + 1 }
            : open.Operations.Count > 0 ? new Verdict("COMMITTING", "COMMITTING")
            : new Verdict("SETTLED", "COMPLETED");
    }

    private Verdict JudgeUnderWay(ModelOpen open, long time, string? consenting)
    {
        var isPrepared = open.Operations.TrueForAll(one => one.State == "prepared" || IsCommitOnly(one));
        return open is { Code: "PREPARING", IsBegun: true, Delegated: null } && isPrepared
            ? Decision(open, time, consenting, isOrdered: false)
            : new Verdict(open.Doom ?? open.Code, open.Stage);
    }
}
