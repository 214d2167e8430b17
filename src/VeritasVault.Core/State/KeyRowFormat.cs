namespace VeritasVault.Core;

/// <summary>Canonical bytes of a participant's key.</summary>
internal static class KeyRowFormat
{
    [Flags]
    private enum Has : byte
    {
        None = 0,
        ValidUntil = 1,
        Revoked = 2,
        Endorsement = 4,
        Reset = 8,
        All = 15,
    }

    public static void Write(ByteWriter writer, ParticipantKey key)
    {
        writer.U8(StateRowFormat.Version);
        writer.Var(key.ParticipantIndex);
        key.Id.Write(writer.Reserve(KeyId.Size));
        writer.U8((byte)KeyAlgorithm.Ed25519);
        writer.Key(key.PublicKey);
        writer.U8((byte)((key.ValidUntil is null ? Has.None : Has.ValidUntil)
            | (key.RevokedAt is null ? Has.None : Has.Revoked)
            | (key.Endorsement is null ? Has.None : Has.Endorsement)
            | (key.IsReset ? Has.Reset : Has.None)));
        writer.Var(key.PreviousIndex + 1);
        writer.Var(key.ValidFrom.Micros);
        writer.Var(key.RegisteredAt.Micros);
        writer.Var(key.Version);
        writer.Var(key.LastModified.Micros);
        if (key.ValidUntil is { } until)
        {
            writer.Var(until.Micros);
        }

        if (key.RevokedAt is { } revoked)
        {
            writer.Var(revoked.Micros);
        }

        if (key.Endorsement is { } endorsement)
        {
            writer.Signature(endorsement);
        }
    }

    public static ParticipantKey Read(ref ByteReader reader, int index)
    {
        StateRowFormat.CheckVersion(reader.U8());
        var participant = reader.VarInt();
        var id = KeyId.Read(reader.Take(KeyId.Size));
        if (reader.U8() is var algorithm && algorithm != (byte)KeyAlgorithm.Ed25519)
        {
            throw new RecordFormatException($"unknown key algorithm {algorithm}");
        }

        var publicKey = reader.Key();
        var has = (Has)reader.UpTo((byte)Has.All);
        if (has.HasFlag(Has.Endorsement | Has.Reset))
        {
            throw new RecordFormatException("a key that is both endorsed and reset");
        }

        return new ParticipantKey(index, participant, id, publicKey)
        {
            PreviousIndex = reader.IndexBelow(index + 1) - 1,
            ValidFrom = new Timestamp(reader.Var()),
            RegisteredAt = new Timestamp(reader.Var()),
            Version = reader.Var(),
            LastModified = new Timestamp(reader.Var()),
            ValidUntil = has.HasFlag(Has.ValidUntil) ? new Timestamp(reader.Var()) : null,
            RevokedAt = has.HasFlag(Has.Revoked) ? new Timestamp(reader.Var()) : null,
            Endorsement = has.HasFlag(Has.Endorsement) ? reader.Signature() : null,
            IsReset = has.HasFlag(Has.Reset),
        };
    }
}
