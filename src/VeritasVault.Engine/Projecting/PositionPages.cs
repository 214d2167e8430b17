using System.Buffers.Binary;
using System.Numerics;
using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>How far the rows of positions have come.</summary>
/// <param name="Flush">Number of the last flush.</param>
/// <param name="NextPage">The page with which the next flush goes on.</param>
/// <param name="ChangeRows">Rows of changes there are: without a lost one, positions would be as they were.</param>
internal readonly record struct PagesMark(long Flush, int NextPage, int ChangeRows);

/// <summary>
/// The rows of positions: pages of 64, and changes since. A flush writes whole the pages that have grown and the next
/// few in turn; of all others only the positions that changed since the last flush, close together. A page written
/// whole makes the changes before it void, and after one turn all of them are. So a flush costs what has changed and at
/// most an eighth of what there is, and not a row for each position. One bit a position and eight bytes a page in
/// memory.
/// </summary>
/// <param name="state">Whose positions.</param>
/// <param name="pagesPerFlushMin">Pages that may be written whole by a flush, however few there are.</param>
internal sealed class PositionPages(LedgerState state, int pagesPerFlushMin = 256)
{
    // As many as a word has bits: one word says which of a page were touched.
    private const int PagePositions = 64;
    private const int Turns = 8;
    private const int ChangesPerRow = 4096;
    private const byte Version = 1;

    // Flushes whose changes still count, with their rows.
    private readonly List<(long Flush, int Rows)> _flushes = [];

    // By page: the first flush whose changes of it still count; 0 when the page has them all.
    private readonly List<long> _since = [];
    private ulong[] _touched = new ulong[16];
    private int _paged;
    private PagesMark _mark;

    // What the write under way does.
    private PagesMark _next;
    private int _pages;
    private int _grownFrom;
    private int _inTurn;
    private int _changeRows;
    private long _oldest;

    /// <summary>Says that a position has changed.</summary>
    public void Touch(int index)
    {
        var page = index / PagePositions;
        if (page >= _touched.Length)
        {
            Array.Resize(ref _touched, Math.Max(page + 1, 2 * _touched.Length));
        }

        _touched[page] |= 1UL << (index % PagePositions);
    }

    /// <summary>Writes what has changed. <see cref="Written"/> follows when the store has it; when it had no room, this
    /// comes again.</summary>
    public PagesMark Write(DerivedWrite rows, ByteWriter writer)
    {
        _pages = (state.Positions.Count + PagePositions - 1) / PagePositions;
        _grownFrom = state.Positions.Count > _paged ? _paged / PagePositions : _pages;
        _inTurn = Math.Min(_pages, Math.Max(pagesPerFlushMin, (_pages + Turns - 1) / Turns));
        _next = new PagesMark(
            _mark.Flush + 1, _pages == 0 ? 0 : (_mark.NextPage + _inTurn) % _pages, 0);
        WritePages(rows, writer);
        WriteChanges(rows, writer);
        _next = _next with { ChangeRows = _changeRows };
        foreach (var (flush, count) in _flushes)
        {
            for (var row = 0; flush < _oldest && row < count; row++)
            {
                rows.Remove(StoreTable.Positions, StateRows.ChangesKey(flush, row));
            }

            _next = _next with { ChangeRows = _next.ChangeRows + (flush < _oldest ? 0 : count) };
        }

        return _next;
    }

    /// <summary>The store has what was written last.</summary>
    public void Written()
    {
        for (var page = 0; page < _pages; page++)
        {
            if (page == _since.Count)
            {
                _since.Add(0);
            }

            _since[page] = SinceAfter(page);
        }

        if (_changeRows > 0)
        {
            _flushes.Add((_next.Flush, _changeRows));
        }

        _flushes.RemoveAll(one => one.Flush < _oldest);
        _paged = state.Positions.Count;
        _mark = _next;

        Array.Clear(_touched);
    }

    /// <summary>Restores the positions into the state.</summary>
    /// <exception cref="RecordFormatException">A row is missing or damaged.</exception>
    public static PositionPages Load(
        ILedgerStore store, LedgerState state, PagesMark mark, int pagesPerFlushMin = 256)
    {
        var pages = new PositionPages(state, pagesPerFlushMin) { _mark = mark };
        var written = new List<long>();
        foreach (var row in store.Scan(StoreTable.Positions, [0], [StateRows.PagePrefix + 1]))
        {
            Snapshot.MustBeInTurn(row.Key, StateRows.PageKey(written.Count), "positions");
            written.Add(pages.LoadPage(row.Value));
        }

        pages._paged = state.Positions.Count;
        pages._since.AddRange(new long[written.Count]);
        var changeRows = 0;
        foreach (var row in store.Scan(StoreTable.Positions, [StateRows.ChangesPrefix], []))
        {
            pages.LoadChanges(row, written);
            changeRows++;
        }

        return changeRows == mark.ChangeRows && mark.NextPage <= written.Count ? pages
            : throw new RecordFormatException(
                $"{changeRows} rows of changed positions, the mark says {mark.ChangeRows}");
    }

