using System.Diagnostics.CodeAnalysis;

namespace VeritasVault.Proofs;

/// <summary>The keys that a verifier knows, each by its name and id.</summary>
public sealed class NoteKeyRing
{
    private readonly SortedDictionary<(string Name, uint Id), NoteKey> _keys;

    private NoteKeyRing(SortedDictionary<(string Name, uint Id), NoteKey> keys) => _keys = keys;

    /// <summary>Puts keys together; two of one name and id are refused, as a line could not tell them apart.</summary>
    public static bool TryCreate(IEnumerable<NoteKey> keys, [NotNullWhen(true)] out NoteKeyRing? ring)
    {
        ring = null;
        var known = new SortedDictionary<(string Name, uint Id), NoteKey>(new ByNameAndId());
        foreach (var key in keys)
        {
            if (!known.TryAdd((key.Name, key.Id), key))
            {
                return false;
            }
        }

        ring = new NoteKeyRing(known);
        return true;
    }

    /// <summary>
    /// Verifies every line of the note that is of a known key; lines of unknown keys are passed over, as C2SP
    /// signed-note demands. One bad signature of a known key spoils the note, and one good signature is needed.
    /// </summary>
    /// <param name="note">The note.</param>
    /// <param name="verifier">Verifies by our rule.</param>
    /// <param name="good">
    /// The good signatures, in the order of their lines; at least one when the note is accepted.
    /// </param>
    /// <param name="fault">Why the note is refused, when it is.</param>
    public bool TryVerify(
        SignedNote note,
        IEd25519Verifier verifier,
        out IReadOnlyList<GoodSignature> good,
        [NotNullWhen(false)] out ProofFault? fault)
    {
        var verified = new List<GoodSignature>();
        good = verified;
        foreach (var line in note.Signatures)
        {
            if (!_keys.TryGetValue((line.Name, line.KeyId), out var key))
            {
                continue;
            }

            if (GoodSignature.VerifyOrNull(note.Text.Span, line, key, verifier) is not { } signature)
            {
                good = [];
                fault = new ProofFault(ProofStep.LogSignature, $"the signature of {key.Name} is bad");
                return false;
            }

            verified.Add(signature);
        }

        fault = verified.Count == 0 ? new ProofFault(ProofStep.LogSignature, "no signature is of a known key") : null;
        return fault is null;
    }

    private sealed class ByNameAndId : IComparer<(string Name, uint Id)>
    {
        public int Compare((string Name, uint Id) x, (string Name, uint Id) y)
        {
            var byName = string.CompareOrdinal(x.Name, y.Name);
            return byName != 0 ? byName : x.Id.CompareTo(y.Id);
        }
    }
}
