using System.Runtime.ExceptionServices;
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
    // Smaller blocks are sooner done one after the other than shared out.
    private const int SideBySideMin = 64;

    private readonly ILedgerStore _store;
    private readonly Projection _projection;
    private readonly LedgerCore _core;
    private readonly RecordReader _records;
    private readonly LogCheck _log;
    private readonly bool _hasThreads;
    private readonly CountedSignatures _signatures;
    private readonly ByteWriter _again = new();
    private Hash256 _lastHash;
    private long _blocks;
    private readonly IdIndexCheck _ids = new();
    private long _settlements;

    /// <param name="store">Where the history is.</param>
    /// <param name="projection">The readers' state.</param>
    /// <param name="ed25519">Who verifies signatures.</param>
    /// <param name="hasThreads">Whether large blocks may be done on two threads.</param>
    public Auditor(ILedgerStore store, Projection projection, IEd25519Verifier ed25519, bool hasThreads)
    {
        _hasThreads = hasThreads;
        _store = store;
        _projection = projection;
        _signatures = new CountedSignatures(ed25519);
        _core = new LedgerCore(new LedgerState(), rule: new SignatureRule(_signatures), hearsRepeats: false);
        _records = new RecordReader(_core.State);
        _log = new LogCheck(projection, _signatures);
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
            if (RunBlock(_blocks + 1, _hasThreads) is { } difference)
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

    /// <summary>Decides a block again and makes its log again: each in a state of its own, so that a large block has
    /// both done at a time.</summary>
    /// <param name="blockNo">The next block.</param>
    /// <param name="sideBySide">False while this thread holds the readers' gate, which the log's side needs.</param>
    private string? RunBlock(long blockNo, bool sideBySide)
    {
        var unreadable = Difference(blockNo, () => ReadBlock(blockNo), out var block);
        if (block is null)
        {
            return unreadable;
        }

        if (!sideBySide || BlockFormat.Read(block).RecordCount < SideBySideMin)
        {
            return DecideAgain(blockNo, block) ?? LogAgain(blockNo, block);
        }

        var found = new string?[2];
        try
        {
            Parallel.Invoke(() => found[0] = DecideAgain(blockNo, block), () => found[1] = LogAgain(blockNo, block));
        }
        catch (AggregateException both)
        {
            // No difference but a defect, or the store: what one side alone would have thrown.
            ExceptionDispatchInfo.Throw(both.InnerExceptions[0]);
        }

        return found[0] ?? found[1];
    }

    private string? DecideAgain(long blockNo, byte[] block) =>
        Difference(blockNo, () => DecideAgain(block), out var difference) ?? difference;

    private string? LogAgain(long blockNo, byte[] block) => Difference(
        blockNo,
        () =>
        {
            _log.Check(block);
            return true;
        },
        out _);

    private byte[] ReadBlock(long blockNo)
    {
        var block = _store.ReadBlock(blockNo) ?? throw new RecordFormatException($"block {blockNo} is missing");
        BlockChain.Check(BlockFormat.Read(block), _blocks, _lastHash, _core.State);
        return block;
    }

    private string? DecideAgain(byte[] block)
    {
        var header = BlockFormat.Read(block);
        _records.Shared = BlockFormat.Shared(block);
        _records.Shared?.Check();
        var body = BlockFormat.Body(block);
        var reader = new ByteReader(body);
        for (var i = 0; i < header.RecordCount; i++)
        {
            var start = reader.Offset;
            var record = _records.Read(ref reader, header.FirstRecordNo + i, header.BaseTime, withBody: true);
            if (!IsTheSameAgain(record, body[start..reader.Offset], header.BaseTime))
            {
                return $"record {record.RecordNo} in block {header.BlockNo}: deciding it again gives another result";
            }

            _settlements += record is SettlementRecord { IsDecided: true } ? 1 : 0;
            _ids.Note(record, new RecordRef(header.BlockNo, start, record.RecordNo));
            _core.Commit(record);
        }

        _lastHash = BlockFormat.HashIn(block);
        _core.Waiting.CloseBlock();
        _core.Recent.CloseGeneration(header.BlockNo, idsAtLeast: 1);
        _core.Recent.Drop(header.BlockNo - 1);
        return reader.AtEnd ? null : $"block {header.BlockNo} has bytes left over";
    }

    private static string? Difference<T>(long blockNo, Func<T> check, out T? found)
    {
        try
        {
            found = check();
            return null;
        }
        catch (Exception error) when (IsDifference(error))
        {
            found = default;
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
        RecordWriter.Append(_again, again, baseTime, _records.Shared);
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
                if (RunBlock(_blocks + 1, sideBySide: false) is { } difference)
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
