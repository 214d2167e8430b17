using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// Re-executes the whole history in a second state: every command is decided again and must give the very bytes on
/// record; at the end that state, the readers' state and the derived tables must be the same bit for bit.
/// </summary>
internal sealed class Auditor
{
    private readonly ILedgerStore _store;
    private readonly Projection _projection;
    private readonly LedgerCore _core;
    private readonly LogCheck _log;
    private readonly CountedSignatures _signatures;
    private readonly ByteWriter _again = new();
    private Hash256 _lastHash;
    private long _blocks;
    private readonly IdIndexCheck _ids = new();
    private long _settlements;

    /// <param name="store">Where the history is.</param>
    /// <param name="projection">The readers' state.</param>
    /// <param name="ed25519">Who verifies signatures.</param>
    public Auditor(ILedgerStore store, Projection projection, IEd25519Verifier ed25519)
    {
        _store = store;
        _projection = projection;
        _signatures = new CountedSignatures(ed25519);
        _core = new LedgerCore(new LedgerState(), rule: new SignatureRule(_signatures));
        _log = new LogCheck(_core.State, projection, _signatures);
    }

    public AuditReport Run(IProgress<AuditProgress>? progress, CancellationToken cancel)
    {
        _projection.Flush();
        var difference = RunBlocks(progress, cancel) ?? CompareAtTheEnd();
        var state = _core.State;
        var conserved = Conservation.FirstViolation(state);
        difference ??= conserved is { } asset ? $"the balances of {asset} do not sum to zero" : null;
        return new AuditReport(
            difference is null,
            _blocks,
            state.NextRecordNo - 1,
            _settlements,
            state.NextEventNo - 1,
            state.Accounts.Count,
            state.Assets.Count,
            state.Positions.Count,
            conserved is null,
            _log.Entries,
            _log.Checkpoints,
            _signatures.Good,
            difference);
    }

    private string? RunBlocks(IProgress<AuditProgress>? progress, CancellationToken cancel)
    {
        for (var last = ReadersAt(); _blocks < last; last = ReadersAt())
        {
            cancel.ThrowIfCancellationRequested();
            if (RunBlock(_blocks + 1) is { } difference)
            {
                return difference;
            }

            _blocks++;
            progress?.Report(new AuditProgress(_blocks, last));
        }

        return null;
    }

    // Not what the store has: a block that is durable and not yet published has no tiles to compare with.
    private long ReadersAt()
    {
        lock (_projection.Gate)
        {
            _projection.CatchUpHeld();
            return _projection.BlockNo;
        }
    }

    private string? RunBlock(long blockNo)
    {
        try
        {
            var block = _store.ReadBlock(blockNo) ?? throw new RecordFormatException($"block {blockNo} is missing");
            var header = BlockFormat.Read(block);
            BlockChain.Check(header, _blocks, _lastHash, _core.State);
            var body = BlockFormat.Body(block);
            _log.Open(block);
            var reader = new ByteReader(body);
            var records = new RecordReader(_core.State);
            for (var i = 0; i < header.RecordCount; i++)
            {
                var start = reader.Offset;
                var record = records.Read(ref reader, header.FirstRecordNo + i, header.BaseTime, withBody: true);
                if (!IsTheSameAgain(record, body[start..reader.Offset], header.BaseTime))
                {
                    return $"record {record.RecordNo} in block {blockNo}: deciding it again gives another result";
                }

                _settlements += record is SettlementRecord { IsDecided: true } ? 1 : 0;
                _ids.Note(record, new RecordRef(blockNo, start, record.RecordNo));
                _log.Check(record, body[(start + RecordWriter.LengthSize)..reader.Offset], _core.Commit);
            }

            _log.Close(block);

            _lastHash = BlockFormat.HashIn(block);
            _core.Waiting.CloseBlock();
            _core.Recent.CloseGeneration(blockNo, idsAtLeast: 1);
            _core.Recent.Drop(blockNo - 1);
            return reader.AtEnd ? null : $"block {blockNo} has bytes left over";
        }
        catch (Exception error) when (IsDifference(error))
        {
            return $"block {blockNo}: {error.Message}";
        }
    }

    private bool IsTheSameAgain(LedgerRecord record, ReadOnlySpan<byte> bytes, Timestamp baseTime)
    {
        var again = Decide(record);
        if (again is null)
        {
            return false;
        }

        _again.Clear();
        RecordWriter.Append(_again, again, baseTime);
        return bytes.SequenceEqual(_again.Written);
    }

    private LedgerRecord? Decide(LedgerRecord record) => record switch
    {
        GenesisRecord => record,
        RegistryRecord registry => _core.Execute(registry.Command, record.At, out _),
        SettlementRecord settlement => Decide(settlement),
        _ => null,
    };

    private LedgerRecord? Decide(SettlementRecord record)
    {
        if (record.Cause == Cause.Submit)
        {
            Invariant.Holds(record.Body is not null);
            return _core.Submit(record.Body, record.MetadataHash, record.Actor, record.At, out _);
        }

        if (record.Cause == Cause.Approve)
        {
            return _core.Repeat(record, RecordedCommand.ApprovalsOf(record, _core.State));
        }

        if (record.Reply is { } reply)
        {
            return _core.Reply(reply, record.At);
        }

        if (record.Cause is Cause.Resume or Cause.Expire or Cause.Finish or Cause.Wound)
        {
            return _core.Repeat(record.Cause, record.Id, record.At);
        }

        var command = RecordedCommand.Of(record, _core.State);
        return command is EraseMetadataCommand erase && _core.State.Open.Find(record.Id) is null
            ? _core.EraseDecided(erase, record.At, Decided(record), out _)
            : _core.Execute(command, record.At, out _);
    }

    private static Answer Decided(SettlementRecord record) =>
        new(OutcomeCode.Applied, record.Before, null, record.At, record.RecordNo, IsReplay: false);

    private string? CompareAtTheEnd()
    {
        lock (_projection.Gate)
        {
            _projection.CatchUpHeld();
            _projection.Flush();

            // A busy ledger went on meanwhile; the few blocks since are re-executed while nobody can add to the
            // readers' state. Nobody here may either: the tables that are compared are those just written.
            while (_blocks < _projection.BlockNo)
            {
                if (RunBlock(_blocks + 1) is { } difference)
                {
                    return difference;
                }

                _blocks++;
            }

            return StateComparison.FirstDifference(_core.State, _projection.State) is { } live
                    ? $"the ledger in operation differs from its records: {live}"
                : CompareTables();
        }
    }

    private string? CompareTables()
    {
        try
        {
            var stored = Snapshot.Load(_store);
            return StateComparison.FirstDifference(_core.State, stored.State) is { } difference
                ? $"the derived tables differ from the records: {difference}"
                : _ids.Difference(_store, stored.Greatest);
        }
        catch (Exception error) when (IsDifference(error))
        {
            return $"the derived tables cannot be read: {error.Message}";
        }
    }

    private static bool IsDifference(Exception error) =>
        Damage.ShowsIn(error) || (error as StoreException)?.Failure == StoreFailure.Corrupt;
}
