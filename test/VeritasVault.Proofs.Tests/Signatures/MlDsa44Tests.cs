using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace VeritasVault.Proofs.Tests;

/// <summary>
/// ML-DSA-44 (FIPS 204) is not used yet. That the library we have verifies and signs it as others do is known now, so
/// that the line of type 0x06 can be added without another dependency.
/// </summary>
public sealed class MlDsa44Tests
{
    [Fact]
    public void Wycheproof_signatures_get_their_verdict()
    {
        var count = 0;
        foreach (var group in Vectors.Json("mldsa/wycheproof-mldsa_44_verify_test.json").List("testGroups"))
        {
            var key = group.Hex("publicKey");
            foreach (var test in group.List("tests").Where(test => test.TryGetProperty("msg", out _)))
            {
                count++;
                var context = test.TryGetProperty("ctx", out _) ? test.Hex("ctx") : [];
                var accepted = Verify(key, test.Hex("msg"), context, test.Hex("sig"));
                var expected = test.Text("result") == "valid";
                Assert.True(accepted == expected, $"{test.GetProperty("tcId")}: {test.Text("comment")}");
            }
        }

        Assert.Equal(180, count);
    }

    [Fact]
    public void Deterministic_signatures_of_seeds_are_the_published_ones()
    {
        var count = 0;
        foreach (var group in Vectors.Json("mldsa/wycheproof-mldsa_44_sign_seed_test.json").List("testGroups"))
        {
            var seed = group.Hex("privateSeed");
            foreach (var test in group.List("tests").Where(IsDeterministic))
            {
                count++;
                var context = test.TryGetProperty("ctx", out _) ? test.Hex("ctx") : [];
                var expected = test.Text("result") == "valid" ? test.Text("sig") : null;
                Assert.Equal(expected, Sign(seed, test.Hex("msg"), context));
            }
        }

        Assert.Equal(77, count);
    }

    [Fact]
    public void The_accumulated_digest_of_a_hundred_keys_is_the_published_one()
    {
        var expected = Vectors.Json("mldsa/cctv-accumulated.json").GetProperty("ML-DSA-44").Text("100");
        var (seeds, digest) = (new ShakeDigest(128), new ShakeDigest(128));
        var seed = new byte[32];
        for (var i = 0; i < 100; i++)
        {
            seeds.Output(seed, 0, seed.Length);
            var key = MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, seed);
            digest.BlockUpdate(key.GetPublicKey().GetEncoded());
            digest.BlockUpdate(Convert.FromHexString(Sign(seed, [], [])!));
        }

        var result = new byte[32];
        digest.OutputFinal(result, 0, result.Length);
        Assert.Equal(expected, Convert.ToHexStringLower(result));
    }

    [Fact]
    public void A_checkpoint_of_other_software_verifies_and_its_key_is_refused_by_name()
    {
        var log = Vectors.Json("tlog/torchwood-mldsa44.json");
        Assert.True(SignedNote.TryParse(Encoding.UTF8.GetBytes(log.Text("note")), out var note, out _));
        var line = Assert.Single(note.Signatures);
        var encoded = log.Text("vkey").Split('+', 3)[2];
        var key = Convert.FromBase64String(encoded)[1..];
        Assert.Equal(line.KeyId, NoteKey.IdOf(line.Name, NoteKeyType.MlDsa44, key));
        Assert.True(Verify(key, log.Hex("signedMessageHex"), [], line.Signature.Span[8..].ToArray()));

        Assert.False(NoteKey.TryParse(log.Text("vkey"), out _, out var reason));
        Assert.Contains("ML-DSA-44", reason);
        var policy = Encoding.UTF8.GetBytes($"log {log.Text("vkey")}\nquorum none\n");
        Assert.False(TlogPolicy.TryParse(policy, out _, out reason));
        Assert.Contains("ML-DSA-44", reason);
    }

    private static bool IsDeterministic(JsonElement test) =>
        test.TryGetProperty("msg", out _) && !test.TryGetProperty("rnd", out _);

    private static bool Verify(byte[] key, byte[] message, byte[] context, byte[] signature)
    {
        try
        {
            var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: true);
            var parameters = MLDsaPublicKeyParameters.FromEncoding(MLDsaParameters.ml_dsa_44, key);
            signer.Init(false, new ParametersWithContext(parameters, context));
            signer.BlockUpdate(message);
            return signer.VerifySignature(signature);
        }
        catch (ArgumentException)
        {
            // A key or a context of the wrong length.
            return false;
        }
    }

    private static string? Sign(byte[] seed, byte[] message, byte[] context)
    {
        try
        {
            var signer = new MLDsaSigner(MLDsaParameters.ml_dsa_44, deterministic: true);
            var parameters = MLDsaPrivateKeyParameters.FromSeed(MLDsaParameters.ml_dsa_44, seed);
            signer.Init(true, new ParametersWithContext(parameters, context));
            signer.BlockUpdate(message);
            return Convert.ToHexStringLower(signer.GenerateSignature());
        }
        catch (ArgumentException)
        {
            // A seed or a context of the wrong length.
            return null;
        }
    }
}
