using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// What the durable records say beyond the state: where each id's records are and which records touched an account.
/// Collected until the next flush and then written in one go, so that a busy position or account is written once for
/// thousands of settlements. A settlement that is decided at once costs no allocation here.
/// </summary>
internal sealed class DerivedRows
{
    // Accounts that the records between two flushes may touch, on average, before the flush comes earlier.
    private const int AccountsPerRecord = 8;

    private readonly LedgerState _state;
    private readonly Dictionary<SettlementId, List<RecordRef>> _openRefs;
    private readonly PositionPages _pages;
    private readonly IdIndex _index;
    private readonly RecordPlaces _places = new();
    private readonly PendingIds _settlements;
    private readonly PendingIds _commands;
    private readonly AccountNotes _accounts;
    private readonly Dictionary<SettlementId, List<RecordRef>> _erasures = [];
    private readonly HashSet<(byte Prefix, int Index)> _registry = [];
    private readonly HashSet<long> _closed = [];
    private readonly HashSet<SettlementId> _moved = [];
    private readonly DerivedWrite _rows = new();
    private readonly ByteWriter _writer = new(64 * 1024);
    private GreatestIds _indexed;
    private long _sequence;
    private bool _locksMoved;

    public DerivedRows(Snapshot snapshot, IdIndex index)
    {
        _state = snapshot.State;
        _openRefs = snapshot.OpenRefs;
        _pages = snapshot.Pages;
        _index = index;
        _settlements = new PendingIds(_places);
        _commands = new PendingIds(_places);
        _accounts = new AccountNotes(_places);
        _indexed = snapshot.Greatest;
        Greatest = snapshot.Greatest;
    }

    /// <summary>The greatest ids collected ever.</summary>
    public GreatestIds Greatest { get; private set; }

    /// <summary>What waits to be written, in records: one that touches many accounts counts for more.</summary>
    public int Weight => Math.Max(_places.Count, _accounts.Count / AccountsPerRecord);

    /// <summary>Where the records of a settlement are that the store's index does not tell yet.</summary>
    public IdEntry? Find(SettlementId id) =>
        _settlements.Find(id.Bits) is { } entry ? entry
        : _openRefs.TryGetValue(id, out var refs) ? IdEntry.Of(OutcomeCode.Waiting, refs)
        : null;

    public IdEntry? Find(CommandId id) => _commands.Find(id.Bits);

    /// <summary>The erasures of a decided settlement's metadata.</summary>
    public List<RecordRef> ErasuresOf(SettlementId id) =>
        _erasures.TryGetValue(id, out var refs) ? refs : _index.Erasures(id);

    /// <summary>The decided settlements from one on that the store's index does not hold yet, in their order.</summary>
    public IEnumerable<(UInt128 Id, IdEntry Entry)> SettlementsFrom(UInt128 id)
    {
        var all = _settlements.InOrder().ToArray();
        return all.SkipWhile(one => one.Id < id).Select(one => (one.Id, _settlements.EntryOf(one)));
    }

    public IReadOnlyList<RecordRef> HistoryOf(int account) => _accounts.Of(account);

    /// <summary>Looks at a record before it is applied.</summary>
    public void NoteBefore(LedgerRecord record) =>
        _sequence = record is SettlementRecord { Cause: not Cause.Submit } settlement
            ? _state.Open.Find(settlement.Id)?.Sequence ?? 0
            : 0;

    /// <summary>Collects what an applied record says.</summary>
    public void Note(LedgerRecord record, RecordRef place)
    {
        var at = _places.Add(place);
        if (record is SettlementRecord settlement)
        {
            NoteSettlement(settlement, place, at);
        }
        else if (record is RegistryRecord { Command: var command })
        {
            NoteCommand(command.Id, OutcomeCode.Applied, at);
            NoteRegistry(command);
        }
        else
        {
            // The genesis: the ledger's first name and key.
            _registry.Add((StateRows.LedgerKeyPrefix, 0));
            _registry.Add((StateRows.OriginPrefix, 0));
        }
    }

    /// <summary>Everything collected as one write, with the mark.</summary>
    public DerivedWrite Write(ProjectionMark mark, LogTiles tiles)
    {
        _rows.Clear();
        DerivedRowsWriter.WriteRegistry(_rows, _writer, _state, _registry);
        mark = mark with { Pages = _pages.Write(_rows, _writer), Greatest = Greatest };
        DerivedRowsWriter.WriteOpen(_rows, _writer, _state, _closed, _moved, _openRefs);
        _index.Write(_rows, IdKind.Commands, _commands, _indexed.Command);
        _index.Write(_rows, IdKind.Settlements, _settlements, _indexed.Settlement);
        foreach (var (id, refs) in _erasures.OrderBy(pair => pair.Key))
        {
            _index.WriteErasures(_rows, id, refs);
        }

        _accounts.Write(_rows, _writer);
        if (_locksMoved)
        {
            _writer.Clear();
            LockTableFormat.WritePeople(_writer, _state.Locks);
            _rows.Put(StoreTable.Info, StateRows.LocksKey, _writer.Written);
        }

        tiles.Write(_rows);
        _rows.Put(StoreTable.Info, StateRows.ProjectionKey, mark.Encode());
        return _rows;
    }

