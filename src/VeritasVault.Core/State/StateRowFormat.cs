namespace VeritasVault.Core;

/// <summary>
/// Canonical bytes of each thing the state holds: what snapshots store, checksums hash and audits compare. One format a
/// kind, each opened by the version of the format.
/// </summary>
internal static class StateRowFormat
{
    public const byte Version = 3;

    public static void Write(ByteWriter writer, Participant participant)
    {
        writer.U8(Version);
        writer.Text(participant.Id.Value);
        writer.U8((byte)participant.Policy);
        writer.U8(participant.ConsentsToCredits ? (byte)1 : (byte)0);
        writer.U8(participant.MayCoordinate ? (byte)1 : (byte)0);
        writer.Var(participant.Version);
        writer.Var(participant.LastModified.Micros);
    }

    public static void Write(ByteWriter writer, Asset asset)
    {
        writer.U8(Version);
        writer.Text(asset.Id.Value);
        writer.U8((byte)asset.Scale);
        writer.Var(asset.IssuerIndex);
        WriteLimit(writer, asset.IssuanceLimit);
        writer.Var(asset.Version);
        writer.Var(asset.LastModified.Micros);
    }

    public static void Write(ByteWriter writer, Account account)
    {
        writer.U8(Version);
        writer.Text(account.Id.Value);
        writer.Var(account.OwnerIndex);
        writer.Var(account.LedgerIndex + 1);
        writer.U8((byte)account.Status);
        writer.Var(account.Version);
        writer.Var(account.LastModified.Micros);
    }

    public static void Write(ByteWriter writer, ExternalLedger ledger)
    {
        writer.U8(Version);
        writer.Text(ledger.Id.Value);
        writer.U8((byte)ledger.Hold);
        writer.Var(ledger.HoldSecondsMax ?? 0);
        writer.Var(ledger.At.Micros);
    }

    public static ExternalLedger ReadLedger(ref ByteReader reader, int index)
    {
        CheckVersion(reader.U8());
        return new ExternalLedger(
            index,
            LedgerId.Trusted(reader.Name()),
            (LedgerHold)reader.UpTo((byte)LedgerHold.None),
            reader.VarInt() is var seconds and > 0 ? seconds : null,
            new Timestamp(reader.Var()));
    }

    public static void Write(ByteWriter writer, in Position position)
    {
        writer.U8(Version);
        writer.Var(position.AccountIndex);
        writer.Var(position.AssetIndex);
        writer.Var(position.Version);
        writer.Var(position.LastModified.Micros);
        writer.Zigzag(position.Balance);
        writer.Zigzag(position.Reserved);
        writer.Zigzag(position.CreditLimit);
        WriteLimit(writer, position.Ceiling);
        WriteLimit(writer, position.StatedFloor);
        writer.Var(position.LimitsVersion);
        if (position.LimitsVersion > 0)
        {
            writer.Var(position.LimitsIndex);
        }
    }

    public static void Write(ByteWriter writer, LedgerOrigin origin)
    {
        writer.U8(Version);
        writer.Text(origin.Origin.Value);
        writer.Var(origin.RecordNo);
        writer.Var(origin.At.Micros);
        writer.Var(origin.LostSize);
        writer.Hash(origin.LostRoot);
    }

    public static void Write(ByteWriter writer, LedgerKey key)
    {
        writer.U8(Version);
        writer.Key(key.Key);
        writer.Var(key.RecordNo);
        writer.Var(key.At.Micros);
    }

    public static Participant ReadParticipant(ref ByteReader reader, int index)
    {
        CheckVersion(reader.U8());
        return new Participant(index, ParticipantId.Trusted(reader.Name()))
        {
            Policy = (ConsentPolicy)reader.UpTo((byte)ConsentPolicy.Signed),
            ConsentsToCredits = reader.Bool(),
            MayCoordinate = reader.Bool(),
            Version = reader.Var(),
            LastModified = new Timestamp(reader.Var()),
        };
    }

    public static Asset ReadAsset(ref ByteReader reader, int index)
    {
        CheckVersion(reader.U8());
        var asset = new Asset(index, AssetId.Trusted(reader.Name()), reader.UpTo(Limits.ScaleMax), reader.VarInt());
        asset.IssuanceLimit = ReadLimit(ref reader);
        asset.Version = reader.Var();
        asset.LastModified = new Timestamp(reader.Var());
        return asset;
    }

    public static Account ReadAccount(ref ByteReader reader, int index)
    {
        CheckVersion(reader.U8());
        return new Account(index, AccountId.Trusted(reader.Name()), reader.VarInt(), reader.VarInt() - 1)
        {
            Status = (AccountStatus)reader.UpTo((byte)AccountStatus.Closed),
            Version = reader.Var(),
            LastModified = new Timestamp(reader.Var()),
        };
    }

    public static Position ReadPosition(ref ByteReader reader)
    {
        CheckVersion(reader.U8());
        var position = new Position
        {
            AccountIndex = reader.VarInt(),
            AssetIndex = reader.VarInt(),
            Version = reader.Var(),
            LastModified = new Timestamp(reader.Var()),
            Balance = reader.Zigzag(),
            Reserved = reader.Zigzag(),
        };
        var creditLimit = reader.Zigzag();
        var ceiling = ReadLimit(ref reader);
        position.State(ReadLimit(ref reader));
        var limitsVersion = reader.Var();
        if (limitsVersion > 0)
        {
            position.Limit(creditLimit, ceiling, reader.VarInt(), limitsVersion);
        }
        else if (creditLimit != 0 || ceiling is not null)
        {
            throw new RecordFormatException("limits that were never set");
        }

        return position;
    }

    public static LedgerOrigin ReadOrigin(ref ByteReader reader, int index)
    {
        CheckVersion(reader.U8());
        var origin = reader.Origin();
        return new LedgerOrigin(
            index, origin, reader.Var(), new Timestamp(reader.Var()), reader.Var(), reader.Hash());
    }

    public static LedgerKey ReadLedgerKey(ref ByteReader reader, int index)
    {
        CheckVersion(reader.U8());
        var key = reader.Key();
        return new LedgerKey(index, key, reader.Var(), new Timestamp(reader.Var()));
    }

    // A limit that is not set is written as zero and has no other spelling.
    private static void WriteLimit(ByteWriter writer, Int128? limit)
    {
        writer.U8(limit is null ? (byte)0 : (byte)1);
        writer.Zigzag(limit ?? 0);
    }

    private static Int128? ReadLimit(ref ByteReader reader)
    {
        var isSet = reader.Bool();
        var limit = reader.Zigzag();
        return isSet ? limit
            : limit == 0 ? null
            : throw new RecordFormatException($"value of a limit that is not set before offset {reader.Offset}");
    }

    internal static void CheckVersion(byte version)
    {
        if (version != Version)
        {
            throw new RecordFormatException($"row format {version}, this version reads {Version}");
        }
    }
}
