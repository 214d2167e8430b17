using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>Files that every verifier accepts.</summary>
internal static class GoodCases
{
    private const string InPart = "; V13 V14 V15 in part: closed legs";

    public static IEnumerable<VectorCase> All() =>
    [
        .. Settled(), .. Views(), .. Decisions(), .. Keys(), .. Entries(), .. Histories(), .. Origins(), .. Witnessed(),
    ];

    private static IEnumerable<VectorCase> Settled()
    {
        yield return Whole("settled-whole", "everything of a settlement of two signed legs", PaperScene.Exchange, 2);
        var batched = PaperScene.Exchange with
        {
            Name = "batched",
            Batches = new(StringComparer.Ordinal) { ["alice"] = (37, 64), ["bob"] = (0, 1) },
        };
        yield return Whole("signed-batch", "approvals signed in batches of 64 and of 1", batched, 2);
        var one = new PaperDraft("one leg", new PaperLeg("alice.cash", "bob.cash", "EUR", 1, "alice"));
        yield return Whole("one-leg", "a single leg of the least quantity", one, 1);
        var self = new PaperDraft("self", new PaperLeg("alice.cash", "alice.cash", "EUR", 12_34, "alice"));
        yield return Whole("self-leg", "a leg that credits what it debits: one position, unchanged", self, 1);
        var credited = new PaperDraft("credited", new PaperLeg("bank.issue", "bob.cash", "EUR", 9, null, "bob"));
        yield return Whole("credit-signed", "only the credited side had to sign: no signed leg", credited, 0);
        yield return Whole(
            "settled-out-of-hold", "what goes out had been set aside before", PaperScene.Exchange with
            {
                TwistStates = states => PaperScene.Held(states, surplus: 0),
            },
            2);
        yield return Whole(
            "foreign-leg", "a leg on an external ledger changes no position of this one", PaperScene.Abroad, 2);
        yield return Whole(
            "late-binding", "prepared for good and executed at its deadline", PaperScene.Exchange with
            {
                Deadline = PaperScene.Of(PaperScene.Exchange).Decision.Entry.Timestamp,
                PrepareMode = TermsStatement.BindingPrepare,
            },
            2);
        yield return Whole("sixteen-legs", "sixteen legs, a tree of four levels", SixteenLegs, 16);
    }

    private static PaperDraft SixteenLegs => new(
        "sixteen",
        [
            .. Enumerable.Range(0, 16).Select(i => i % 2 == 0
                ? new PaperLeg("alice.cash", "bob.cash", "EUR", 100 + i, "alice")
                : new PaperLeg("bob.bonds", "alice.bonds", "GOV-2030", 1 + i, "bob")),
        ]);

    private static IEnumerable<VectorCase> Views()
    {
        var (ledger, round) = PaperScene.Of(PaperScene.Round);
        var views = new PaperViews(ledger);
        string Line(int disclosed, int signed) =>
            PaperScene.ValidLine(round, ledger.Log.Origin, disclosed, signed, InPart);

        yield return VectorCase.Of(
            "view-of-participant", Line(2, 2), "what alice sees: her legs, positions and what they rest on",
            views.Of(round, "alice"));
        yield return VectorCase.Of(
            "view-of-legs", Line(1, 1), "one leg and the signatures of both its authorisers", views.Legs(round, 1));
        yield return VectorCase.Of("view-of-nothing", Line(0, 0), "no leg at all", views.Legs(round));
        var whole = views.Whole(round);
        yield return VectorCase.Of(
            "view-positions-closed", Line(4, 4), "all legs and signatures, no position opened",
            whole with { States = [.. whole.States.Select(state => state with { Opened = null })] });
    }

    private static IEnumerable<VectorCase> Decisions()
    {
        var (ledger, issue) = PaperParties.Open();
        ledger.Command();
        var first = ledger.Settle(PaperScene.Exchange);
        ledger.Command();
        var failed = ledger.Fail(PaperScene.Round, 305);
        ledger.EndBlock();
        var (origin, views) = (ledger.Log.Origin, new PaperViews(ledger));
        yield return VectorCase.Of(
            "unsigned", PaperScene.ValidLine(issue, origin, issue.Instructions.Count, 0),
            "nobody had to sign; under a later checkpoint", views.Whole(issue) with { HeaderProof = null });
        yield return VectorCase.Of(
            "block-of-several", PaperScene.ValidLine(first, origin, 2, 2),
            "the block has other entries before and after", views.Whole(first));
        yield return VectorCase.Of(
            "failed", PaperScene.ValidLine(failed, origin, 4, 0), "it can never settle", views.Whole(failed));
        yield return VectorCase.Of(
            "failed-closed", PaperScene.ValidLine(failed, origin, 0, 0), "the same with all legs closed",
            views.Legs(failed) with { HeaderProof = null });
        PaperScene.Grow(ledger, 9);
        yield return VectorCase.Of(
            "later-checkpoint", PaperScene.ValidLine(first, origin, 2, 2), "proven nine blocks later",
            new PaperViews(ledger).Whole(first));
    }

    private static IEnumerable<VectorCase> Keys()
    {
        var reset = new PaperDraft("reset", new PaperLeg("carol.cash", "alice.cash", "EUR", 100, "carol"));
        yield return Whole(
            "key-reset", "the signer's key was reset by the operator, and the answer says so", reset, 1,
            "; key of carol was reset by the operator");
        var chained = new PaperDraft("chained", new PaperLeg("dave.cash", "alice.cash", "EUR", 100, "dave"));
        yield return Whole("key-chain", "the signer's key is endorsed by one that the first endorsed", chained, 1);
    }

