using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>A good settlement file, changed by somebody without the log's key.</summary>
internal static class TamperedFileCases
{
    // The head of a byte string of 32 bytes.
    private static readonly byte[] HashHead = [0x58, 0x20];

    private static readonly SettlementProof Good = PaperScene.Whole(PaperScene.Exchange);
    private static readonly SettlementProof Batched = PaperScene.Whole(
        PaperScene.Exchange with { Batches = new(StringComparer.Ordinal) { ["alice"] = (5, 13) } });

    private static readonly RoundFiles Round = MakeRound();

    public static IEnumerable<VectorCase> All() =>
    [
        .. Members(), .. Transactions(), .. Instructions(), .. States(), .. Signatures(), .. Keys(), .. Headers(),
        .. Parts(), .. Failures(),
    ];

    private static RoundFiles MakeRound()
    {
        var (ledger, round) = PaperScene.Of(PaperScene.Round);
        var failed = ledger.Fail(PaperScene.Exchange, 305);
        ledger.EndBlock();
        var views = new PaperViews(ledger);
        return new RoundFiles(views.Of(round, "alice"), views.Whole(round), views.Whole(failed), ledger);
    }

    private static VectorCase Case(string id, int step, string why, SettlementProof proof) =>
        VectorCase.Of(id, TamperedProofCases.Invalid(step), why, proof);

    private static IEnumerable<VectorCase> Members()
    {
        var reference = Good.BlockReference;
        VectorCase Reference(string member, BlockReference changed) => Case(
            "block-reference-" + member, 22, "the block reference's " + member, Good with { BlockReference = changed });

        yield return Reference("block", reference with { BlockNo = reference.BlockNo + 1 });
        yield return Reference("index", reference with { Index = reference.Index - 1 });
        yield return Reference("size", reference with { Size = reference.Size + 1 });
        yield return Reference("root", reference with { Root = Good.TransactionHash });
        yield return Reference("origin", reference with { Origin = "ledger.example/other" });
        yield return Case("member-id", 22, "another settlement id", Good with
        {
            Transaction = Good.Transaction with { SettlementId = PaperLedger.IdOf("another") },
        });
        yield return Case("member-origin", 22, "another origin", Good with
        {
            Transaction = Good.Transaction with { Origin = "ledger.example/other" },
        });
        yield return Case("member-hash", 22, "another transaction hash", Good with
        {
            TransactionHash = reference.Root,
        });
        yield return Case("member-time", 22, "another timestamp", Good with { Timestamp = Good.Timestamp + 1 });
        yield return Case("member-failure", 22, "a settlement said to have failed", Good with
        {
            Failure = new FailureReason(3, 305, 2, 1),
        });
        var log = Round.Ledger.Log;
        yield return Case("member-proof", 22, "the proof of a block entry", Good with
        {
            Proof = Encoding.UTF8.GetString(log.Proof(1, log.Size)),
        });
    }

    private static IEnumerable<VectorCase> Transactions()
    {
        var transaction = Good.Transaction;
        yield return Case("transaction-deadline", 10, "a later deadline", Good with
        {
            Transaction = transaction with { Deadline = transaction.Deadline + 1 },
        });
        yield return Case("transaction-nonce", 10, "another nonce", Good with
        {
            Transaction = transaction with { Nonce = Good.TransactionHash },
        });
        yield return Case("transaction-leg-removed", 10, "a leg removed and the count lowered", Good with
        {
            Transaction = transaction with { InstructionCount = 1 },
            Instructions = [Good.Instructions[0]],
        });
        var late = PaperScene.Whole(PaperScene.Exchange with
        {
            Deadline = PaperScene.Of(PaperScene.Exchange).Decision.Entry.Timestamp,
            PrepareMode = TermsStatement.BindingPrepare,
        });
        yield return Case("terms-late-closed", 11, "executed at its deadline, and nothing says that it may", late with
        {
            Terms = null,
        });
        yield return Case("terms-consent", 11, "another consent", Good with
        {
            Terms = Good.Terms! with { Consent = 1 },
        });
        yield return Case("terms-versions", 11, "expected versions in another order", Good with
        {
            Terms = Good.Terms! with { ExpectedVersions = [.. Good.Terms!.ExpectedVersions.Reverse()] },
        });
    }

