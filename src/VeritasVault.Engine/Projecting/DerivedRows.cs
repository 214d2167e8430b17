using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// What the durable records say beyond the state: where each id's records are and which records touched an account.
/// Collected until the next flush and then written in one go, so that a busy position or account is written once for
/// thousands of settlements.
/// </summary>
internal sealed class DerivedRows(LedgerState state, Dictionary<SettlementId, List<RecordRef>> openRefs)
{
    private readonly Dictionary<SettlementId, IdEntry> _settlements = [];
    private readonly Dictionary<CommandId, IdEntry> _commands = [];
    private readonly Dictionary<int, List<RecordRef>> _histories = [];
    private readonly HashSet<int> _positions = [];
    private readonly HashSet<(byte Prefix, int Index)> _registry = [];
    private readonly HashSet<long> _closed = [];
    private readonly HashSet<SettlementId> _moved = [];
    private long _sequence;
    private bool _locksMoved;

    /// <summary>The greatest settlement id collected.</summary>
    public SettlementId GreatestId { get; private set; }

    /// <summary>Where the records of a settlement are that the store's index does not tell yet.</summary>
    public IdEntry? Find(SettlementId id) =>
        _settlements.TryGetValue(id, out var entry) ? entry
        : openRefs.TryGetValue(id, out var refs) ? IdEntry.Of(OutcomeCode.Waiting, refs)
        : null;

    public IdEntry? Find(CommandId id) => _commands.TryGetValue(id, out var entry) ? entry : null;

    /// <summary>The decided settlements that the store's index does not hold yet.</summary>
    public IEnumerable<KeyValuePair<SettlementId, IdEntry>> Settlements => _settlements;

    public IReadOnlyList<RecordRef> HistoryOf(int account) => _histories.TryGetValue(account, out var refs) ? refs : [];

    /// <summary>Looks at a record before it is applied.</summary>
    public void NoteBefore(LedgerRecord record) =>
        _sequence = record is SettlementRecord { Cause: not Cause.Submit } settlement
            ? state.Open.Find(settlement.Id)?.Sequence ?? 0
            : 0;

    /// <summary>Collects what an applied record says.</summary>
    public void Note(LedgerRecord record, RecordRef place)
    {
        if (record is SettlementRecord settlement)
        {
            NoteSettlement(settlement, place);
        }
        else if (record is RegistryRecord { Command: var command })
        {
            _commands[command.Id] = new IdEntry(OutcomeCode.Applied, place, null);
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
    public DerivedWrite Write(ProjectionMark mark, IEnumerable<StoreChange> tiles) => new(
        [.. DerivedRowsWriter.Write(
            state, mark, _settlements, _commands, _histories, _positions, _registry, _closed, _moved, openRefs),
            .. _locksMoved ? [LocksRow()] : Array.Empty<StoreChange>(),
            .. tiles]);

    /// <summary>What was collected is written.</summary>
    public void Clear()
    {
        _settlements.Clear();
        _commands.Clear();
        _histories.Clear();
        _positions.Clear();
        _registry.Clear();
        _closed.Clear();
        _moved.Clear();
        _locksMoved = false;
    }

    private StoreChange LocksRow()
    {
        var writer = new ByteWriter();
        LockTableFormat.WritePeople(writer, state.Locks);
        return new StoreChange(StoreTable.Info, StateRows.LocksKey, writer.Written.ToArray());
    }

    /// <summary>Adds a record to the entry of a settlement that was decided before.</summary>
    public void NoteErasure(SettlementId id, IdEntry earlier, RecordRef place) =>
        _settlements[id] = earlier.With(place);

    private void NoteSettlement(SettlementRecord record, RecordRef place)
    {
        GreatestId = record.Id > GreatestId ? record.Id : GreatestId;
        if (record.CommandId is { } commandId)
        {
            _commands[commandId] = new IdEntry(record.Code, place, null);
        }

        if (record.Cause is Cause.Submit or Cause.Tombstone && record.IsDecided)
        {
            _settlements[record.Id] = new IdEntry(record.Code, place, null);
        }
        else if (record.Cause == Cause.Submit)
        {
            openRefs.Add(record.Id, [place]);
            _moved.Add(record.Id);
        }
        else if (openRefs.TryGetValue(record.Id, out var refs))
        {
            NoteOpen(record, place, refs);
        }

        NotePositions(record, place);
    }

    private void NoteOpen(SettlementRecord record, RecordRef place, List<RecordRef> refs)
    {
        refs.Add(place);
        if (!record.IsDecided)
        {
            _moved.Add(record.Id);
            return;
        }

        openRefs.Remove(record.Id);
        _moved.Remove(record.Id);
        _closed.Add(_sequence);
        _settlements[record.Id] = IdEntry.Of(record.Code, refs);
    }

    private void NotePositions(SettlementRecord record, RecordRef place)
    {
        for (var i = 0; i < record.PositionCount; i++)
        {
            var index = record.Positions[i].Index;
            _positions.Add(index);
            var account = state.Positions.At(index).AccountIndex;
            if (!_histories.TryGetValue(account, out var history))
            {
                history = [];
                _histories.Add(account, history);
            }

            if (history.Count == 0 || history[^1].RecordNo != place.RecordNo)
            {
                history.Add(place);
            }
        }
    }

    private void NoteRegistry(RegistryCommand command)
    {
        switch (command)
        {
            case RegisterParticipant c:
                _registry.Add((StateRows.ParticipantPrefix, state.Participants.IndexOf(c.Participant)));
                break;
            case SetConsentPolicy c:
                _registry.Add((StateRows.ParticipantPrefix, state.Participants.IndexOf(c.Participant)));
                break;
            case PermitCoordination c:
                _registry.Add((StateRows.ParticipantPrefix, state.Participants.IndexOf(c.Participant)));
                break;
            case RegisterAsset c:
                _registry.Add((StateRows.AssetPrefix, state.Assets.IndexOf(c.Asset)));
                break;
            case SetIssuanceLimit c:
                _registry.Add((StateRows.AssetPrefix, state.Assets.IndexOf(c.Asset)));
                break;
            case OpenAccount c:
                _registry.Add((StateRows.AccountPrefix, state.Accounts.IndexOf(c.Account)));
                break;
            case RegisterLedger c:
                _registry.Add((StateRows.ExternalLedgerPrefix, state.Ledgers.IndexOf(c.Ledger)));
                break;
            case SetAccountStatus c:
                _registry.Add((StateRows.AccountPrefix, state.Accounts.IndexOf(c.Account)));
                break;
            case SetPositionLimits c:
                _positions.Add(
                    state.Positions.IndexOf(state.Accounts.IndexOf(c.Account), state.Assets.IndexOf(c.Asset)));
                break;
            case LockCommand:
                _locksMoved = true;
                break;
            case RegisterKey:
                _registry.Add((StateRows.KeyPrefix, state.Keys.Count - 1));
                break;
            case RevokeKey c:
                _registry.Add((StateRows.KeyPrefix, IndexOf(c.Key)));
                break;
            case RotateLedgerKey:
                _registry.Add((StateRows.LedgerKeyPrefix, state.Identity.Keys.Count - 1));
                break;
            case OpenNewOrigin:
                _registry.Add((StateRows.OriginPrefix, state.Identity.Origins.Count - 1));
                break;
            default:
                throw new InvariantException($"nothing derives {command.GetType().Name}");
        }
    }

    private int IndexOf(KeyId id) => state.Keys.Find(id)?.Index ?? throw new InvariantException($"no key {id}");
}
