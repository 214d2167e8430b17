using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// Which records since the last flush touched which account: noted one after the other, and brought together by account
/// when they are written. Eight bytes a note and twelve an account.
/// </summary>
/// <param name="places">Where the records are.</param>
internal sealed class AccountNotes(RecordPlaces places)
{
    private (int Account, int Place)[] _notes = new (int, int)[256];
    private int[] _accounts = new int[64];
    private int _accountCount;

    // By account: how many notes it has; the place last noted, plus one; where its notes go when they are written.
    private (int Count, int Last, int Next)[] _of = new (int, int, int)[64];
    private int[] _grouped = [];

    public int Count { get; private set; }

    /// <summary>Notes a record of an account; once, however many of its positions it touches.</summary>
    public void Note(int account, int place)
    {
        if (account >= _of.Length)
        {
            Array.Resize(ref _of, Math.Max(account + 1, 2 * _of.Length));
        }

        ref var of = ref _of[account];
        if (of.Last == place + 1)
        {
            return;
        }

        if (of.Count++ == 0)
        {
            Append(ref _accounts, ref _accountCount, account);
        }

        of.Last = place + 1;
        if (Count == _notes.Length)
        {
            Array.Resize(ref _notes, 2 * Count);
        }

        _notes[Count++] = (account, place);
    }

    /// <summary>The records of one account, in their order.</summary>
    public List<RecordRef> Of(int account)
    {
        var refs = new List<RecordRef>();
        for (var i = 0; i < Count; i++)
        {
            if (_notes[i].Account == account)
            {
                refs.Add(places[_notes[i].Place]);
            }
        }

        return refs;
    }

    /// <summary>One row for each account noted, in ascending order.</summary>
    public void Write(DerivedWrite rows, ByteWriter writer)
    {
        Group();
        Span<byte> key = stackalloc byte[StateRows.HistoryKeySize];
        for (int i = 0, from = 0; i < _accountCount; i++)
        {
            var account = _accounts[i];
            var refs = _grouped.AsSpan(from, _of[account].Count);
            from += refs.Length;
            writer.Clear();
            RefList.Write(writer, places, refs);
            StateRows.WriteHistoryKey(key, account, places[refs[0]].RecordNo);
            rows.Put(StoreTable.AccountHistory, key, writer.Written);
        }
    }

    public void Clear()
    {
        for (var i = 0; i < _accountCount; i++)
        {
            _of[_accounts[i]] = default;
        }

        _accountCount = 0;
        Count = 0;
    }

    // A counting sort: each account's notes stay in the order they were made.
    private void Group()
    {
        _accounts.AsSpan(0, _accountCount).Sort();
        var next = 0;
        for (var i = 0; i < _accountCount; i++)
        {
            ref var of = ref _of[_accounts[i]];
            of.Next = next;
            next += of.Count;
        }

        _grouped = _grouped.Length < Count ? new int[_notes.Length] : _grouped;
        for (var i = 0; i < Count; i++)
        {
            _grouped[_of[_notes[i].Account].Next++] = _notes[i].Place;
        }
    }

    private static void Append(ref int[] list, ref int count, int value)
    {
        if (count == list.Length)
        {
            Array.Resize(ref list, 2 * count);
        }

        list[count++] = value;
    }
}