    private static IEnumerable<VectorCase> Entries()
    {
        var (ledger, decision) = PaperScene.Of(PaperScene.Exchange);
        PaperScene.Grow(ledger, 2);
        var log = ledger.Log;
        var failed = ledger.Fail(PaperScene.Round, 411);
        var held = log.Size;
        ledger.Hold(PaperScene.Round with { Name = "held" });
        var abroad = ledger.Settle(PaperScene.Abroad);
        ledger.Confirm(abroad);
        ledger.EndBlock();
        var places = new SortedDictionary<string, long>(StringComparer.Ordinal)
        {
            ["command"] = 0,
            ["key"] = log.Entries.FindIndex(entry => LogEntry.TryRead(entry, out _) is KeyEntry { IsReset: true }),
            ["block"] = 1,
            ["settlement"] = decision.Entry.LogIndex,
            ["failure"] = failed.Entry.LogIndex,
            ["hold"] = held,
            ["confirmed"] = abroad.Entry.LogIndex + 1,
        };
        foreach (var (name, index) in places)
        {
            yield return new VectorCase(
                "entry-" + name, $"VALID entry {name} in {log.Origin} index {index} of {log.Size}",
                "a proof of an entry alone", log.Proof(index, log.Size));
        }
    }

    private static IEnumerable<VectorCase> Histories()
    {
        var (ledger, decision) = PaperScene.Of(PaperScene.Exchange);
        var early = ledger.Log.Size;
        PaperScene.Grow(ledger, 10);
        var (log, late) = (ledger.Log, ledger.Log.Size);
        var line = PaperScene.ValidLine(decision, log.Origin, 2, 2);
        var proof = new PaperViews(ledger, late).Whole(decision);
        VectorCase Case(string id, string why, SettlementProof file, long? remembered, long? older) =>
            VectorCase.Of(id, line, why, file) with
            {
                Remembered = remembered is { } size ? log.Note(size) : null,
                Consistency = older is { } from ? log.Consistency(from, late) : null,
            };

        yield return Case("history-same", "the remembered checkpoint is the file's", proof, late, null);
        yield return Case("history-grown", "the remembered checkpoint is older", proof, early, early);
        yield return Case("history-grown-complete", "the remembered tree is complete", proof, 32, 32);
        yield return Case("history-nothing", "a tree of nothing is remembered", proof, 0, null);
        var old = new PaperViews(ledger, early).Whole(decision);
        yield return Case("history-older-file", "the file's checkpoint is older than the remembered", old, late, early);
        var embedded = proof with { Consistency = Encoding.UTF8.GetString(log.Consistency(early, late)) };
        yield return Case("history-embedded", "the consistency file is in the settlement file", embedded, early, null);
        yield return Case("history-embedded-alone", "the same with nothing remembered", embedded, null, null);
        yield return new VectorCase(
            "history-of-entry", $"VALID entry settlement in {log.Origin} index {decision.Entry.LogIndex} of {late}",
            "a tlog-proof against an older checkpoint", log.Proof(decision.Entry.LogIndex, late))
        {
            Remembered = log.Note(early),
            Consistency = log.Consistency(early, late),
        };
    }

    private static IEnumerable<VectorCase> Origins()
    {
        var (ledger, before) = PaperScene.Of(PaperScene.Exchange);
        var old = new PaperViews(ledger).Whole(before);
        var oldLine = PaperScene.ValidLine(before, ledger.Log.Origin, 2, 2);
        yield return VectorCase.Of("origin-old", oldLine, "an entry of an origin that ended", old).By("origins");
        ledger.OpenOrigin("ledger.example/settlements/2", ledger.Log.Size + 5);
        ledger.EndBlock();
        var after = ledger.Settle(PaperScene.Exchange with { Name = "after the loss" });
        ledger.EndBlock();
        var (log, index) = (ledger.Log, after.Entry.LogIndex);
        var line = PaperScene.ValidLine(after, log.Origin, 2, 2);
        var file = new PaperViews(ledger).Whole(after);
        yield return VectorCase.Of("origin-new", line, "an entry of the origin that followed it", file).By("origins");
        yield return new VectorCase(
            "entry-origin", $"VALID entry origin in {log.Origin} index {index - 2} of {log.Size}",
            "the entry that names the origin before it", log.Proof(index - 2, log.Size))
        {
            Policy = "origins",
        };
    }

    private static IEnumerable<VectorCase> Witnessed()
    {
        var (ledger, decision) = PaperScene.Of(PaperScene.Exchange);
        var (log, size) = (ledger.Log, ledger.Log.Size);
        var note = log.Signed(log.CheckpointAt(size).ToBytes());
        note = PaperLog.Cosigned(note, "witness.example/1", 1_770_000_100);
        note = PaperLog.Cosigned(note, "unknown.example/9", 0);
        note = PaperLog.Cosigned(note, "witness.example/3", 1_770_000_105);
        yield return new VectorCase(
            "witnessed", $"VALID entry settlement in {log.Origin} index {decision.Entry.LogIndex} of {size}",
            "two of three witnesses, and one nobody asked for; at the edge of both time limits",
            log.Proof(decision.Entry.LogIndex, size, note.ToBytes()))
        {
            Policy = "witnesses",
            NowSeconds = 1_770_000_105,
            AgeSecondsMax = 5,
        };
    }

    private static VectorCase Whole(string id, string why, PaperDraft draft, int signed, string notes = "")
    {
        var (ledger, decision) = PaperScene.Of(draft);
        var line = PaperScene.ValidLine(decision, ledger.Log.Origin, draft.Legs.Count, signed, notes);
        return VectorCase.Of(id, line, why, new PaperViews(ledger).Whole(decision));
    }
}
