using System.Buffers.Binary;
using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>
/// Many neighbouring ids in one row of the id index, as differences: about 12 bytes for a settlement that was decided
/// at once, where a row of its own takes 30 and its share of the table's books.
/// </summary>
internal static class IdRun
{
    /// <summary>Ids in a run; fewer than the least get rows of their own.</summary>
    public const int IdsMin = 4;

    public const int IdsMax = 256;

    private const byte Version = 1;

    [Flags]
    private enum Has : byte
    {
        None = 0,

        /// <summary>Its record is the one after that of the id before, in the same block.</summary>
        NextRecord = 1,

        /// <summary>It has the outcome of the id before.</summary>
        SameCode = 2,

        Later = 4,
        All = 7,
    }

    public static void Write(ByteWriter writer, PendingIds ids, ReadOnlySpan<Pending> run)
    {
        writer.U8(Version);
        writer.Var(run.Length);
        var last = default(Pending);
        foreach (ref readonly var pending in run)
        {
            WriteOne(writer, ids.EntryOf(pending), pending.Id, last);
            last = pending;
        }
    }

    public static Walk Read(ReadOnlySpan<byte> bytes) => new(bytes);

    public static List<(UInt128 Id, IdEntry Entry)> All(ReadOnlySpan<byte> bytes)
    {
        var all = new List<(UInt128, IdEntry)>();
        for (var run = new Walk(bytes); run.Next();)
        {
            all.Add((run.Id, run.Entry));
        }

        return all;
    }

    private static void WriteOne(ByteWriter writer, IdEntry entry, UInt128 id, in Pending last)
    {
        var first = entry.First;
        var isNext = first.BlockNo == last.First.BlockNo && first.RecordNo == last.First.RecordNo + 1;
        var isSame = entry.Code == last.Code;
        writer.U8((byte)((isNext ? Has.NextRecord : Has.None) | (isSame ? Has.SameCode : Has.None)
            | (entry.Later is null ? Has.None : Has.Later)));
        writer.Var((UInt128)((ulong)(id >> 64) - (ulong)(last.Id >> 64)));
        BinaryPrimitives.WriteUInt64BigEndian(writer.Reserve(sizeof(ulong)), unchecked((ulong)id));
        if (isNext)
        {
            writer.Var(first.Offset - last.First.Offset);
        }
        else
        {
            first.Write(writer);
        }

        if (!isSame)
        {
            writer.U16((ushort)entry.Code);
        }

        if (entry.Later is { } later)
        {
            writer.Var(later.Length);
            foreach (var place in later)
            {
                place.Write(writer);
            }
        }
    }

    /// <summary>Walks the ids of a run in their order.</summary>
    public ref struct Walk
    {
        private ByteReader _reader;
        private int _left;

        public Walk(ReadOnlySpan<byte> bytes)
        {
            _reader = new ByteReader(bytes);
            StateRows.CheckVersion(_reader.U8(), Version);
            _left = _reader.VarInt();
            Id = default;
            Entry = default;
        }

        public UInt128 Id { get; private set; }

        public IdEntry Entry { get; private set; }

        /// <exception cref="RecordFormatException">The run is damaged.</exception>
        public bool Next()
        {
            if (_left == 0)
            {
                return _reader.AtEnd ? false : throw new RecordFormatException("a run of ids has bytes left over");
            }

            _left--;
            var has = (Has)_reader.UpTo((byte)Has.All);
            var high = unchecked((ulong)(Id >> 64) + (ulong)_reader.Var128());
            Id = new UInt128(high, BinaryPrimitives.ReadUInt64BigEndian(_reader.Take(sizeof(ulong))));
            var was = Entry.First;
            var first = has.HasFlag(Has.NextRecord)
                ? new RecordRef(was.BlockNo, was.Offset + _reader.VarInt(), was.RecordNo + 1)
                : RecordRef.Read(ref _reader);
            var code = has.HasFlag(Has.SameCode) ? Entry.Code : (OutcomeCode)_reader.U16();
            Entry = new IdEntry(code, first, has.HasFlag(Has.Later) ? ReadLater() : null);
            return true;
        }

        private RecordRef[] ReadLater()
        {
            var count = _reader.VarInt();
            var later = new List<RecordRef>();
            for (var i = 0; i < count; i++)
            {
                later.Add(RecordRef.Read(ref _reader));
            }

            return [.. later];
        }
    }
}
