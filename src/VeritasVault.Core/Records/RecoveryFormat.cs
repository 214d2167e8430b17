namespace VeritasVault.Core;

/// <summary>The stored form of a recovery policy: its tries, 0 for none, and its delays.</summary>
internal static class RecoveryFormat
{
    public static void Write(ByteWriter writer, RecoveryPolicy? policy)
    {
        writer.Var(policy?.Tries ?? 0);
        if (policy is not null)
        {
            writer.Var(policy.DelayMs);
            writer.Var(policy.DelayMaxMs);
        }
    }

    public static RecoveryPolicy? Read(ref ByteReader reader)
    {
        var tries = reader.VarInt();
        if (tries == 0)
        {
            return null;
        }

        var policy = new RecoveryPolicy(tries, reader.VarInt(), reader.VarInt());
        return policy.OutOfRange() is null ? policy
            : throw new RecordFormatException($"a recovery policy out of bounds before offset {reader.Offset}");
    }
}
