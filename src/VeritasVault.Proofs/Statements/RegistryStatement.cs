namespace VeritasVault.Proofs;

/// <summary>Roots and sizes of the registry's trees; its hash is the <c>registryRoot</c> of a block entry.</summary>
/// <param name="ParticipantCount">Leaves of tree 1.</param>
/// <param name="ParticipantsRoot">Root of tree 1.</param>
/// <param name="KeyCount">Leaves of tree 2.</param>
/// <param name="KeysRoot">Root of tree 2.</param>
/// <param name="AssetCount">Leaves of tree 3.</param>
/// <param name="AssetsRoot">Root of tree 3.</param>
/// <param name="AccountCount">Leaves of tree 4.</param>
/// <param name="AccountsRoot">Root of tree 4.</param>
/// <param name="LimitCount">Leaves of tree 5.</param>
/// <param name="LimitsRoot">Root of tree 5.</param>
public sealed record RegistryStatement(
    long ParticipantCount,
    Hash32 ParticipantsRoot,
    long KeyCount,
    Hash32 KeysRoot,
    long AssetCount,
    Hash32 AssetsRoot,
    long AccountCount,
    Hash32 AccountsRoot,
    long LimitCount,
    Hash32 LimitsRoot)
{
    /// <summary>Writes the statement.</summary>
    public void Write(StatementWriter writer)
    {
        writer.Array(11);
        writer.Text(StatementTypes.Registry);
        writer.UInt(ParticipantCount);
        writer.Hash(ParticipantsRoot);
        writer.UInt(KeyCount);
        writer.Hash(KeysRoot);
        writer.UInt(AssetCount);
        writer.Hash(AssetsRoot);
        writer.UInt(AccountCount);
        writer.Hash(AccountsRoot);
        writer.UInt(LimitCount);
        writer.Hash(LimitsRoot);
    }

    /// <summary>The registry root.</summary>
    public Hash32 Hash()
    {
        var writer = new StatementWriter();
        Write(writer);
        return Hash32.Of(writer.Written);
    }

    /// <summary>Reads the statement.</summary>
    /// <exception cref="ProofFormatException">The bytes are another.</exception>
    public static RegistryStatement Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new StatementReader(bytes);
        reader.Statement(StatementTypes.Registry, 11);
        var statement = new RegistryStatement(
            reader.Int64(), reader.Hash(), reader.Int64(), reader.Hash(), reader.Int64(), reader.Hash(),
            reader.Int64(), reader.Hash(), reader.Int64(), reader.Hash());
        reader.End();
        return statement;
    }
}

/// <summary>The leaves of the registry's other trees (spec/statements.md, Keys and registry).</summary>
public static class RegistryLeaf
{
    /// <summary>A participant: leaf of <see cref="RegistryTree.Participants"/>.</summary>
    public static void Participant(
        StatementWriter writer, long index, Bytes16 salt, long version, string id, int policy, bool consentsToCredits,
        bool mayCoordinate)
    {
        Begin(writer, 8, StatementTypes.RegistryParticipant, index, salt, version);
        writer.Text(id);
        writer.UInt(policy);
        writer.UInt(consentsToCredits ? 1L : 0L);
        writer.UInt(mayCoordinate ? 1L : 0L);
    }

    /// <summary>An asset: leaf of <see cref="RegistryTree.Assets"/>.</summary>
    public static void Asset(
        StatementWriter writer,
        long index,
        Bytes16 salt,
        long version,
        string id,
        int scale,
        string issuer,
        Int128? limit)
    {
        Begin(writer, 8, StatementTypes.RegistryAsset, index, salt, version);
        writer.Text(id);
        writer.UInt(scale);
        writer.Text(issuer);
        writer.AmountOrNull(limit);
    }

    /// <summary>An account: leaf of <see cref="RegistryTree.Accounts"/>.</summary>
    public static void Account(
        StatementWriter writer, long index, Bytes16 salt, long version, string id, string owner, int status)
    {
        Begin(writer, 7, StatementTypes.RegistryAccount, index, salt, version);
        writer.Text(id);
        writer.Text(owner);
        writer.UInt(status);
    }

    /// <summary>The limits of a position: leaf of <see cref="RegistryTree.Limits"/>.</summary>
    public static void Limit(
        StatementWriter writer,
        long index,
        Bytes16 salt,
        long version,
        string account,
        string asset,
        Int128 creditLimit,
        Int128? ceiling)
    {
        Begin(writer, 8, StatementTypes.RegistryLimit, index, salt, version);
        writer.Text(account);
        writer.Text(asset);
        writer.Amount(creditLimit);
        writer.AmountOrNull(ceiling);
    }

    private static void Begin(
        StatementWriter writer, int count, ReadOnlySpan<byte> type, long index, Bytes16 salt, long version)
    {
        writer.Array(count);
        writer.Text(type);
        writer.UInt(index);
        salt.WriteTo(writer);
        writer.UInt(version);
    }
}
