using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>The core and the proofs know nothing of each other; here their values meet.</summary>
internal static class Hashes
{
    public static Hash32 ToHash32(this Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        hash.Write(bytes);
        return new Hash32(bytes);
    }

    public static Hash256 ToHash256(this in Hash32 hash) => Hash256.Read(hash.Bytes);

    public static byte[] ToBytes(this PublicKey key)
    {
        var bytes = new byte[PublicKey.Size];
        key.Write(bytes);
        return bytes;
    }

    public static byte[] ToBytes(this Signature signature)
    {
        var bytes = new byte[Signature.Size];
        signature.Write(bytes);
        return bytes;
    }

    public static Bytes16 ToBytes16(this SettlementId id) => new(id.Bits);
}
