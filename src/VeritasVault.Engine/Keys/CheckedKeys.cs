using System.Collections.Concurrent;
using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// Public keys and what their check gave. A key's bytes decide it for ever, the check costs more than a signature, and
/// few keys make most signatures: so it is remembered once for the whole process.
/// </summary>
internal static class CheckedKeys
{
    private const int Remembered = 16_384;

    private static readonly ConcurrentDictionary<PublicKey, Ed25519PublicKey?> Known = new();

    /// <summary>The checked key; null when it is not acceptable.</summary>
    public static Ed25519PublicKey? Find(PublicKey key)
    {
        if (Known.TryGetValue(key, out var known))
        {
            return known;
        }

        var found = Ed25519PublicKey.TryCreate(key.ToBytes(), out var created) ? created : null;
        if (Known.Count >= Remembered)
        {
            Known.Clear();
        }

        Known.TryAdd(key, found);
        return found;
    }
}
