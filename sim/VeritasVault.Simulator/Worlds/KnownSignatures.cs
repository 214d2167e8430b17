using System.Text;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Proofs;

namespace VeritasVault.Simulator;

/// <summary>
/// The verifier of all runs of a seed. Runs are alike up to their faults, so the same signature of the same message is
/// asked about a thousand times: the verdict follows from key, message and signature alone, and is found once. Of one
/// thread.
/// </summary>
internal sealed class KnownSignatures : IEd25519Verifier
{
    private const int VerdictsRemembered = 65_536;
    private const int StrangersRemembered = 256;

    private readonly Dictionary<Hash256, bool> _verdicts = [];
    private readonly Dictionary<string, ProofVerifier> _strangers = new(StringComparer.Ordinal);
    private byte[] _asked = new byte[1024];

    public bool Verify(Ed25519PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != Ed25519Rule.SignatureSize)
        {
            return LedgerEd25519.Instance.Verify(key, message, signature);
        }

        // Key and signature have one length each, so no other question has the same bytes.
        var question = Question(key.Bytes, signature, message);
        if (!_verdicts.TryGetValue(question, out var isGood))
        {
            if (_verdicts.Count == VerdictsRemembered)
            {
                _verdicts.Clear();
            }

            isGood = LedgerEd25519.Instance.Verify(key, message, signature);
            _verdicts.Add(question, isGood);
        }

        return isGood;
    }

    /// <summary>Somebody who trusts the keys of a policy.</summary>
    public ProofVerifier StrangerTo(string policy)
    {
        if (!_strangers.TryGetValue(policy, out var stranger))
        {
            if (_strangers.Count == StrangersRemembered)
            {
                _strangers.Clear();
            }

            stranger = TlogPolicy.TryParse(Encoding.UTF8.GetBytes(policy), out var parsed, out var reason)
                ? new ProofVerifier(parsed, this)
                : throw new FindingException($"the ledger's verifier keys are refused: {reason}");
            _strangers.Add(policy, stranger);
        }

        return stranger;
    }

    private Hash256 Question(ReadOnlySpan<byte> key, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message)
    {
        var length = key.Length + signature.Length + message.Length;
        if (_asked.Length < length)
        {
            _asked = new byte[2 * length];
        }

        key.CopyTo(_asked);
        signature.CopyTo(_asked.AsSpan(key.Length));
        message.CopyTo(_asked.AsSpan(key.Length + signature.Length));
        return Hash256.Of(_asked.AsSpan(0, length));
    }
}