    private static IEnumerable<VectorCase> Instructions()
    {
        var (one, two) = (Good.Instructions[0], Good.Instructions[1]);
        VectorCase Of(string id, string why, params OpenedInstruction[] legs) =>
            Case("leg-" + id, 12, why, Good with { Instructions = legs });
        VectorCase Changed(string id, string why, Func<InstructionStatement, InstructionStatement> change) =>
            Of(id, why, one with { Statement = change(one.Statement) }, two);

        yield return Changed("amount", "another quantity", leg => leg with { Quantity = leg.Quantity + 1 });
        yield return Changed("amount-zero", "a quantity of 0", leg => leg with { Quantity = 0 });
        yield return Changed("salt", "another salt", leg => leg with { Salt = two.Statement.Salt });
        yield return Changed("id", "another id of the leg", leg => leg with { Id = "1\nVALID" });
        yield return Changed("turned", "debit and credit exchanged", leg =>
            leg with { DebitAccount = leg.CreditAccount, CreditAccount = leg.DebitAccount });
        yield return Changed("authoriser", "nobody had to sign", leg => leg with { Authoriser = null });
        yield return Of("swapped", "two legs exchanged", two, one);
        yield return Of(
            "renumbered", "two legs exchanged with their positions",
            two with { Statement = two.Statement with { Position = 0 } },
            one with { Statement = one.Statement with { Position = 1 } });
        var third = two with { Statement = two.Statement with { Position = 2 } };
        yield return Of("duplicated", "a leg twice", one, two, third);
        yield return Of("removed", "a leg removed", one);
        var abroad = PaperScene.Whole(PaperScene.Abroad);
        VectorCase Moved(string id, string why, string? ledger)
        {
            var leg = abroad.Instructions[1];
            var moved = leg with { Statement = leg.Statement with { Ledger = ledger } };
            return Case("leg-" + id, 12, why, abroad with { Instructions = [abroad.Instructions[0], moved] });
        }

        yield return Moved("ledger", "a leg said to be on another external ledger", "bank.elsewhere");
        yield return Moved("ledger-none", "a leg abroad said to be on this ledger", null);
        yield return Case("terms-recovery", 11, "another recovery policy", abroad with
        {
            Terms = abroad.Terms! with { Recovery = abroad.Terms!.Recovery!.Value with { Tries = 11 } },
        });
        yield return Case("terms-recovery-none", 11, "the recovery policy left out", abroad with
        {
            Terms = abroad.Terms! with { Recovery = null },
        });
    }

    private static IEnumerable<VectorCase> States()
    {
        VectorCase Changed(string id, int step, string why, Func<OpenedState, OpenedState> change) =>
            Case("state-" + id, step, why, Good with { States = [change(Good.States[0]), .. Good.States.Skip(1)] });
        VectorCase Opened(string id, string why, Func<OpenedPosition, OpenedPosition> change) =>
            Changed(id, 14, why, state => state with { Opened = change(state.Opened!) });

        yield return Changed("post-hash", 13, "another hash after", state =>
            state with { Statement = state.Statement with { PostHash = state.Statement.PreHash } });
        yield return Changed("version", 13, "a version skipped", state =>
            state with { Statement = state.Statement with { VersionAfter = state.Statement.VersionAfter + 1 } });
        yield return Case("state-removed", 13, "a position is missing", Good with
        {
            States = [.. Good.States.Skip(1)],
        });
        yield return Case("state-swapped", 13, "the positions turned round", Good with
        {
            States = [.. Good.States.Reverse()],
        });
        yield return Opened("balance", "another balance after", position =>
            position with { After = position.After with { Balance = position.After.Balance + 1 } });
        yield return Opened("before", "another balance before", position =>
            position with { Before = position.Before with { Balance = position.Before.Balance + 1 } });
        yield return Opened("salt", "another salt", position =>
            position with { After = position.After with { Salt = position.Before.Salt } });
    }

