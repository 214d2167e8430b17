using System.Buffers.Binary;
using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>What the id index says of an id: how it was decided, and the records about it in their order.</summary>
/// <param name="Code">The pinned outcome.</param>
/// <param name="First">The submission, or the one record of a command.</param>
/// <param name="Later">What followed, for settlements that were open for a while; null for most.</param>
internal readonly record struct IdEntry(OutcomeCode Code, RecordRef First, RecordRef[]? Later)
{
    /// <summary>Bytes of a key: the kind of row, then the id in network order.</summary>
    public const int KeySize = 1 + SettlementId.Size;

    private const byte Version = 1;

    public static byte[] KeyOf(SettlementId id) => KeyOf(IdKind.Settlements.Single, id.Bits);

    public static byte[] KeyOf(byte prefix, UInt128 id)
    {
        var key = new byte[KeySize];
        WriteKey(key, prefix, id);
        return key;
    }

    public static void WriteKey(Span<byte> key, byte prefix, UInt128 id)
    {
        key[0] = prefix;
        BinaryPrimitives.WriteUInt128BigEndian(key[1..], id);
    }

    /// <exception cref="RecordFormatException">It is no key of this table.</exception>
    public static UInt128 IdOf(ReadOnlySpan<byte> key) => key.Length == KeySize
        ? BinaryPrimitives.ReadUInt128BigEndian(key[1..])
        : throw new RecordFormatException("a row of the id index has no id");

    /// <summary>All records about the id, in their order.</summary>
    public RecordRef[] Refs => Later is null ? [First] : [First, .. Later];

    public static IdEntry Of(OutcomeCode code, List<RecordRef> refs) =>
        new(code, refs[0], refs.Count == 1 ? null : [.. refs[1..]]);

    public IdEntry With(List<RecordRef> more) =>
        more.Count == 0 ? this : this with { Later = [.. Later ?? [], .. more] };

    public ReadOnlySpan<byte> Encode(ByteWriter writer)
    {
        writer.Clear();
        writer.U8(Version);
        writer.U16((ushort)Code);
        writer.Var(1 + (Later?.Length ?? 0));
        First.Write(writer);
        foreach (var place in Later ?? [])
        {
            place.Write(writer);
        }

        return writer.Written;
    }

    public static IdEntry Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        StateRows.CheckVersion(reader.U8(), Version);
        var code = (OutcomeCode)reader.U16();
        var later = reader.VarInt() - 1;
        var first = RecordRef.Read(ref reader);
        if (later == 0)
        {
            return new IdEntry(code, first, null);
        }

        // Grows as it reads: a damaged count must not become an allocation.
        var refs = new List<RecordRef>();
        for (var i = 0; i < later; i++)
        {
            refs.Add(RecordRef.Read(ref reader));
        }

        return new IdEntry(code, first, [.. refs]);
    }
}
