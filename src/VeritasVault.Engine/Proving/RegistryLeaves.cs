using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>The statements of the keys as the registry's tree holds them, now or after an earlier block.</summary>
internal static class RegistryLeaves
{
    /// <summary>A key as it stands in the tree.</summary>
    /// <param name="state">The state that has the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="origin">The origin in force: a key endorsed under an earlier one stands as reset, for its
    /// endorsement
    /// names an origin that ended.</param>
    /// <param name="isRevoked">Whether its revocation has happened.</param>
    public static RegistryKeyStatement KeyOf(
        LedgerState state, ParticipantKey key, LedgerOrigin origin, bool isRevoked)
    {
        Invariant.Holds(state.Genesis is not null);
        var version = key.RevokedAt is null || isRevoked ? key.Version : key.Version - 1;
        var isOfEarlierOrigin = key.RegisteredAt < origin.At;
        var endorsement = isOfEarlierOrigin ? null : key.Endorsement;
        return new RegistryKeyStatement(
            key.Index,
            Salts.OfRegistry(state.Genesis.SaltKey.ToHash32(), RegistryTree.Keys, key.Index, version),
            version,
            state.Participants[key.ParticipantIndex].Id.Value,
            KeyStatements.Ed25519,
            key.PublicKey.ToBytes(),
            key.ValidFrom.Micros,
            key.ValidUntil?.Micros,
            isRevoked ? key.RevokedAt?.Micros : null,
            key.PreviousIndex == ParticipantKey.NoPrevious
                ? null
                : new Bytes16(state.Keys[key.PreviousIndex].Id.Bits),
            endorsement is { } signature ? signature.ToBytes() : default(ReadOnlyMemory<byte>?),
            key.IsReset || (isOfEarlierOrigin && key.Endorsement is not null));
    }
}
