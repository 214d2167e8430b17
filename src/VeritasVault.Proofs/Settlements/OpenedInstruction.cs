namespace VeritasVault.Proofs;

/// <summary>A leg, opened.</summary>
/// <param name="Statement">The leg.</param>
/// <param name="Path">
/// From its place up to a child of the root (RFC 6962 inclusion path); null where the list is whole.
/// </param>
public sealed record OpenedInstruction(InstructionStatement Statement, IReadOnlyList<Hash32>? Path);

/// <summary>What happened to one position: its hashes, perhaps its numbers.</summary>
/// <param name="Statement">Place, version and hashes.</param>
/// <param name="Opened">The position before and after; null when it is closed.</param>
/// <param name="Path">As in <see cref="OpenedInstruction"/>.</param>
public sealed record OpenedState(StateStatement Statement, OpenedPosition? Opened, IReadOnlyList<Hash32>? Path);

/// <summary>A position before and after.</summary>
/// <param name="Account">The account.</param>
/// <param name="Asset">The asset.</param>
/// <param name="Before">At the version before that of the state.</param>
/// <param name="After">At the version of the state.</param>
public sealed record OpenedPosition(string Account, string Asset, PositionVersion Before, PositionVersion After)
{
    /// <summary>The position before, as its hash is made.</summary>
    public PositionStatement StatementBefore(in StateStatement state) =>
        Statement(state, state.VersionAfter - 1, Before);

    /// <summary>The position after, as its hash is made.</summary>
    public PositionStatement StatementAfter(in StateStatement state) => Statement(state, state.VersionAfter, After);

    private PositionStatement Statement(in StateStatement state, long version, PositionVersion of) =>
        new(Account, Asset, state.PositionIndex, version, of.Balance, of.Reserved, of.Floor, of.Salt);
}

/// <summary>The numbers of a version of a position, in minor units.</summary>
/// <param name="Balance">What is there.</param>
/// <param name="Reserved">What of it is set aside.</param>
/// <param name="Floor">Least allowed balance − reserved; null: none.</param>
/// <param name="Salt">Of this version.</param>
public readonly record struct PositionVersion(Int128 Balance, Int128 Reserved, Int128? Floor, Bytes16 Salt)
{
    /// <summary>The numbers of a statement.</summary>
    public static PositionVersion Of(in PositionStatement position) =>
        new(position.Balance, position.Reserved, position.Floor, position.Salt);
}

/// <summary>A participant's signature, opened.</summary>
/// <param name="Statement">The signature and, where it is of a batch, which.</param>
/// <param name="BatchPath">
/// From the approval up to a child of the batch's root; null exactly when the signature is of no batch.
/// </param>
/// <param name="Path">As in <see cref="OpenedInstruction"/>.</param>
public sealed record OpenedSignature(
    SignatureStatement Statement, IReadOnlyList<Hash32>? BatchPath, IReadOnlyList<Hash32>? Path);

/// <summary>The signers' keys as the registry of the settlement's block held them.</summary>
/// <param name="Registry">Hashes to the registry root of the block's entry.</param>
/// <param name="Opened">
/// Each key that a listed signature uses and the predecessors of the endorsed ones, by increasing index.
/// </param>
public sealed record OpenedKeys(RegistryStatement Registry, IReadOnlyList<OpenedKey> Opened);

/// <summary>A key with its path in the tree of keys.</summary>
/// <param name="Statement">The key.</param>
/// <param name="Path">From its index up to a child of the root.</param>
public sealed record OpenedKey(RegistryKeyStatement Statement, IReadOnlyList<Hash32> Path);
