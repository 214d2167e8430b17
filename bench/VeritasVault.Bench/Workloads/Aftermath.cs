using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Bench;

/// <summary>After the clock has stopped: were those settlements real? Random ones are proven and verified by a
/// stranger, and the whole ledger is audited.</summary>
internal sealed class Aftermath(World world)
{
    /// <summary>So many, or a tenth of all where there are few.</summary>
    public const int Proofs = 1_000;

    private readonly Random _random = new(11);
    private readonly List<SettlementId> _ids = [];

    public IReadOnlyList<SettlementId> Ids => _ids;

    /// <summary>Remembers some of what was submitted.</summary>
    public void Sample(TradeBatch[] batches) =>
        Sample(batches.SelectMany(batch => batch.Requests).Select(request => request.Id));

    public void Sample(IEnumerable<SettlementId> ids)
    {
        var all = ids.ToArray();
        _ids.AddRange(_random.GetItems(all, Math.Clamp(all.Length / 10, 1, Proofs)));
    }

    public async Task CheckAsync()
    {
        var stranger = new Stranger(world.Ledger.View);
        foreach (var id in _random.GetItems(_ids.ToArray(), Math.Min(Proofs, _ids.Count)))
        {
            var proof = world.Ledger.View.Prove(id, ProofView.Whole)
                ?? throw new BenchFailure($"settlement {id} is decided and has no proof");
            stranger.MustAccept(proof);
        }

        var audit = await world.Ledger.AuditAsync();
        BenchFailure.Unless(audit.Passed, $"the audit failed: {audit.FirstDifference}");
    }
}