    private void WritePages(DerivedWrite rows, ByteWriter writer)
    {
        for (var page = 0; page < _pages; page++)
        {
            if (!IsWhole(page) || !(TouchedOf(page) != 0 || (page < _since.Count && _since[page] > 0)))
            {
                continue;
            }

            writer.Clear();
            writer.U8(Version);
            writer.Var(_next.Flush);
            var end = Math.Min(state.Positions.Count, (page + 1) * PagePositions);
            for (var index = page * PagePositions; index < end; index++)
            {
                StateRowFormat.Write(writer, state.Positions.At(index));
            }

            rows.Put(StoreTable.Positions, StateRows.PageKey(page), writer.Written);
        }
    }

    private void WriteChanges(DerivedWrite rows, ByteWriter writer)
    {
        var inRow = 0;
        var last = 0;
        _changeRows = 0;
        _oldest = _next.Flush;
        for (var page = 0; page < _pages; page++)
        {
            _oldest = SinceAfter(page) is > 0 and var since ? Math.Min(_oldest, since) : _oldest;
            for (var bits = IsWhole(page) ? 0 : TouchedOf(page); bits != 0; bits &= bits - 1)
            {
                var index = (page * PagePositions) + BitOperations.TrailingZeroCount(bits);
                if (inRow == 0)
                {
                    writer.Clear();
                    writer.U8(Version);
                    last = 0;
                }

                writer.Var(index - last);
                StateRowFormat.Write(writer, state.Positions.At(index));
                last = index;
                inRow = (inRow + 1) % ChangesPerRow;
                if (inRow == 0)
                {
                    PutChanges(rows, writer);
                }
            }
        }

        if (inRow > 0)
        {
            PutChanges(rows, writer);
        }
    }

    private void PutChanges(DerivedWrite rows, ByteWriter writer) =>
        rows.Put(StoreTable.Positions, StateRows.ChangesKey(_next.Flush, _changeRows++), writer.Written);

    private bool IsWhole(int page) =>
        page >= _grownFrom || (page - _mark.NextPage + (page < _mark.NextPage ? _pages : 0)) < _inTurn;

    private ulong TouchedOf(int page) => page < _touched.Length ? _touched[page] : 0;

    // The first flush whose changes of a page count once the write under way is in the store.
    private long SinceAfter(int page) => IsWhole(page) ? 0
        : _since[page] > 0 ? _since[page]
        : TouchedOf(page) != 0 ? _next.Flush
        : 0;

    private long LoadPage(ReadOnlySpan<byte> row)
    {
        var reader = new ByteReader(row);
        StateRows.CheckVersion(reader.U8(), Version);
        var flush = reader.Var();
        if (state.Positions.Count % PagePositions != 0)
        {
            throw new RecordFormatException("a page of positions is too short");
        }

        for (var i = 0; i < PagePositions && !reader.AtEnd; i++)
        {
            state.Restore(StateRowFormat.ReadPosition(ref reader));
        }

        return reader.AtEnd ? flush : throw new RecordFormatException("a page of positions is too long");
    }

    private void LoadChanges(StoreRow row, List<long> written)
    {
        var flush = row.Key.Length == StateRows.ChangesKeySize
            ? BinaryPrimitives.ReadInt64BigEndian(row.Key.AsSpan(1))
            : 0;
        if (_flushes.Count == 0 || _flushes[^1].Flush != flush)
        {
            _flushes.Add((flush, 0));
        }

        Snapshot.MustBeInTurn(row.Key, StateRows.ChangesKey(flush, _flushes[^1].Rows), "changed positions");
        _flushes[^1] = (flush, _flushes[^1].Rows + 1);
        var reader = new ByteReader(row.Value);
        StateRows.CheckVersion(reader.U8(), Version);
        for (var index = 0; !reader.AtEnd;)
        {
            index += reader.VarInt();
            var position = StateRowFormat.ReadPosition(ref reader);
            if (index >= _paged || !IsAt(state.Positions.At(index), position))
            {
                throw new RecordFormatException($"changes of position {index}, which is another or none");
            }

            var page = index / PagePositions;
            if (flush > written[page])
            {
                state.Positions.At(index) = position;
                _since[page] = _since[page] > 0 ? _since[page] : flush;
            }
        }
    }

    private static bool IsAt(in Position slot, in Position position) =>
        slot.AccountIndex == position.AccountIndex && slot.AssetIndex == position.AssetIndex;
}
