using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Where each record since the last flush is, by its place among them: what is noted of a record elsewhere is one small
/// number. Eight bytes a record.
/// </summary>
internal sealed class RecordPlaces
{
    private (int Block, int Offset)[] _places = new (int, int)[256];
    private RecordRef _first;

    public int Count { get; private set; }

    public RecordRef this[int place] => new(
        _first.BlockNo + _places[place].Block, _places[place].Offset, _first.RecordNo + place);

    /// <summary>Adds the next record and returns its place.</summary>
    public int Add(RecordRef record)
    {
        _first = Count == 0 ? record : _first;
        Invariant.Holds(record.RecordNo == _first.RecordNo + Count);
        if (Count == _places.Length)
        {
            Array.Resize(ref _places, 2 * Count);
        }

        _places[Count] = ((int)(record.BlockNo - _first.BlockNo), record.Offset);
        return Count++;
    }

    public void Clear() => Count = 0;
}
