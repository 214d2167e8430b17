using System.Numerics;

namespace VeritasVault.Proofs.Tests;

/// <summary>What only an operator with the log's key can put into a file: all of it is signed by the log.</summary>
internal static class OperatorCases
{
    private static readonly PaperDraft Exchange = PaperScene.Exchange;

    private delegate IReadOnlyList<T> Twist<T>(IReadOnlyList<T> elements);

    public static IEnumerable<VectorCase> All() =>
        [.. Entries(), .. Times(), .. States(), .. Signers(), .. Signatures(), .. Keys(), .. Headers()];

    private static VectorCase Case(string id, int step, string why, PaperDraft draft) =>
        VectorCase.Of("operator-" + id, TamperedProofCases.Invalid(step), why, PaperScene.Whole(draft));

    private static IEnumerable<VectorCase> Entries()
    {
        yield return Case("index", 9, "an entry that names another place", Exchange with
        {
            TwistEntry = entry => entry with { LogIndex = entry.LogIndex + 1 },
        });
        yield return Case("origin", 9, "an entry that names another log", Exchange with
        {
            TwistEntry = entry => entry with { Origin = "ledger.example/other" },
        });
        yield return Case("settlement-id", 10, "an entry for another settlement", Id(Exchange));
        yield return Case("transaction-hash", 10, "an entry for another transaction", Hash(Exchange));
    }

    // The members of the file follow the entry, so that the difference is between entry and transaction.
    private static PaperDraft Id(PaperDraft draft) => draft with
    {
        TwistEntry = entry => entry with
        {
            TransactionHash = new TransactionStatement(
                PaperLedger.DefaultOrigin, PaperLedger.IdOf("another"), null, null, entry.StatesRoot, entry.StatesRoot,
                entry.StatesRoot, 1).Hash(),
        },
    };

    private static PaperDraft Hash(PaperDraft draft) => draft with
    {
        TwistEntry = entry => entry with { TransactionHash = entry.StatesRoot },
    };

    private static IEnumerable<VectorCase> Times()
    {
        var (_, decision) = PaperScene.Of(Exchange);
        var time = decision.Entry.Timestamp;
        yield return Case("late", 11, "settled at its deadline", Exchange with { Deadline = time });
        yield return Case("late-expiring", 11, "prepared until its deadline and executed at it", Exchange with
        {
            Deadline = time,
            PrepareMode = 1,
        });
        yield return Case("early", 11, "settled a microsecond before its time", Exchange with { NotBefore = time + 1 });
    }

    private static IEnumerable<VectorCase> States()
    {
        VectorCase Of(string id, int step, string why, Twist<PaperState> twist) =>
            Case("state-" + id, step, why, Exchange with { TwistStates = states => twist(states) });
        VectorCase After(string id, string why, Func<PositionStatement, PositionStatement> change) => Of(
            id, 14, why, states => [states[0] with { After = change(states[0].After) }, .. states.Skip(1)]);

        yield return Of("added", 13, "a position that no instruction names", states =>
            [.. states, Move(states[^1], "carol.cash")]);
        yield return Of("missing", 13, "a position that instructions name is missing", states => [.. states.Skip(1)]);
        yield return Of("order", 13, "positions out of order", states => [.. states.Reverse()]);
        yield return Of("version-zero", 13, "a version of 0 after a settlement", states =>
            [states[0] with { VersionAfter = 0 }, .. states.Skip(1)]);
        yield return After("sum", "more than the instructions bring", position =>
            position with { Balance = position.Balance + 1 });
        yield return After("reserved", "something set aside", position => position with { Reserved = 1 });
        yield return After("index", "another position after than before", position =>
            position with { PositionIndex = 77 });
        yield return Case("state-overdraft", 14, "a position below its floor", new PaperDraft(
            "overdraft", new PaperLeg("alice.cash", "bob.cash", "EUR", 1_000_000_01, "alice")));
        yield return Case("state-reserved-floor", 14, "below the floor by what is set aside", Exchange with
        {
            TwistStates = states => [.. states.Select(state => state with
            {
                Before = state.Before with { Reserved = 1_000_000_00 },
                After = state.After with { Reserved = 1_000_000_00 },
            })],
        });
        yield return Of("hold-amount", 14, "more released than what goes out", states =>
            PaperScene.Held(states, surplus: 1));
        yield return Of("hold-in-part", 14, "one position settled out of a hold, the other not", states =>
            [.. PaperScene.Held(states, surplus: 0).Take(2), .. states.Skip(2)]);
        var fresh = new PaperDraft("fresh", new PaperLeg("alice.cash", "dave.fresh", "EUR", 5, "alice"));
        yield return Case("state-first", 14, "something in a position that was never touched", fresh with
        {
            TwistStates = states => [states[0], states[1] with
            {
                Before = states[1].Before with { Balance = 1 },
                After = states[1].After with { Balance = 6 },
            }],
        });
        yield return Case("state-first-floor", 14, "another floor before the first touch", fresh with
        {
            TwistStates = states => [states[0], states[1] with { Before = states[1].Before with { Floor = -1 } }],
        });
    }

    private static PaperState Move(PaperState state, string account) => state with
    {
        Before = state.Before with { Account = account },
        After = state.After with { Account = account },
    };

