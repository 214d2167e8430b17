using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Where a record is.</summary>
/// <param name="BlockNo">Its block.</param>
/// <param name="Offset">Byte offset of its length within the block's records.</param>
/// <param name="RecordNo">Its number.</param>
internal readonly record struct RecordRef(long BlockNo, int Offset, long RecordNo)
{
    public void Write(ByteWriter writer)
    {
        writer.Var(BlockNo);
        writer.Var(Offset);
        writer.Var(RecordNo);
    }

    public static RecordRef Read(ref ByteReader reader) => new(reader.Var(), reader.VarInt(), reader.Var());
}

/// <summary>The row of the id index: how an id was decided, and the records about it in their order.</summary>
/// <param name="Code">The pinned outcome.</param>
/// <param name="Refs">First the submission, then what followed; more than one for settlements that were open for a while.</param>
internal sealed record IdEntry(OutcomeCode Code, RecordRef[] Refs)
{
    private const byte Version = 1;
    private const byte SettlementPrefix = (byte)'S';
    private const byte CommandPrefix = (byte)'C';

    public static byte[] KeyOf(SettlementId id)
    {
        var key = new byte[1 + SettlementId.Size];
        key[0] = SettlementPrefix;
        id.Write(key.AsSpan(1));
        return key;
    }

    public static byte[] KeyOf(CommandId id)
    {
        var key = new byte[1 + CommandId.Size];
        key[0] = CommandPrefix;
        id.Write(key.AsSpan(1));
        return key;
    }

    /// <summary>The keys of all settlements from one on, and where they end.</summary>
    public static (byte[] From, byte[] To) SettlementKeys(SettlementId from) => (KeyOf(from), [SettlementPrefix + 1]);

    public static SettlementId SettlementOf(byte[] key) => SettlementId.Read(key.AsSpan(1));

    public byte[] Encode()
    {
        var writer = new ByteWriter(32);
        writer.U8(Version);
        writer.U16((ushort)Code);
        writer.Var(Refs.Length);
        foreach (var place in Refs)
        {
            place.Write(writer);
        }

        return writer.Written.ToArray();
    }

    public static IdEntry Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        StateRows.CheckVersion(reader.U8(), Version);
        var code = (OutcomeCode)reader.U16();
        var refs = new RecordRef[reader.VarInt()];
        for (var i = 0; i < refs.Length; i++)
        {
            refs[i] = RecordRef.Read(ref reader);
        }

        return new IdEntry(code, refs);
    }
}
