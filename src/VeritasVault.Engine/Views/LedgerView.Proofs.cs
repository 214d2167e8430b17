using System.Text;
using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>Proofs for strangers.</summary>
public sealed partial class LedgerView
{
    /// <summary>The verifier key of the ledger's log, as a C2SP vkey: what a stranger pins.</summary>
    public string Vkey => Ask(state => LogIdentity.VkeyOf(state.Identity.Origin, state.Identity.Key));

    /// <summary>The names and keys the log has had, oldest first, the last one in force.</summary>
    public IReadOnlyList<string> Vkeys => Ask(state => (IReadOnlyList<string>)[.. LogIdentity.All(state)]);

    /// <summary>The signed checkpoint after the last durable block: a C2SP note.</summary>
    public string Checkpoint => Ask(_ => Encoding.UTF8.GetString(LogOf().CheckpointOf(_projection.BlockNo).Note));

    /// <summary>Entries of the log so far.</summary>
    public long LogSize => Ask(_ => _projection.Tiles.Size);

    /// <summary>Makes the files that prove a decided settlement.</summary>
    /// <param name="id">The settlement.</param>
    /// <param name="view">What they open.</param>
    /// <returns>Null when the settlement is unknown, not decided yet, or was cancelled before it was seen: there is
    /// nothing that a proof could be about.</returns>
    /// <exception cref="LedgerException">The stored history contradicts itself.</exception>
    public ProofFiles? Prove(SettlementId id, ProofView view) => Checked(state =>
    {
        if (_projection.FindEntry(id) is not { } entry)
        {
            return null;
        }

        var held = new HeldApprovals();
        var log = LogOf();
        var first = log.Settlement(entry.First, withBody: true);
        if (first.Cause == Cause.Tombstone)
        {
            return null;
        }

        var submission = new Submission(
            first.Body ?? throw new RecordFormatException("a submission has a body"), first.MetadataHash);
        foreach (var place in entry.Refs)
        {
            var record = log.Settlement(place, withBody: false);
            if (record.IsDecision)
            {
                return new ProofMaker(state, log).Make(submission, held, record, place.BlockNo, view);
            }

            for (var i = 0; i < record.Approvals.Count; i++)
            {
                held.Set(record.Approvals[i] with { OriginIndex = log.OriginAt(place.RecordNo).Index });
            }
        }

        return null;
    });

    /// <summary>The hash that signers of a settlement approve, under the origin the log has now.</summary>
    /// <param name="id">The settlement.</param>
    /// <returns>Null when the settlement is unknown, or was submitted without a secret: nobody signs it then.</returns>
    /// <exception cref="LedgerException">The stored history contradicts itself.</exception>
    public Hash32? TransactionHash(SettlementId id) => Checked(state =>
        _projection.FindEntry(id) is { } entry
        && Read(entry.First, withBody: true) is SettlementRecord { Body: { Secret: not null } body } first
            ? SignatureRule.TransactionHashOf(state.Identity.Origin, body, first.MetadataHash)
            : (Hash32?)null);

    /// <summary>Proves that a later tree of the log begins with an earlier one.</summary>
    /// <param name="oldSize">Entries of the earlier tree, at least 1.</param>
    /// <param name="newSize">Entries of the later one, whose checkpoint is in the file; null: the last one.</param>
    /// <returns>A consistency file (spec/proof-files.md); null when no checkpoint has the new size, or the old one is
    /// larger.</returns>
    /// <exception cref="LedgerException">The stored history contradicts itself.</exception>
    public byte[]? Consistency(long oldSize, long? newSize = null) => Checked(_ =>
    {
        var log = LogOf();
        var blockNo = newSize is { } size ? log.BlockOfSize(size) : _projection.BlockNo;
        if (blockNo == 0 || oldSize < 1)
        {
            return null;
        }

        var checkpoint = log.CheckpointOf(blockNo);
        return oldSize > checkpoint.Checkpoint.Size
            ? null
            : new ConsistencyFile(oldSize, log.Consistency(oldSize, checkpoint.Checkpoint.Size), checkpoint.Note)
                .ToBytes();
    });

    private LogReader LogOf() => new(_store, _projection);

    private T Checked<T>(Func<LedgerState, T> question)
    {
        try
        {
            return Ask(question);
        }
        catch (Exception error) when (Damage.ShowsIn(error))
        {
            throw new LedgerException(
                LedgerFailure.Corrupt, $"the stored history contradicts itself: {error.Message}", error);
        }
    }
}