    private static IEnumerable<VectorCase> Signers()
    {
        VectorCase Of(string id, string why, Twist<PaperSignature> twist) =>
            Case("signer-" + id, 15, why, Exchange with { TwistSignatures = lines => twist(lines) });

        yield return Of("missing", "an authoriser did not sign", lines => [lines[0]]);
        yield return Of("none", "nobody signed", _ => []);
        yield return Of("too-many", "somebody signed who did not have to", lines =>
            [.. lines, PaperLedger.SignSingle("carol", default)]);
        yield return Of("order", "signatures out of order", lines => [.. lines.Reverse()]);
        yield return Of("twice", "a participant twice", lines => [lines[0], lines[0], lines[1]]);
    }

    private static IEnumerable<VectorCase> Signatures()
    {
        VectorCase Of(string id, int step, string why, Func<PaperSignature, PaperSignature> twist) => Case(
            "signature-" + id, step, why,
            Exchange with { TwistSignatures = lines => [twist(lines[0]), .. lines.Skip(1)] });
        var (_, decision) = PaperScene.Of(Exchange);
        var hash = decision.Transaction.Hash();
        var batch = PaperLedger.SignBatch("alice", hash, 3, 8);

        yield return Of("other-transaction", 16, "over another transaction", _ =>
            PaperLedger.SignSingle("alice", decision.Transaction.Nonce));
        yield return Case("signature-exchanged", 16, "those of two participants exchanged", Exchange with
        {
            TwistSignatures = lines =>
                [lines[0] with { Signature = lines[1].Signature }, lines[1] with { Signature = lines[0].Signature }],
        });
        yield return Of("plus-order", 16, "S and the order of the group", line =>
            line with { Signature = PlusOrder(line.Signature) });
        yield return Of("small-r", 16, "R of small order", line =>
            line with { Signature = [1, .. new byte[31], .. line.Signature[32..]] });
        yield return Of("as-batch", 16, "an approval said to be a batch of one", line => line with
        {
            Batch = new BatchReference(0, 1, ApprovalStatement.LeafHash(hash)),
            BatchPath = [],
        });
        yield return Of("as-single", 16, "a batch said to be an approval", _ =>
            batch with { Batch = null, BatchPath = null });
        yield return Of("batch-count", 16, "another count than was signed", _ =>
            batch with { Batch = batch.Batch!.Value with { Count = 7 } });
        yield return Of("batch-index", 17, "another place in the batch", _ =>
            batch with { Batch = batch.Batch!.Value with { Index = 4 } });
        yield return Of("batch-wrong-count", 17, "a count that is not the batch's, signed", _ =>
            PaperLedger.SignBatch("alice", hash, 3, 8, named: 9));
        yield return Of("batch-large", 17, "more than 2^20 in a batch, signed", _ =>
            PaperLedger.SignBatch("alice", hash, 3, 8, named: (1 << 20) + 1));
        yield return Of("unknown-key", 16, "a key that was never registered", _ =>
            PaperLedger.SignSingle("alice", hash, "alice unknown"));
        yield return Of("other-key", 18, "the key of somebody else", _ =>
            PaperLedger.SignSingle("alice", hash, "erin 1"));
    }

    private static IEnumerable<VectorCase> Keys()
    {
        PaperDraft By(string party) => new(
            "by " + party, new PaperLeg(party + ".cash", "alice.cash", "EUR", 100, party));
        yield return Case("key-revoked", 18, "a key that was revoked before", By("erin"));
        yield return Case("key-early", 18, "a key that is not valid yet", By("frank"));
        yield return Opened("key-endorser", 18, "a key endorsed by somebody else", By("dave"), "erin 1");

        // With the neutral point as key the equation holds for whoever knows S, if nobody looks at the key.
        var neutral = PaperLog.NeutralKey;
        yield return Opened("key-neutral", 16, "the neutral point as a key", By("alice") with
        {
            TwistSignatures = lines =>
                [lines[0] with { KeyId = neutral.KeyId, Signature = PaperLog.NeutralSignature("anybody") }],
        });
    }

    private static VectorCase Opened(
        string id, int step, string why, PaperDraft draft, string endorser = "dave 2")
    {
        var (ledger, _) = PaperParties.Open(endorser: endorser);
        ledger.Registry.AddKey(PaperLog.NeutralKey);
        var decision = ledger.Settle(draft);
        ledger.EndBlock();
        return VectorCase.Of(
            "operator-" + id, TamperedProofCases.Invalid(step), why, new PaperViews(ledger).Whole(decision));
    }

    private static IEnumerable<VectorCase> Headers()
    {
        VectorCase Of(string id, string why, Func<BlockEntry, BlockEntry> twist)
        {
            var (ledger, _) = PaperParties.Open();
            var decision = ledger.Settle(Exchange);
            ledger.EndBlock(twist);
            return VectorCase.Of(
                "operator-header-" + id, TamperedProofCases.Invalid(19), why, new PaperViews(ledger).Whole(decision));
        }

        yield return Of("block", "a header that names another block", header =>
            header with { BlockNo = header.BlockNo + 1 });
        yield return Of("origin", "a header that names another log", header =>
            header with { Origin = "ledger.example/other" });
        yield return Of("range", "a block that does not hold the entry", header =>
            header with { FirstIndex = header.FirstIndex + 1, EntryCount = header.EntryCount - 1 });
        yield return Of("place", "a header that is not the last of its block", header =>
            header with { EntryCount = header.EntryCount + 1 });
        yield return Of("time", "a block that ends before the entry's time", header =>
            header with { Timestamp = header.Timestamp - 1 });
    }

    private static byte[] PlusOrder(byte[] signature)
    {
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true) + EdwardsPoint.L;
        var bytes = new byte[32];
        Assert.True(s.TryWriteBytes(bytes, out _, isUnsigned: true));
        return [.. signature[..32], .. bytes];
    }
}
