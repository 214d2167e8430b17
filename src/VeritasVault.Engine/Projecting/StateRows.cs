using System.Buffers.Binary;
using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>The keys of the derived tables: the one place that knows their layout (spec/blocks.md).</summary>
internal static class StateRows
{
    public const byte ParticipantPrefix = (byte)'P';
    public const byte AssetPrefix = (byte)'S';
    public const byte AccountPrefix = (byte)'A';
    public const byte KeyPrefix = (byte)'K';
    public const byte LedgerKeyPrefix = (byte)'L';
    public const byte ExternalLedgerPrefix = (byte)'E';
    public const byte OriginPrefix = (byte)'O';
    public const byte PagePrefix = (byte)'P';
    public const byte ChangesPrefix = (byte)'c';

    public const int ChangesKeySize = 1 + sizeof(long) + sizeof(int);
    public const int HistoryKeySize = sizeof(int) + sizeof(long);

    /// <summary>The row of <see cref="Storage.StoreTable.Info"/> that says how far the derived tables have
    /// come.</summary>
    public static byte[] ProjectionKey => [(byte)'p'];

    /// <summary>The row of <see cref="Storage.StoreTable.Info"/> with the locks of people and all fencing
    /// tokens.</summary>
    public static byte[] LocksKey => [(byte)'l'];

    public static byte[] RegistryKey(byte prefix, int index)
    {
        var key = new byte[5];
        key[0] = prefix;
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(1), index);
        return key;
    }

    public static byte[] PageKey(int page)
    {
        var key = new byte[5];
        key[0] = PagePrefix;
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(1), page);
        return key;
    }

    public static byte[] ChangesKey(long flush, int row)
    {
        var key = new byte[ChangesKeySize];
        key[0] = ChangesPrefix;
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), flush);
        BinaryPrimitives.WriteInt32BigEndian(key.AsSpan(9), row);
        return key;
    }

    public static byte[] OpenKey(long sequence)
    {
        var key = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(key, sequence);
        return key;
    }

    /// <summary>Segments of an account's history, by account and first record.</summary>
    public static byte[] HistoryKey(int account, long firstRecordNo)
    {
        var key = new byte[HistoryKeySize];
        WriteHistoryKey(key, account, firstRecordNo);
        return key;
    }

    public static void WriteHistoryKey(Span<byte> key, int account, long firstRecordNo)
    {
        BinaryPrimitives.WriteInt32BigEndian(key, account);
        BinaryPrimitives.WriteInt64BigEndian(key[sizeof(int)..], firstRecordNo);
    }

    public static void CheckVersion(byte found, byte expected)
    {
        if (found != expected)
        {
            throw new RecordFormatException($"row format {found}, this version reads {expected}");
        }
    }
}

/// <summary>How many rows each derived table of the state has, so that a lost one is noticed.</summary>
internal readonly record struct StateCounts(
    int Participants, int Assets, int Accounts, int Positions, int Open, int Keys, int LedgerKeys, int Origins,
    int Ledgers)
{
    public static StateCounts Of(LedgerState state) => new(
        state.Participants.Count,
        state.Assets.Count,
        state.Accounts.Count,
        state.Positions.Count,
        state.Open.Count,
        state.Keys.Count,
        state.Identity.Keys.Count,
        state.Identity.Origins.Count,
        state.Ledgers.Count);
}

/// <summary>The greatest ids in the id index: greater ones need no look-up.</summary>
internal readonly record struct GreatestIds(UInt128 Settlement, UInt128 Command)
{
    public GreatestIds With(SettlementId id) => id.Bits > Settlement ? this with { Settlement = id.Bits } : this;

    public GreatestIds With(CommandId id) => id.Bits > Command ? this with { Command = id.Bits } : this;
}

