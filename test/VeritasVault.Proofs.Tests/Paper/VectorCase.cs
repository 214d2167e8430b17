using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>A file and what every verifier must say of it.</summary>
/// <param name="Id">Name of the case; the file has it, too.</param>
/// <param name="Answer">The whole line where it is valid, otherwise the line up to its colon.</param>
/// <param name="Why">What the case shows.</param>
/// <param name="File">A tlog-proof or a settlement file.</param>
internal sealed record VectorCase(string Id, string Answer, string Why, byte[] File)
{
    /// <summary>Name of a policy of the set.</summary>
    public string Policy { get; init; } = "log";

    public byte[]? Remembered { get; init; }

    public byte[]? Consistency { get; init; }

    public long? NowSeconds { get; init; }

    public long? AgeSecondsMax { get; init; }

    public bool IsSettlement => File is [(byte)'{', ..] || Id.StartsWith("json-", StringComparison.Ordinal);

    public static VectorCase Of(string id, string answer, string why, string file) =>
        new(id, answer, why, Encoding.UTF8.GetBytes(file));

    public static VectorCase Of(string id, string answer, string why, SettlementProof proof) =>
        new(id, answer, why, proof.ToBytes());

    /// <summary>The same under another policy.</summary>
    public VectorCase By(string policy) => this with { Policy = policy };

    /// <summary>What the verifier of this project says.</summary>
    public VerificationResult Verify(byte[]? file = null)
    {
        Assert.True(TlogPolicy.TryParse(VectorSet.Policies[Policy], out var policy, out var reason), reason);
        var verifier = new ProofVerifier(policy, BouncyEd25519.Instance);
        var knowledge = new VerifierKnowledge(new WitnessClock(NowSeconds, 0, AgeSecondsMax))
        {
            Remembered = Remembered is null ? default(ReadOnlyMemory<byte>?) : Remembered,
            Consistency = Consistency is null ? default(ReadOnlyMemory<byte>?) : Consistency,
        };
        file ??= File;
        return IsSettlement ? verifier.VerifySettlement(file, knowledge) : verifier.VerifyProof(file, knowledge);
    }
}