    /// <summary>What was collected is written.</summary>
    public void Clear()
    {
        _rows.Clear();
        _places.Clear();
        _settlements.Clear();
        _commands.Clear();
        _accounts.Clear();
        _erasures.Clear();
        _pages.Written();
        _registry.Clear();
        _closed.Clear();
        _moved.Clear();
        _locksMoved = false;
        _indexed = Greatest;
    }

    /// <summary>Adds a record to those of a settlement that was decided before.</summary>
    public void NoteErasure(SettlementId id, RecordRef place)
    {
        var refs = ErasuresOf(id);
        refs.Add(place);
        _erasures[id] = refs;
    }

    private void NoteCommand(CommandId id, OutcomeCode code, int at)
    {
        Greatest = Greatest.With(id);
        _commands.Add(id.Bits, code, at);
    }

    private void NoteSettlement(SettlementRecord record, RecordRef place, int at)
    {
        Greatest = Greatest.With(record.Id);
        if (record.CommandId is { } commandId)
        {
            NoteCommand(commandId, record.Code, at);
        }

        if (record.Cause is Cause.Submit or Cause.Tombstone && record.IsDecided)
        {
            _settlements.Add(record.Id.Bits, record.Code, at);
        }
        else if (record.Cause == Cause.Submit)
        {
            _openRefs.Add(record.Id, [place]);
            _moved.Add(record.Id);
        }
        else if (_openRefs.TryGetValue(record.Id, out var refs))
        {
            NoteOpen(record, place, refs);
        }

        NotePositions(record, at);
    }

    private void NoteOpen(SettlementRecord record, RecordRef place, List<RecordRef> refs)
    {
        refs.Add(place);
        if (!record.IsDecided)
        {
            _moved.Add(record.Id);
            return;
        }

        _openRefs.Remove(record.Id);
        _moved.Remove(record.Id);
        _closed.Add(_sequence);
        _settlements.Add(record.Id.Bits, record.Code, refs);
    }

    private void NotePositions(SettlementRecord record, int at)
    {
        for (var i = 0; i < record.PositionCount; i++)
        {
            var index = record.Positions[i].Index;
            _pages.Touch(index);
            _accounts.Note(_state.Positions.At(index).AccountIndex, at);
        }
    }

    private void NoteRegistry(RegistryCommand command)
    {
        switch (command)
        {
            case RegisterParticipant c:
                _registry.Add((StateRows.ParticipantPrefix, _state.Participants.IndexOf(c.Participant)));
                break;
            case SetConsentPolicy c:
                _registry.Add((StateRows.ParticipantPrefix, _state.Participants.IndexOf(c.Participant)));
                break;
            case PermitCoordination c:
                _registry.Add((StateRows.ParticipantPrefix, _state.Participants.IndexOf(c.Participant)));
                break;
            case RegisterAsset c:
                _registry.Add((StateRows.AssetPrefix, _state.Assets.IndexOf(c.Asset)));
                break;
            case SetIssuanceLimit c:
                _registry.Add((StateRows.AssetPrefix, _state.Assets.IndexOf(c.Asset)));
                break;
            case OpenAccount c:
                _registry.Add((StateRows.AccountPrefix, _state.Accounts.IndexOf(c.Account)));
                break;
            case RegisterLedger c:
                _registry.Add((StateRows.ExternalLedgerPrefix, _state.Ledgers.IndexOf(c.Ledger)));
                break;
            case SetAccountStatus c:
                _registry.Add((StateRows.AccountPrefix, _state.Accounts.IndexOf(c.Account)));
                break;
            case SetPositionLimits c:
                _pages.Touch(
                    _state.Positions.IndexOf(_state.Accounts.IndexOf(c.Account), _state.Assets.IndexOf(c.Asset)));
                break;
            case LockCommand:
                _locksMoved = true;
                break;
            case RegisterKey:
                _registry.Add((StateRows.KeyPrefix, _state.Keys.Count - 1));
                break;
            case RevokeKey c:
                _registry.Add((StateRows.KeyPrefix, IndexOf(c.Key)));
                break;
            case RotateLedgerKey:
                _registry.Add((StateRows.LedgerKeyPrefix, _state.Identity.Keys.Count - 1));
                break;
            case OpenNewOrigin:
                _registry.Add((StateRows.OriginPrefix, _state.Identity.Origins.Count - 1));
                break;
            default:
                throw new InvariantException($"nothing derives {command.GetType().Name}");
        }
    }

    private int IndexOf(KeyId id) => _state.Keys.Find(id)?.Index ?? throw new InvariantException($"no key {id}");
}
