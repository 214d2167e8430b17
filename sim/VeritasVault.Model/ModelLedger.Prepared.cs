using System.Numerics;

namespace VeritasVault.Model;

/// <summary>Holding back, reserving, executing, and undoing what was reserved.</summary>
public sealed partial class ModelLedger
{
    /// <summary>What the reserved settlements take out of a position.</summary>
    public BigInteger Reserved(string account, string asset) =>
        NetsOfReserved(account, asset).Where(net => net < 0).Aggregate(BigInteger.Zero, (sum, net) => sum - net);

    /// <summary>What they bring to it.</summary>
    public BigInteger Promised(string account, string asset) =>
        NetsOfReserved(account, asset).Where(net => net > 0).Aggregate(BigInteger.Zero, (sum, net) => sum + net);

    public ModelOutcome Execute(string command, string actor, string settlement, long time) =>
        Speak("execute", command, actor, settlement, null, "", null, (open, _) =>
        {
            if (open.Code == "PREPARED" && open.IsExpiredAt(time))
            {
                return Abort(open, "DEADLINE_PASSED");
            }

            var refusal = First(
                ("NOT_PREPARED", () => open.Code != "PREPARED"),
                ("PREPARED_FROZEN", () => AccountsOf(open.Settlement).Any(a => StatusOf(a) != "OPEN")),
                ("CONSENT_VOID", () => !AreConsentsGiven(open, time, null)));
            if (refusal is not null)
            {
                return new ModelOutcome(refusal);
            }

            return Follow(open, Decision(open, time, null, isOrdered: true), time);
        });

    public ModelOutcome Hold(string command, string actor, string settlement, string? onBehalfOf) =>
        Speak("hold", command, actor, settlement, onBehalfOf, "", null, (open, speaker) =>
        {
            var refusal = First(
                ("TOO_LATE", () => open.IsReserved),
                ("ALREADY_ON_HOLD", () => open.Holders.Contains(speaker!)));
            if (refusal is not null)
            {
                return new ModelOutcome(refusal);
            }

            open.Holders.Add(speaker!);
            return new ModelOutcome("WAITING", open.Stage);
        });

    public ModelOutcome Release(string command, string actor, string settlement, string? onBehalfOf, long time) =>
        Speak("release", command, actor, settlement, onBehalfOf, "", null, (open, speaker) =>
            open.Holders.Remove(speaker!) ? Move(open, time, null) : new ModelOutcome("NOT_ON_HOLD"));

    private BigInteger Available(string account, string asset) => Balance(account, asset) - Reserved(account, asset);

    private IEnumerable<BigInteger> NetsOfReserved(string account, string asset) =>
        _open.Where(open => open.IsReserved).Select(open => Net(open.Settlement).GetValueOrDefault((account, asset)));

    /// <summary>Decides against a settlement; what is done for it is undone first, abroad before here.</summary>
    private ModelOutcome Abort(ModelOpen open, string code)
    {
        if (!open.IsReserved)
        {
            var outcome = new ModelOutcome(code, "FAILED");
            Pin(open, outcome);
            return outcome;
        }

        open.Doom = code;
        open.Operations.ForEach(one => one.IsStuck = false);
        if (ToUndo(open) is null)
        {
            GiveBack(open);
        }

        return new ModelOutcome(code, open.Stage);
    }

    private void Reserve(ModelOpen open)
    {
        open.IsReserved = true;
        open.Operations.AddRange(Plan(open.Settlement));
        TouchWhatGoesOut(open.Settlement);
    }

    private void GiveBack(ModelOpen open)
    {
        open.IsReserved = false;
        TouchWhatGoesOut(open.Settlement);
    }

    /// <summary>Settles here what external ledgers have to be told yet.</summary>
    private void Commit(ModelOpen open)
    {
        open.IsReserved = false;
        open.IsCommitted = true;
        open.Stage = "COMMITTING";
        Book(open.Settlement);
    }

    private void TouchWhatGoesOut(ModelSettlement settlement)
    {
        foreach (var ((account, asset), net) in Net(settlement))
        {
            if (net < 0)
            {
                NewVersion(account, asset);
            }
        }
    }

    private void NewVersion(string account, string asset)
    {
        var position = Touch(account, asset);
        position.Version++;
        position.StatedFloor = _assets[asset].Issuer != account ? -position.CreditLimit
            : _assets[asset].IssuanceLimit is { } limit ? -limit : null;
    }

    private ModelOutcome Bury(string actor, string settlement)
    {
        var outcome = new ModelOutcome("CANCELLED", "FAILED");
        _decided.Add(settlement, (null, actor, outcome));
        return outcome;
    }
}
