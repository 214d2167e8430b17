using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>
/// The moments between two records. Keys begin and end to count by themselves, and a refusal has no time of its own: it
/// may have been said at any of them.
/// </summary>
internal sealed partial class ModelReplay
{
    private SignatureBook Book => _evidence.Workload.Book;

    private void NoteMoments(LedgerCommand command)
    {
        if (command is RegisterKey key)
        {
            _moments.UnionWith([key.ValidFrom?.Micros ?? 0, key.ValidUntil?.Micros ?? 0]);
        }
    }

    private List<long> Times(Observation seen, long recordNo)
    {
        var from = _history.Of(recordNo)[0].At.Micros;
        var times = new List<long> { from };
        var until = recordNo < _history.Count && !seen.IsOfTheEnd
            ? _history.Of(recordNo + 1)[0].At.Micros
            : Math.Max(from, _now);
        var leases = _model.Locks.Select(held => held.Expiry).Where(expiry => expiry > from && expiry <= until);
        if (until > from)
        {
            times.AddRange(leases);
        }

        if (_moments.Count > 0 && until > from)
        {
            // One later, a key that this record revoked does not count any more.
            times.Add(from + 1);
            times.AddRange(_moments.GetViewBetween(from + 1, until));
            times.Add(until);
        }

        return times;
    }
}