    private static IEnumerable<VectorCase> Signatures()
    {
        var (alice, bob) = (Good.Signatures[0], Good.Signatures[1]);
        yield return Case("signature-bit", 15, "a bit of a signature", Good with
        {
            Signatures = [Flipped(alice), bob],
        });
        yield return Case("signature-removed", 15, "a signature removed", Good with { Signatures = [alice] });
        yield return Case("signature-swapped", 15, "two exchanged", Good with { Signatures = [bob, alice] });
        var signed = Batched.Signatures[0];
        VectorCase Path(string id, string why, params Hash32[] path) => Case(
            "batch-path-" + id, 17, why,
            Batched with { Signatures = [signed with { BatchPath = path }, Batched.Signatures[1]] });
        Hash32[] good = [.. signed.BatchPath!];
        yield return Path("flipped", "another hash in the batch's path", [good[1], .. good[1..]]);
        yield return Path("dropped", "a hash of the batch's path is missing", good[..^1]);
        yield return Path("added", "a hash too many in the batch's path", [.. good, good[0]]);
        yield return Case("batch-unlisted", 15, "the batch of a signature is left out", Batched with
        {
            Signatures = [Single(signed), Batched.Signatures[1]],
        });
    }

    private static IEnumerable<VectorCase> Keys()
    {
        var keys = Good.Keys!;
        VectorCase Of(string id, int step, string why, OpenedKeys? changed) =>
            Case("keys-" + id, step, why, Good with { Keys = changed });
        VectorCase Changed(string id, string why, Func<RegistryKeyStatement, RegistryKeyStatement> change)
        {
            var first = keys.Opened[0] with { Statement = change(keys.Opened[0].Statement) };
            return Of(id, 18, why, keys with { Opened = [first, keys.Opened[1]] });
        }

        yield return Of("closed", 16, "no key is opened", null);
        yield return Of("one-closed", 16, "a key is not opened", keys with { Opened = [keys.Opened[0]] });
        yield return Of("order", 18, "the keys in another order", keys with { Opened = [.. keys.Opened.Reverse()] });
        yield return Of("registry-count", 18, "another count of keys", keys with
        {
            Registry = keys.Registry with { KeyCount = keys.Registry.KeyCount + 1 },
        });
        yield return Of("registry-root", 18, "another root of accounts", keys with
        {
            Registry = keys.Registry with { AccountsRoot = keys.Registry.AssetsRoot },
        });
        yield return Changed("valid-from", "a key valid from another time", key => key with { ValidFrom = 1 });
        yield return Changed("index", "a key at another index", key => key with { Index = 1, });
        yield return Changed("salt", "a key with another salt", key => key with { Salt = key.KeyId });
        yield return Changed("reset", "a key said to be reset", key => key with { IsReset = true });
        yield return Changed("owner", "a key of somebody else", key => key with { Participant = "bob" });
        var all = Round.Whole.Keys!;
        yield return Case("keys-chain-cut", 18, "the predecessor of an endorsed key is not opened", Round.Whole with
        {
            Keys = all with { Opened = [.. all.Opened.Where(key => key.Statement.Index != 4)] },
        });
        yield return Of("unused", 18, "a key on which nothing rests", keys with
        {
            Opened =
            [
                .. keys.Opened,
                new OpenedKey(Round.Ledger.Registry.Keys[7], Round.Ledger.Registry.KeyPath(7)),
            ],
        });
    }

