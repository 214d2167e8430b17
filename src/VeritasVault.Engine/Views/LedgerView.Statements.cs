using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>Statements of accounts, read through the account history.</summary>
public sealed partial class LedgerView
{
    /// <summary>An account's movements of a period, or null when there is no such account.</summary>
    /// <param name="id">The account.</param>
    /// <param name="from">Start, inclusive; null means from the beginning.</param>
    /// <param name="to">End, exclusive; null means to the last block.</param>
    public AccountStatement? Statement(AccountId id, Timestamp? from = null, Timestamp? to = null) => Ask(state =>
    {
        if (state.Accounts.Find(id) is not { } account)
        {
            return null;
        }

        var builders = new SortedDictionary<int, StatementBuilder>();
        foreach (var index in account.Positions)
        {
            builders.Add(index, new StatementBuilder(state.Assets[state.Positions.At(index).AssetIndex].Id, from, to));
        }

        foreach (var place in HistoryOf(account.Index))
        {
            var record = (SettlementRecord)Read(place, withBody: false);
            for (var i = 0; i < record.PositionCount; i++)
            {
                if (builders.TryGetValue(record.Positions[i].Index, out var builder))
                {
                    builder.Add(record, record.Positions[i]);
                }
            }
        }

        var lines = builders.Select(pair => pair.Value.Build(state.Positions.At(pair.Key).Balance))
            .OrderBy(line => line.Asset.Value, StringComparer.Ordinal);
        return new AccountStatement(id, from, to, [.. lines]);
    });

    private IEnumerable<RecordRef> HistoryOf(int account)
    {
        var rows = _store.Scan(
            StoreTable.AccountHistory, StateRows.HistoryKey(account, 0), StateRows.HistoryKey(account + 1, 0));
        foreach (var row in rows)
        {
            foreach (var place in RefList.Read(row.Value, out _))
            {
                yield return place;
            }
        }

        foreach (var place in _projection.Rows.HistoryOf(account))
        {
            yield return place;
        }
    }

    /// <summary>Adds up one asset's movements and checks that each starts where the one before ended.</summary>
    private sealed class StatementBuilder(AssetId asset, Timestamp? from, Timestamp? to)
    {
        private readonly List<StatementMove> _moves = [];
        private Int128 _running;
        private Int128 _opening;
        private Int128 _closing;
        private WideSum _sum;
        private Int128 _credits;
        private Int128 _debits;
        private bool _reconciles = true;

        public void Add(SettlementRecord record, in PositionChange change)
        {
            _reconciles &= change.BalanceBefore == _running;
            var after = change.BalanceBefore + change.Delta;
            _running = after;
            if (from is { } start && record.At < start)
            {
                _opening = after;
                _closing = after;
                return;
            }

            if (to is { } end && record.At >= end)
            {
                return;
            }

            _closing = after;
            _sum.Add(change.Delta);
            _credits = Saturated(_credits, change.Delta > 0 ? change.Delta : 0);
            _debits = Saturated(_debits, change.Delta < 0 ? -change.Delta : 0);
            _moves.Add(new StatementMove(
                record.At, record.Id, record.RecordNo, change.Delta, after, change.VersionBefore + 1));
        }

        public StatementLine Build(Int128 balanceNow)
        {
            var check = _sum;
            check.Add(_opening);
            check.Add(_closing == Int128.MinValue ? Int128.MaxValue : -_closing);
            check.Add(_closing == Int128.MinValue ? 1 : 0);
            return new StatementLine(
                asset, _opening, _credits, _debits, _closing, _reconciles && check.IsZero
                    && _running == balanceNow, _moves);
        }

        private static Int128 Saturated(Int128 sum, Int128 more) =>
            sum > Int128.MaxValue - more ? Int128.MaxValue : sum + more;
    }
}
