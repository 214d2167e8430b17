namespace VeritasVault.Core;

/// <summary>The stored form of the registration of a key.</summary>
internal static class KeyCommandFormat
{
    [Flags]
    private enum Has : byte
    {
        None = 0,
        ValidFrom = 1,
        ValidUntil = 2,
        Endorsement = 4,
        Reset = 8,
        All = 15,
    }

    public static void Write(ByteWriter writer, byte kind, RegisterKey command)
    {
        writer.U8(kind);
        writer.Text(command.Participant.Value);
        writer.U8((byte)KeyAlgorithm.Ed25519);
        writer.Key(command.PublicKey);
        command.Key.Write(writer.Reserve(KeyId.Size));
        writer.U8((byte)((command.ValidFrom is null ? Has.None : Has.ValidFrom)
            | (command.ValidUntil is null ? Has.None : Has.ValidUntil)
            | (command.Endorsement is null ? Has.None : Has.Endorsement)
            | (command.IsReset ? Has.Reset : Has.None)));
        if (command.ValidFrom is { } from)
        {
            writer.I64(from.Micros);
        }

        if (command.ValidUntil is { } until)
        {
            writer.I64(until.Micros);
        }

        if (command.Endorsement is { } endorsement)
        {
            endorsement.By.Write(writer.Reserve(KeyId.Size));
            writer.Signature(endorsement.Signature);
        }
    }

    /// <summary>Reads what follows the kind.</summary>
    public static RegisterKey Read(ref ByteReader reader, CommandId id, ActorId actor)
    {
        var participant = ParticipantId.Trusted(reader.Name());
        if (reader.U8() is var algorithm && algorithm != (byte)KeyAlgorithm.Ed25519)
        {
            throw new RecordFormatException($"unknown key algorithm {algorithm}");
        }

        var publicKey = reader.Key();
        var key = KeyId.Read(reader.Take(KeyId.Size));
        var has = (Has)reader.UpTo((byte)Has.All);
        return new RegisterKey
        {
            Id = id,
            Actor = actor,
            Participant = participant,
            PublicKey = publicKey,
            Key = key,
            ValidFrom = has.HasFlag(Has.ValidFrom) ? reader.Time() : null,
            ValidUntil = has.HasFlag(Has.ValidUntil) ? reader.Time() : null,
            Endorsement = has.HasFlag(Has.Endorsement)
                ? new KeyEndorsement(KeyId.Read(reader.Take(KeyId.Size)), reader.Signature())
                : null,
            IsReset = has.HasFlag(Has.Reset),
        };
    }
}
