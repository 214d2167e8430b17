namespace VeritasVault.Proofs;

/// <summary>Statements about keys (spec/statements.md, Keys and registry).</summary>
public static class KeyStatements
{
    /// <summary>The number of Ed25519, the only algorithm so far.</summary>
    public const int Ed25519 = 1;

    /// <summary>The id of a public key.</summary>
    /// <param name="algorithm">1: Ed25519.</param>
    /// <param name="publicKey">32 bytes.</param>
    public static Bytes16 KeyId(int algorithm, ReadOnlySpan<byte> publicKey)
    {
        var writer = new StatementWriter(64);
        writer.Array(3);
        writer.Text(StatementTypes.PublicKey);
        writer.UInt(algorithm);
        writer.Bytes(publicKey);
        return Bytes16.Read(Hash32.Of(writer.Written).Bytes);
    }

    /// <summary>What a key signs to endorse its successor.</summary>
    /// <param name="origin">The log.</param>
    /// <param name="participant">Whose key it is; null: the log's own.</param>
    /// <param name="algorithm">Of the new key.</param>
    /// <param name="publicKey">The new key.</param>
    /// <param name="validFrom">Microseconds since 1970.</param>
    /// <param name="validUntil">Microseconds since 1970, or null.</param>
    public static byte[] Endorsement(
        string origin,
        string? participant,
        int algorithm,
        ReadOnlySpan<byte> publicKey,
        long validFrom,
        long? validUntil)
    {
        var writer = new StatementWriter();
        writer.Array(7);
        writer.Text(StatementTypes.Endorse);
        writer.Text(origin);
        writer.TextOrNull(participant);
        writer.UInt(algorithm);
        writer.Bytes(publicKey);
        writer.UInt(validFrom);
        writer.TimeOrNull(validUntil);
        return writer.Written.ToArray();
    }
}

/// <summary>A participant's key as the registry holds it: leaf of <see cref="RegistryTree.Keys"/>.</summary>
/// <param name="Index">Place in the tree.</param>
/// <param name="Salt">Of this version.</param>
/// <param name="Version">Changes so far.</param>
/// <param name="Participant">Whose it is.</param>
/// <param name="Algorithm">1: Ed25519.</param>
/// <param name="PublicKey">32 bytes.</param>
/// <param name="ValidFrom">First valid microsecond.</param>
/// <param name="ValidUntil">First microsecond after, or null.</param>
/// <param name="RevokedAt">Last valid microsecond, or null.</param>
/// <param name="PreviousKeyId">The predecessor; null for a first key.</param>
/// <param name="Endorsement">The predecessor's signature, 64 bytes; null for a first or reset key.</param>
/// <param name="IsReset">Set by the operator without the predecessor's word.</param>
public sealed record RegistryKeyStatement(
    long Index,
    Bytes16 Salt,
    long Version,
    string Participant,
    int Algorithm,
    ReadOnlyMemory<byte> PublicKey,
    long ValidFrom,
    long? ValidUntil,
    long? RevokedAt,
    Bytes16? PreviousKeyId,
    ReadOnlyMemory<byte>? Endorsement,
    bool IsReset)
{
    /// <summary>The key's id.</summary>
    public Bytes16 KeyId => KeyStatements.KeyId(Algorithm, PublicKey.Span);

    /// <summary>Whether a signature by the key counts at that time.</summary>
    public bool IsValidAt(long time) =>
        ValidFrom <= time && (ValidUntil is not { } until || time < until) && (RevokedAt is not { } end || time <= end);

    /// <summary>Writes the statement.</summary>
    public void Write(StatementWriter writer)
    {
        writer.Array(14);
        writer.Text(StatementTypes.RegistryKey);
        writer.UInt(Index);
        Salt.WriteTo(writer);
        writer.UInt(Version);
        writer.Text(Participant);
        KeyId.WriteTo(writer);
        writer.UInt(Algorithm);
        writer.Bytes(PublicKey.Span);
        writer.UInt(ValidFrom);
        writer.TimeOrNull(ValidUntil);
        writer.TimeOrNull(RevokedAt);
        writer.IdOrNull(PreviousKeyId);
        writer.SignatureOrNull(Endorsement);
        writer.UInt(IsReset ? 1L : 0L);
    }

    /// <summary>The leaf hash.</summary>
    public Hash32 LeafHash()
    {
        var writer = new StatementWriter();
        Write(writer);
        return MerkleHash.Leaf(writer.Written);
    }
}
