using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>The row of the id index: how an id was decided, and the records about it in their order.</summary>
/// <param name="Code">The pinned outcome.</param>
/// <param name="First">The submission, or the one record of a command.</param>
/// <param name="Later">What followed, for settlements that were open for a while; null for most.</param>
internal readonly record struct IdEntry(OutcomeCode Code, RecordRef First, RecordRef[]? Later)
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

    /// <summary>All records about the id, in their order.</summary>
    public RecordRef[] Refs => Later is null ? [First] : [First, .. Later];

    public static IdEntry Of(OutcomeCode code, List<RecordRef> refs) =>
        new(code, refs[0], refs.Count == 1 ? null : [.. refs.Skip(1)]);

    public IdEntry With(RecordRef another) => this with { Later = [.. Later ?? [], another] };

    public byte[] Encode(ByteWriter writer)
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

        return writer.Written.ToArray();
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
