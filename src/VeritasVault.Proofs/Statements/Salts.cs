using System.Buffers.Binary;

namespace VeritasVault.Proofs;

/// <summary>
/// Salts, nonces and secrets (spec/statements.md, Salts): SHA-256 of a secret or the salt key with a tag that no two
/// uses
/// share.
/// </summary>
public static class Salts
{
    internal const byte ElementTag = 0x01;
    internal const byte NonceTag = 0x02;
    internal const byte StateTag = 0x03;
    internal const byte SecretTag = 0x04;
    private const byte RegistryTag = 0x06;
    private const byte CommandTag = 0x07;

    private const int StateInputSize = Hash32.Size + 1 + 8 + 8;

    /// <summary>Salt of instruction <paramref name="position"/> of the settlement with this secret.</summary>
    public static Bytes16 OfInstruction(in Hash32 secret, int position) => OfElement(secret, (uint)position);

    /// <summary>Salt of foreign operation <paramref name="position"/> of the settlement with this secret.</summary>
    public static Bytes16 OfForeign(in Hash32 secret, int position) => OfElement(secret, 0x8000_0000u | (uint)position);

    /// <summary>Salt of the terms of the settlement with this secret.</summary>
    public static Bytes16 OfTerms(in Hash32 secret) => OfElement(secret, uint.MaxValue);

    /// <summary>The nonce of the transaction with this secret.</summary>
    public static Hash32 Nonce(in Hash32 secret)
    {
        Span<byte> input = stackalloc byte[Hash32.Size + 1];
        secret.Bytes.CopyTo(input);
        input[Hash32.Size] = NonceTag;
        return Hash32.Of(input);
    }

    /// <summary>The secret of a settlement whose proposer gave none.</summary>
    public static Hash32 Secret(in Hash32 saltKey, Bytes16 settlementId)
    {
        Span<byte> input = stackalloc byte[Hash32.Size + 1 + Bytes16.Size];
        Begin(input, saltKey, SecretTag);
        settlementId.Write(input[(Hash32.Size + 1)..]);
        return Hash32.Of(input);
    }

    /// <summary>Salt of a version of a position.</summary>
    public static Bytes16 OfState(in Hash32 saltKey, long positionIndex, long version)
    {
        Span<byte> input = stackalloc byte[StateInputSize];
        Begin(input, saltKey, StateTag);
        BinaryPrimitives.WriteInt64BigEndian(input[(Hash32.Size + 1)..], positionIndex);
        BinaryPrimitives.WriteInt64BigEndian(input[(Hash32.Size + 9)..], version);
        return First16(Hash32.Of(input));
    }

    /// <summary>Salt of a version of a registry leaf.</summary>
    /// <param name="saltKey">The ledger's salt key.</param>
    /// <param name="tree">1 to 5, see <see cref="RegistryTree"/>.</param>
    /// <param name="index">Place of the leaf in its tree.</param>
    /// <param name="version">Version of what the leaf says.</param>
    public static Bytes16 OfRegistry(in Hash32 saltKey, RegistryTree tree, long index, long version)
    {
        Span<byte> input = stackalloc byte[Hash32.Size + 2 + 8 + 8];
        Begin(input, saltKey, RegistryTag);
        input[Hash32.Size + 1] = (byte)tree;
        BinaryPrimitives.WriteInt64BigEndian(input[(Hash32.Size + 2)..], index);
        BinaryPrimitives.WriteInt64BigEndian(input[(Hash32.Size + 10)..], version);
        return First16(Hash32.Of(input));
    }

    /// <summary>Salt of the command that made the entry at <paramref name="logIndex"/>.</summary>
    public static Bytes16 OfCommand(in Hash32 saltKey, long logIndex)
    {
        Span<byte> input = stackalloc byte[Hash32.Size + 1 + 8];
        Begin(input, saltKey, CommandTag);
        BinaryPrimitives.WriteInt64BigEndian(input[(Hash32.Size + 1)..], logIndex);
        return First16(Hash32.Of(input));
    }

    private static Bytes16 OfElement(in Hash32 secret, uint position)
    {
        Span<byte> input = stackalloc byte[Hash32.Size + 1 + 4];
        Begin(input, secret, ElementTag);
        BinaryPrimitives.WriteUInt32BigEndian(input[(Hash32.Size + 1)..], position);
        return First16(Hash32.Of(input));
    }

    private static void Begin(Span<byte> input, in Hash32 key, byte tag)
    {
        key.Bytes.CopyTo(input);
        input[Hash32.Size] = tag;
    }

    private static Bytes16 First16(in Hash32 hash) => Bytes16.Read(hash.Bytes);
}

/// <summary>The trees of the registry.</summary>
public enum RegistryTree : byte
{
    /// <summary>Participants and their policies.</summary>
    Participants = 1,

    /// <summary>Participants' keys.</summary>
    Keys = 2,

    /// <summary>Assets.</summary>
    Assets = 3,

    /// <summary>Accounts.</summary>
    Accounts = 4,

    /// <summary>Limits of positions.</summary>
    Limits = 5,
}
