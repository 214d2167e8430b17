namespace VeritasVault.Core;

/// <summary>The secret from which the salts of one settlement derive (spec/statements.md).</summary>
internal static class SettlementSecret
{
    private const byte OfNobody = 0x04;
    private const byte OfMetadata = 0x05;

    /// <summary>The proposer's secret or, where it gave none, SHA-256(salt key ‖ 04 ‖ settlement id).</summary>
    /// <param name="request">The settlement.</param>
    /// <param name="saltKey">The ledger's salt key.</param>
    public static Hash256 Of(SettlementRequest request, Hash256 saltKey)
    {
        if (request.Secret is { } secret)
        {
            return secret;
        }

        Span<byte> seed = stackalloc byte[Hash256.Size + 1 + SettlementId.Size];
        saltKey.Write(seed);
        seed[Hash256.Size] = OfNobody;
        request.Id.Write(seed[(Hash256.Size + 1)..]);
        return Hash256.Of(seed);
    }

    /// <summary>Writes the 16 bytes with which reference and metadata are hashed: the first of SHA-256(secret ‖
    /// 05).</summary>
    public static void WriteMetadataSalt(Hash256 secret, Span<byte> salt)
    {
        Span<byte> seed = stackalloc byte[Hash256.Size + 1];
        secret.Write(seed);
        seed[Hash256.Size] = OfMetadata;
        Span<byte> hash = stackalloc byte[Hash256.Size];
        Hash256.Of(seed).Write(hash);
        hash[..salt.Length].CopyTo(salt);
    }
}
