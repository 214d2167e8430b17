using System.Text;
using VeritasVault.Proofs.Fuzz;

namespace VeritasVault.Proofs.Tests;

public sealed class HostileInputTests
{
    private const int Seed = 20_260_101;

    public static TheoryData<string, string, int> Mutated => new()
    {
        { "settlement", "one-leg", 50_000 },
        { "settlement", "view-of-participant", 25_000 },
        { "settlement", "failed", 25_000 },
        { "tlog-proof", "entry-settlement", 50_000 },
        { "verify", "one-leg", 5_000 },
        { "verify", "entry-settlement", 5_000 },
    };

    // A file whose only signer had to sign, with its key, the block's header and a consistency file.
    [Fact]
    public void Every_single_bit_of_a_settlement_file_matters()
    {
        var (ledger, decision) = PaperScene.Of(
            new PaperDraft("one leg", new PaperLeg("alice.cash", "bob.cash", "EUR", 1, "alice")));
        PaperScene.Grow(ledger, 1);
        var consistency = Encoding.UTF8.GetString(ledger.Log.Consistency(21, ledger.Log.Size));
        var whole = new PaperViews(ledger).Whole(decision) with { Consistency = consistency };
        NoFlipIsValid(VectorCase.Of("flips", "", "", whole));
    }

    [Fact]
    public void Every_single_bit_of_a_proof_file_matters() => NoFlipIsValid(Case("entry-settlement"));

    [Theory]
    [MemberData(nameof(Mutated))]
    public void Mutated_files_are_refused_or_written_back_as_they_are(string target, string id, int count) =>
        Run(target, Case(id).File, count);

    [Fact]
    public void Mutated_statements_are_refused_or_written_back_as_they_are()
    {
        var entries = PaperScene.Of(PaperScene.Exchange).Ledger.Log.Entries;
        var kinds = entries.GroupBy(entry => LogEntry.TryRead(entry, out _)!.Name).Select(kind => kind.Last()).ToList();
        Assert.Equal(4, kinds.Count);
        Run("statement", kinds[0], 25_000);
        foreach (var entry in kinds)
        {
            Run("entry", entry, 25_000);
        }
    }

    [Fact]
    public void All_targets_take_a_good_file_of_their_kind()
    {
        var log = PaperScene.Of(PaperScene.Exchange).Ledger.Log;
        var good = new SortedDictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["statement"] = log.Entries[0],
            ["entry"] = log.Entries[0],
            ["note"] = log.Note(5),
            ["checkpoint"] = log.CheckpointAt(5).ToBytes(),
            ["tlog-proof"] = log.Proof(3, 5),
            ["consistency"] = log.Consistency(3, 5),
            ["settlement"] = Case("settled-whole").File,
            ["policy"] = VectorSet.Policies["witnesses"],
        };
        Assert.All(good, probe => Assert.True(FuzzTargets.All[probe.Key](probe.Value), probe.Key));
        Assert.Equal(FuzzTargets.All.Keys.Except(["verify"]), good.Keys);
    }

    // A promise in the file must not be believed: 64 times the file is what parsing a good one never needs.
    [Fact]
    public void Memory_is_bounded_by_the_length_of_the_file()
    {
        foreach (var id in new[] { "sixteen-legs", "unsigned", "entry-settlement" })
        {
            var good = Case(id);
            var mutator = new Mutator(Seed);
            for (var i = 0; i < 500; i++)
            {
                var file = i == 0 ? good.File : mutator.Mutate(good.File);
                var before = GC.GetAllocatedBytesForCurrentThread();
                good.Verify(file);
                var used = GC.GetAllocatedBytesForCurrentThread() - before;
                Assert.True(used < 100_000 + (64 * file.Length), $"{id}: {used} bytes for a file of {file.Length}");
            }
        }
    }

    private static VectorCase Case(string id) => VectorSet.Cases.Single(probe => probe.Id == id);

    private static void NoFlipIsValid(VectorCase probe)
    {
        Assert.True(TlogPolicy.TryParse(VectorSet.Policies[probe.Policy], out var policy, out _));
        var verifier = new ProofVerifier(policy, new RememberingEd25519());
        Assert.Equal(VerificationOutcome.Valid, verifier.Verify(probe.File, VerifierKnowledge.None).Outcome);
        var file = probe.File;
        var valid = Enumerable.Range(0, 8 * file.Length).AsParallel().Where(bit =>
        {
            byte[] flipped = [.. file];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            return verifier.Verify(flipped, VerifierKnowledge.None).Outcome != VerificationOutcome.Invalid;
        });
        Assert.Empty(valid);
    }

    private static void Run(string target, byte[] good, int count)
    {
        var run = FuzzTargets.All[target];
        const int Batch = 1_000;
        var batches = Enumerable.Range(0, count / Batch).AsParallel();
        Assert.All(batches.Select(batch => RunBatch(run, good, Seed + batch, Batch)), Assert.Null);
    }

    /// <summary>What went wrong with which input, or null.</summary>
    private static string? RunBatch(Func<byte[], bool> run, byte[] good, int seed, int count)
    {
        var mutator = new Mutator(seed);
        for (var i = 0; i < count; i++)
        {
            var bytes = mutator.Mutate(good);
            try
            {
                run(bytes);
            }
            catch (Exception thrown)
            {
                return $"seed {seed}, number {i}: {thrown}\n{Convert.ToHexString(bytes)}";
            }
        }

        return null;
    }
}
