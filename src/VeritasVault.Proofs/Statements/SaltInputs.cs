using System.Buffers.Binary;

namespace VeritasVault.Proofs;

/// <summary>
/// The messages whose hashes <see cref="Salts"/> takes: for whoever hashes many of them at once. Each method writes one
/// message; the caller ends it.
/// </summary>
public static class SaltInputs
{
    /// <summary>Of <see cref="Salts.OfInstruction"/>; with <see cref="uint.MaxValue"/> of
    /// <see cref="Salts.OfTerms"/>.</summary>
    public static void Element(StatementWriter writer, in Hash32 secret, uint position)
    {
        Span<byte> rest = stackalloc byte[1 + sizeof(uint)];
        rest[0] = Salts.ElementTag;
        BinaryPrimitives.WriteUInt32BigEndian(rest[1..], position);
        Write(writer, secret, rest);
    }

    /// <summary>Of <see cref="Salts.Nonce"/>.</summary>
    public static void Nonce(StatementWriter writer, in Hash32 secret) => Write(writer, secret, [Salts.NonceTag]);

    /// <summary>Of <see cref="Salts.Secret"/>.</summary>
    public static void Secret(StatementWriter writer, in Hash32 saltKey, Bytes16 settlementId)
    {
        Span<byte> rest = stackalloc byte[1 + Bytes16.Size];
        rest[0] = Salts.SecretTag;
        settlementId.Write(rest[1..]);
        Write(writer, saltKey, rest);
    }

    /// <summary>Of <see cref="Salts.OfState"/>.</summary>
    public static void State(StatementWriter writer, in Hash32 saltKey, long positionIndex, long version)
    {
        Span<byte> rest = stackalloc byte[1 + (2 * sizeof(long))];
        rest[0] = Salts.StateTag;
        BinaryPrimitives.WriteInt64BigEndian(rest[1..], positionIndex);
        BinaryPrimitives.WriteInt64BigEndian(rest[(1 + sizeof(long))..], version);
        Write(writer, saltKey, rest);
    }

    private static void Write(StatementWriter writer, in Hash32 key, ReadOnlySpan<byte> rest)
    {
        writer.Raw(key.Bytes);
        writer.Raw(rest);
    }
}
