using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>The stored form of a list of references: differences, for they come in order.</summary>
internal static class RefList
{
    private const byte Version = 2;

    public static void Write(ByteWriter writer, RecordPlaces places, ReadOnlySpan<int> list)
    {
        writer.U8(Version);
        writer.Var(list.Length);
        var last = default(RecordRef);
        foreach (var place in list)
        {
            last = Write(writer, places[place], last);
        }
    }

    public static void Write(ByteWriter writer, List<RecordRef> list)
    {
        writer.U8(Version);
        writer.Var(list.Count);
        var last = default(RecordRef);
        foreach (var place in list)
        {
            last = Write(writer, place, last);
        }
    }

    /// <summary>Reads a list and says how many bytes it took.</summary>
    public static List<RecordRef> Read(ReadOnlySpan<byte> bytes, out int length)
    {
        // Grows as it reads: a damaged count must not become an allocation.
        var refs = new List<RecordRef>();
        var reader = new ByteReader(bytes);
        StateRows.CheckVersion(reader.U8(), Version);
        var count = reader.VarInt();
        var last = default(RecordRef);
        for (var i = 0; i < count; i++)
        {
            last = Read(ref reader, last);
            refs.Add(last);
        }

        length = reader.Offset;
        return refs;
    }

    // Twice the distance in records, plus one when the block is another; then its distance; then the offset, within
    // the same block as a distance too.
    private static RecordRef Write(ByteWriter writer, RecordRef place, RecordRef last)
    {
        var isFar = place.BlockNo != last.BlockNo;
        writer.Var((2 * (place.RecordNo - last.RecordNo)) + (isFar ? 1 : 0));
        if (isFar)
        {
            writer.Var(place.BlockNo - last.BlockNo);
        }

        writer.Var(isFar ? place.Offset : place.Offset - last.Offset);
        return place;
    }

    private static RecordRef Read(ref ByteReader reader, RecordRef last)
    {
        var distance = reader.Var();
        var isFar = (distance & 1) != 0;
        return isFar
            ? new RecordRef(last.BlockNo + reader.Var(), reader.VarInt(), last.RecordNo + (distance >> 1))
            : new RecordRef(last.BlockNo, last.Offset + reader.VarInt(), last.RecordNo + (distance >> 1));
    }
}
