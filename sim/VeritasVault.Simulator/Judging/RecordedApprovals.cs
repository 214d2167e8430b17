using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>The signatures that came with submissions: what was sent, and what each record holds of it.</summary>
internal sealed class RecordedApprovals
{
    private readonly Dictionary<long, List<Approval>> _recorded = [];
    private readonly HashSet<(SettlementId, Approval)> _sent = [];

    private RecordedApprovals(IEnumerable<SettlementRequest> sent)
    {
        foreach (var request in sent)
        {
            _sent.UnionWith(request.Approvals.Select(approval => (request.Id, approval)));
        }
    }

    public static RecordedApprovals Read(Evidence evidence)
    {
        var read = new RecordedApprovals(
            evidence.Workload.Operations.OfType<SubmitOperation>().SelectMany(submit => submit.Requests));
        if (read._sent.Count == 0)
        {
            return read;
        }

        var state = evidence.Engine.Projection.State;
        RecordWalk.Settlements(evidence, (record, recordNo) =>
        {
            if (record is { Cause: Cause.Submit or Cause.Approve, Approvals.Count: > 0 })
            {
                read._recorded.Add(
                    recordNo,
                    [
                        .. Enumerable.Range(0, record.Approvals.Count)
                            .Select(place => record.Approvals[place].WithNames(state)),
                    ]);
            }
        });
        return read;
    }

    /// <summary>The signatures in a record.</summary>
    public IReadOnlyList<Approval> Of(long recordNo) => _recorded.GetValueOrDefault(recordNo) ?? [];

    /// <summary>Whether somebody sent this signature for this settlement.</summary>
    public bool WasSent(SettlementId settlement, Approval approval) => _sent.Contains((settlement, approval));
}
