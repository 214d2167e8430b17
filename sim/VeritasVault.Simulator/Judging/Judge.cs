using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>Says whether a ledger has kept its promises. Everything it objects to is a
/// <see cref="FindingException"/>.</summary>
internal static class Judge
{
    private const int ProofsAtOpening = 1;
    private const int ProofsAtAudit = 3;
    private const int ProofsAtTheEnd = 12;

    /// <summary>After every opening: nothing acknowledged is missing or different, nothing is out of balance.</summary>
    public static void AfterOpening(Evidence evidence, bool audits)
    {
        NothingAcknowledgedIsLost(evidence, History.Read(evidence.View));
        Conserved(evidence);
        LogIsTheSame(evidence, () =>
        {
            LogJudge.AfterOpening(evidence);
            ProofJudge.Some(evidence, audits ? ProofsAtAudit : ProofsAtOpening);
        });
        if (audits)
        {
            Audit(evidence);
        }
    }

    /// <summary>At the end of a run, when everything sleeps: all of the above, and the model agrees with every
    /// answer.</summary>
    public static void AtTheEnd(Evidence evidence, Timestamp now)
    {
        var history = History.Read(evidence.View);
        NothingAcknowledgedIsLost(evidence, history);
        OrderIsReal(evidence);
        Conserved(evidence);
        ModelAgrees(evidence, history, now);
        LogIsTheSame(evidence, () =>
        {
            LogJudge.AtTheEnd(evidence);
            ProofJudge.Some(evidence, evidence.IsThorough ? ProofsAtTheEnd : ProofsAtOpening);
            ProofJudge.Early(evidence);
            if (evidence.Workload.Knobs.Foreign.HasLedgers)
            {
                ProofJudge.Abroad(evidence, evidence.IsThorough ? ProofsAtAudit : ProofsAtOpening);
            }
        });
    }

    public static void Audit(Evidence evidence)
    {
        var report = new Auditor(
            evidence.Store, evidence.Engine.Projection, evidence.Workload.Signatures, hasThreads: false)
            .Run(null, default);
        if (!report.Passed)
        {
            throw new FindingException($"the audit fails: {report.FirstDifference}");
        }
    }

    private static void ModelAgrees(Evidence evidence, History history, Timestamp now)
    {
        try
        {
            new ModelReplay(evidence, history).Run(now);
        }
        catch (InvalidOperationException error)
        {
            throw new FindingException($"the ledger did what the model would never do: {error.Message}");
        }
    }

    private static void NothingAcknowledgedIsLost(Evidence evidence, History history)
    {
        foreach (var seen in evidence.Journal.Observations)
        {
            if (seen.Answer.RecordNo == 0 || seen.Operation is DryRunOperation)
            {
                continue;
            }

            if (seen.Answer.RecordNo > history.Count)
            {
                throw new FindingException(
                    $"#{seen.Operation.Index} was answered {seen.Answer.Code} in record {seen.Answer.RecordNo}, "
                    + $"but the history ends with record {history.Count}");
            }

            MustAgree(seen, history.Of(seen.Answer.RecordNo));
        }
    }

    private static void MustAgree(Observation seen, IReadOnlyList<LedgerEvent> events)
    {
        var code = seen.Answer.Code;
        var recorded = events[^1].Code;
        var agrees = seen.Operation switch
        {
            SubmitOperation submit => events[0].Subject == submit.Requests[seen.Item].Id.ToString()
                && (IsUnderWay(code)
                    ? recorded is null || seen.Answer.IsReplay
                    : recorded == code || (recorded is null && events[0].Kind == "ROLLBACK_STARTED")),
            CommandOperation { Command: SettlementCommand command } =>
                events[0].Subject == command.Settlement.ToString()
                && (recorded == code
                    || (recorded is null && (IsUnderWay(code) || code == OutcomeCode.Applied
                        || events[0].Kind is "ROLLBACK_STARTED" or "RETRY_ORDERED"))),
            CommandOperation => code == OutcomeCode.Applied,
            _ => false,
        };
        if (!agrees || (seen.Answer.At != events[0].At && !seen.Answer.IsReplay))
        {
            throw new FindingException(
                $"#{seen.Operation.Index}.{seen.Item} was answered {seen.Answer}, "
                + $"the record says {events[0]}..{events[^1]}");
        }
    }

    private static bool IsUnderWay(OutcomeCode code) => code is OutcomeCode.Waiting or OutcomeCode.Prepared
        or OutcomeCode.Preparing or OutcomeCode.Committing or OutcomeCode.RollingBack;

    private static void OrderIsReal(Evidence evidence)
    {
        var owners = new Dictionary<long, Observation>();
        foreach (var seen in evidence.Journal.Observations.Where(o => o.IsRecorded))
        {
            if (seen.Answer.RecordNo <= seen.SentAfter)
            {
                throw new FindingException(
                    $"#{seen.Operation.Index} was sent after record {seen.SentAfter} was answered, "
                    + $"yet it is record {seen.Answer.RecordNo}");
            }

            if (!owners.TryAdd(seen.Answer.RecordNo, seen))
            {
                throw new FindingException(
                    $"#{seen.Operation.Index} and #{owners[seen.Answer.RecordNo].Operation.Index} "
                    + $"both made record {seen.Answer.RecordNo}");
            }
        }
    }

    private static void LogIsTheSame(Evidence evidence, Action look)
    {
        try
        {
            look();
        }
        catch (LedgerException error)
        {
            throw new FindingException($"the log cannot be read: {error.Message}");
        }
        catch (RecordFormatException error)
        {
            throw new FindingException($"a block cannot be read: {error.Message}");
        }

        if (evidence.Mark is { } mark && !evidence.Log.Knows(mark.Origin, mark.Size, mark.Root))
        {
            throw new FindingException($"the witness mark remembers {mark}, which was never durable");
        }
    }

    private static void Conserved(Evidence evidence)
    {
        if (evidence.View.FirstAssetNotConserved() is { } asset)
        {
            throw new FindingException($"the balances of {asset} do not sum to zero");
        }
    }
}