    private static IEnumerable<VectorCase> Headers()
    {
        var log = Round.Ledger.Log;
        var whole = Round.Whole;
        VectorCase Of(string id, string why, string? header) =>
            Case("header-" + id, 19, why, whole with { HeaderProof = header });
        string Proof(long index, long? size = null) => Encoding.UTF8.GetString(log.Proof(index, size ?? log.Size));

        yield return Of("absent", "keys are opened without the block", null);
        yield return Of("other-block", "the header of another block", Proof(Round.Ledger.HeaderOf(5)));
        yield return Of("other-entry", "the proof of an entry that is no header", whole.Proof);
        var header = Round.Ledger.HeaderOf(4);
        yield return Of("older-checkpoint", "the header under an older checkpoint", Proof(header, header + 1));
        var leaf = log.Entries[(int)header];
        byte[] changed = [.. leaf];
        changed[leaf.AsSpan().IndexOf(HashHead) + 2] ^= 1;
        yield return Of("previous-root", "another root of the tree before", Encoding.UTF8.GetString(
            new TlogProofFile(changed, header, log.Path(header, log.Size), log.Note(log.Size)).ToBytes()));
        yield return Of("spelling", "a header's proof in another spelling", Proof(header)[..^1]);
    }

    private static IEnumerable<VectorCase> Parts()
    {
        var part = Round.Part;
        var (leg, state, line) = (part.Instructions[0], part.States[0], part.Signatures[0]);
        yield return Case("part-leg-path", 12, "a leg with another path", part with
        {
            Instructions = [leg with { Path = [.. leg.Path!.Reverse()] }, .. part.Instructions.Skip(1)],
        });
        yield return Case("part-leg-whole", 12, "a leg without path beside one with", part with
        {
            Instructions = [leg with { Path = null }, .. part.Instructions.Skip(1)],
        });
        yield return Case("part-leg-order", 12, "legs in falling order", part with
        {
            Instructions = [.. part.Instructions.Reverse()],
        });
        yield return Case("part-state-path", 13, "a state with another path", part with
        {
            States = [state with { Path = [.. state.Path!.SkipLast(1)] }, .. part.States.Skip(1)],
        });
        yield return Case("part-signature-path", 15, "a signature with another path", part with
        {
            Signatures = [line with { Path = [.. line.Path!, line.Path![0]] }, .. part.Signatures.Skip(1)],
        });
        yield return Case("part-signature-closed", 15, "the signature of an opened leg is closed", part with
        {
            Signatures = [.. part.Signatures.Skip(1)],
        });
        yield return Case("part-position", 14, "another balance of an opened position", part with
        {
            States =
                [state with { Opened = state.Opened! with { Before = state.Opened!.After } }, .. part.States.Skip(1)],
        });
        yield return Case("part-keys-alone", 18, "keys without signatures", part with
        {
            Instructions = [],
            Signatures = [],
        });
    }

    private static IEnumerable<VectorCase> Failures()
    {
        var failed = Round.Failed;
        yield return Case("failed-code", 22, "another code", failed with
        {
            Failure = new FailureReason(3, 306, 2, 1),
        });
        yield return Case("failed-settled", 22, "a failure said to have settled", failed with { Failure = null });
        yield return Case("failed-states", 13, "a failure with states", failed with { States = Good.States });
        yield return Case("failed-signatures", 15, "a failure with signatures", failed with
        {
            Signatures = Good.Signatures,
        });
        yield return Case("failed-keys", 18, "a failure with keys", failed with { Keys = Good.Keys });
    }

    private static OpenedSignature Flipped(OpenedSignature line)
    {
        var bytes = line.Statement.Signature.ToArray();
        bytes[40] ^= 1;
        return line with { Statement = line.Statement with { Signature = bytes } };
    }

    private static OpenedSignature Single(OpenedSignature line) =>
        line with { Statement = line.Statement with { Batch = null }, BatchPath = null };

    private sealed record RoundFiles(
        SettlementProof Part, SettlementProof Whole, SettlementProof Failed, PaperLedger Ledger);
}
