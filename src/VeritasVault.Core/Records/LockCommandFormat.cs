namespace VeritasVault.Core;

/// <summary>The stored form of commands about locks.</summary>
internal static class LockCommandFormat
{
    public const byte FirstKind = 20;
    public const byte LastKind = 24;

    public static void Write(ByteWriter writer, LockCommand command)
    {
        switch (command)
        {
            case AcquireLock c:
                writer.U8(20);
                writer.Text(c.Account.Value);
                writer.Text(c.Asset.Value);
                writer.U8((byte)c.Mode);
                writer.Var(c.LeaseSeconds);
                writer.Text(c.Reason);
                break;
            case RenewLock c:
                writer.U8(21);
                writer.Var(c.Lock);
                writer.Var(c.Token);
                writer.Var(c.LeaseSeconds);
                break;
            case UpgradeLock c:
                writer.U8(22);
                writer.Var(c.Lock);
                writer.Var(c.Token);
                break;
            case ReleaseLock c:
                writer.U8(23);
                writer.Var(c.Lock);
                writer.Var(c.Token);
                break;
            case ExpireLock c:
                writer.U8(24);
                writer.Var(c.Lock);
                break;
            default:
                throw new InvariantException($"no format for {command.GetType().Name}");
        }
    }

    public static LockCommand Read(ref ByteReader reader, byte kind, CommandId id, ActorId actor) => kind switch
    {
        20 => new AcquireLock
        {
            Id = id,
            Actor = actor,
            Account = reader.NameOrNone() is { Length: > 0 } account ? AccountId.Trusted(account) : default,
            Asset = reader.NameOrNone() is { Length: > 0 } asset ? AssetId.Trusted(asset) : default,
            Mode = (LockMode)reader.UpTo((byte)LockMode.Exclusive),
            LeaseSeconds = reader.VarInt(),
            Reason = reader.Text(),
        },
        21 => new RenewLock
        {
            Id = id,
            Actor = actor,
            Lock = reader.Var(),
            Token = reader.Var(),
            LeaseSeconds = reader.VarInt(),
        },
        22 => new UpgradeLock { Id = id, Actor = actor, Lock = reader.Var(), Token = reader.Var() },
        23 => new ReleaseLock { Id = id, Actor = actor, Lock = reader.Var(), Token = reader.Var() },
        _ => new ExpireLock { Id = id, Actor = actor, Lock = reader.Var() },
    };
}
