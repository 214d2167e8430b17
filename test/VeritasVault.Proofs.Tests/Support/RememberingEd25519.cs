using System.Collections.Concurrent;

namespace VeritasVault.Proofs.Tests;

/// <summary>Remembers its verdicts, so that a file is verified often with one change at a time.</summary>
internal sealed class RememberingEd25519 : IEd25519Verifier
{
    private readonly ConcurrentDictionary<Hash32, bool> _verdicts = new();

    public bool Verify(Ed25519PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var question = Hash32.Of([.. key.Bytes, .. Hash32.Of(message).Bytes, .. signature]);
        if (!_verdicts.TryGetValue(question, out var verdict))
        {
            verdict = BouncyEd25519.Instance.Verify(key, message, signature);
            _verdicts[question] = verdict;
        }

        return verdict;
    }
}
