using VeritasVault.Engine;
using Xunit;

namespace VeritasVault.Simulator.Tests;

/// <summary>The verdicts that the runs of a seed share.</summary>
public sealed class KnownSignaturesTests
{
    [Fact]
    public void A_remembered_verdict_is_given_for_that_key_message_and_signature_only()
    {
        using var key = SigningKey.FromSeed(new byte[SigningKey.SeedSize]);
        using var other = SigningKey.FromSeed([.. Enumerable.Repeat((byte)1, SigningKey.SeedSize)]);
        byte[] message = [1, 2, 3];
        byte[] longer = [1, 2, 3, 0];
        var signature = key.Sign(message);
        var known = new KnownSignatures();
        for (var time = 0; time < 2; time++)
        {
            Assert.True(known.Verify(key.PublicKey, message, signature));
            Assert.False(known.Verify(other.PublicKey, message, signature));
            Assert.False(known.Verify(key.PublicKey, longer, signature));
            Assert.False(known.Verify(key.PublicKey, message, signature.AsSpan(1)));
            for (var place = 0; place < signature.Length; place++)
            {
                var bent = (byte[])signature.Clone();
                bent[place] ^= 1;
                Assert.False(known.Verify(key.PublicKey, message, bent));
            }
        }
    }
}
