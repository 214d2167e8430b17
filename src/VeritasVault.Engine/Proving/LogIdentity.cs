using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>The names and keys of the log as a stranger pins them: C2SP vkeys.</summary>
internal static class LogIdentity
{
    /// <summary>The vkey of a key under an origin.</summary>
    /// <exception cref="RecordFormatException">The stored key is none.</exception>
    public static string VkeyOf(Origin origin, PublicKey key) =>
        CheckedKeys.Find(key) is { } publicKey
            ? NoteKey.Create(origin.Value, NoteKeyType.Ed25519, publicKey).ToString()
            : throw new RecordFormatException("the ledger's key is not a valid one");

    /// <summary>One key may sign under several names, and under one name several keys: each pair that was ever in
    /// force, oldest first.</summary>
    public static IEnumerable<string> All(LedgerState state)
    {
        var changes = state.Identity.Origins.Select(origin => origin.RecordNo)
            .Concat(state.Identity.Keys.Select(key => key.RecordNo)).Distinct().Order();
        return changes.Select(recordNo => VkeyOf(
            state.Identity.Origins.Last(origin => origin.RecordNo <= recordNo).Origin,
            state.Identity.Keys.Last(key => key.RecordNo <= recordNo).Key)).Distinct(StringComparer.Ordinal);
    }
}
