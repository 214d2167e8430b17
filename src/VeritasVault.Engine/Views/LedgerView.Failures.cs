using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>What did not succeed.</summary>
public sealed partial class LedgerView
{
    /// <summary>Every attempt of a settlement that did not succeed, and its failure if it failed, in their order; null
    /// when the id is unknown.</summary>
    public IReadOnlyList<FailureInfo>? Failures(SettlementId id) => Ask(state =>
    {
        if (_projection.FindEntry(id) is not { } entry)
        {
            return null;
        }

        var failures = new List<FailureInfo>();
        var attempt = 1;
        foreach (var place in entry.Refs)
        {
            var record = (SettlementRecord)Read(place, withBody: false);
            if (record.Cause == Cause.EraseMetadata)
            {
                continue;
            }

            AddFailures(failures, record, attempt);
            attempt += record.Cause == Cause.Wound ? 1 : 0;
        }

        return (IReadOnlyList<FailureInfo>)failures;
    });

    private static void AddFailures(List<FailureInfo> failures, SettlementRecord record, int attempt)
    {
        FailureInfo Failed(FailureCategory category, string code, int operation, string text) => new(
            record.At, category, code, record.Reached, operation, attempt, text, record.RecordNo);

        if (record.Cause == Cause.Wound)
        {
            failures.Add(Failed(
                FailureCategory.ConcurrencyConflict,
                "WOUNDED",
                0,
                "an older settlement took the locks; it starts over"));
        }

        if (record.Reply is { Failure: not ForeignFailure.None } lost)
        {
            failures.Add(Failed(FailureCategory.System, NameOf(lost.Failure), lost.Operation, WordsOf(lost)));
        }
        else if (record.Reply is { State: ForeignState.Refused } refused)
        {
            var code = OutcomeCode.ForeignRefused;
            failures.Add(Failed(code.Describe().Category, code.Name(), refused.Operation, WordsOf(refused)));
        }

        // Told once, where it ended: the records of its rollback repeat the code.
        if (record is { IsDecided: true, Code: not OutcomeCode.Settled })
        {
            failures.Add(Failed(
                record.Code.Describe().Category, record.Code.Name(), 0,
                record.Reason.Length > 0 ? record.Reason : record.Detail?.ToString() ?? string.Empty));
        }
    }

    private static string NameOf(ForeignFailure failure) => failure switch
    {
        ForeignFailure.Unreachable => "FOREIGN_UNREACHABLE",
        ForeignFailure.TimedOut => "FOREIGN_TIMED_OUT",
        ForeignFailure.Busy => "FOREIGN_BUSY",
        ForeignFailure.Rejected => "FOREIGN_REJECTED",
        ForeignFailure.Broken => "FOREIGN_BROKEN",
        ForeignFailure.None => throw new InvariantException("a reply is no failure"),
    };

    /// <summary>What was called and what was said.</summary>
    internal static string WordsOf(ForeignReplyCommand reply)
    {
        var said = $"{reply.Code} {reply.Text}".Trim();
        var call = reply.Call.ToString().ToLowerInvariant();
        var words = said.Length == 0 ? call : $"{call}: {said}";
        return reply.IsGivenUp ? words + " (waits for the operator)" : words;
    }
}