/// <summary>How far the derived tables have come, and the counters of the state at that point.</summary>
internal sealed record ProjectionMark(
    long BlockNo,
    Hash256 BlockHash,
    Genesis Genesis,
    long NextRecordNo,
    long NextEventNo,
    Timestamp LastTime,
    StateCounts Counts,
    PagesMark Pages,
    GreatestIds Greatest)
{
    private const byte Version = 4;

    public byte[] Encode()
    {
        var writer = new ByteWriter(160);
        writer.U8(Version);
        writer.Var(BlockNo);
        writer.Hash(BlockHash);
        writer.Text(Genesis.Name);
        writer.Text(Genesis.Operator.Value);
        writer.Hash(Genesis.SaltKey);
        writer.Text(Genesis.Origin.Value);
        writer.Key(Genesis.LedgerKey);
        writer.Var(Genesis.At.Micros);
        writer.Var(NextRecordNo);
        writer.Var(NextEventNo);
        writer.Var(LastTime.Micros);
        writer.Var(Counts.Participants);
        writer.Var(Counts.Assets);
        writer.Var(Counts.Accounts);
        writer.Var(Counts.Positions);
        writer.Var(Counts.Open);
        writer.Var(Counts.Keys);
        writer.Var(Counts.LedgerKeys);
        writer.Var(Counts.Origins);
        writer.Var(Counts.Ledgers);
        writer.Var(Pages.Flush);
        writer.Var(Pages.NextPage);
        writer.Var(Pages.ChangeRows);
        IdEntry.WriteKey(writer.Reserve(IdEntry.KeySize), IdKind.Settlements.Single, Greatest.Settlement);
        IdEntry.WriteKey(writer.Reserve(IdEntry.KeySize), IdKind.Commands.Single, Greatest.Command);
        return writer.Written.ToArray();
    }

    public static ProjectionMark Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new ByteReader(bytes);
        StateRows.CheckVersion(reader.U8(), Version);
        var block = reader.Var();
        var hash = reader.Hash();
        var name = reader.Text();
        if (!ActorId.TryParse(reader.Text(), out var @operator))
        {
            throw new RecordFormatException("the mark names no operator");
        }

        var genesis = new Genesis(
            name, @operator, reader.Hash(), reader.Origin(), reader.Key(), new Timestamp(reader.Var()));
        return new ProjectionMark(
            block,
            hash,
            genesis,
            reader.Var(),
            reader.Var(),
            new Timestamp(reader.Var()),
            new StateCounts(
                reader.VarInt(),
                reader.VarInt(),
                reader.VarInt(),
                reader.VarInt(),
                reader.VarInt(),
                reader.VarInt(),
                reader.VarInt(),
                reader.VarInt(),
                reader.VarInt()),
            new PagesMark(reader.Var(), reader.VarInt(), reader.VarInt()),
            new GreatestIds(
                IdEntry.IdOf(reader.Take(IdEntry.KeySize)), IdEntry.IdOf(reader.Take(IdEntry.KeySize))));
    }
}

/// <summary>The erasable row of a settlement's reference and metadata.</summary>
internal static class MetadataRow
{
    public static Storage.StoreChange Put(SettlementRequest request)
    {
        var writer = new ByteWriter();
        writer.OptionalText(request.Reference);
        writer.OptionalText(request.Metadata);
        return new Storage.StoreChange(Storage.StoreTable.Metadata, KeyOf(request.Id), writer.Written.ToArray());
    }

    public static Storage.StoreChange Erase(SettlementId id) => new(Storage.StoreTable.Metadata, KeyOf(id), null);

    public static (string? Reference, string? Metadata) Read(Storage.ILedgerStore store, SettlementId id)
    {
        var row = store.Read(Storage.StoreTable.Metadata, KeyOf(id));
        if (row is null)
        {
            return (null, null);
        }

        var reader = new ByteReader(row);
        return (reader.OptionalText(), reader.OptionalText());
    }

    private static byte[] KeyOf(SettlementId id)
    {
        var key = new byte[SettlementId.Size];
        id.Write(key);
        return key;
    }
}
