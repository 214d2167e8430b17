namespace VeritasVault.Proofs.Tests;

/// <summary>The deals that the vectors are about, and the ledgers on which they were recorded.</summary>
internal static class PaperScene
{
    /// <summary>Bonds against money, both sides signed.</summary>
    public static readonly PaperDraft Exchange = new(
        "exchange",
        new PaperLeg("alice.cash", "bob.cash", "EUR", 101_250_00, "alice"),
        new PaperLeg("bob.bonds", "alice.bonds", "GOV-2030", 100_00, "bob"))
    {
        NotBefore = 1_770_000_000_000_000,
        Deadline = 1_770_086_400_000_000,
        Expected =
        [
            new ExpectedVersionStatement("alice.bonds", null, 1),
            new ExpectedVersionStatement("bob.cash", "EUR", 1),
        ],
    };

    /// <summary>Three parties around a table; one leg credits somebody who has to agree.</summary>
    public static readonly PaperDraft Round = new(
        "round",
        new PaperLeg("alice.cash", "bob.cash", "EUR", 7_00, "alice"),
        new PaperLeg("bob.cash", "dave.cash", "EUR", 5_00, "bob", "dave"),
        new PaperLeg("dave.bonds", "alice.bonds", "GOV-2030", 3_00, "dave"),
        new PaperLeg("dave.bonds", "bob.bonds", "GOV-2030", 1_00, "dave"));

    /// <summary>Bonds here against money at a bank elsewhere.</summary>
    public static readonly PaperDraft Abroad = new(
        "abroad",
        new PaperLeg("bob.bonds", "alice.bonds", "GOV-2030", 100_00, "bob"),
        new PaperLeg("alice.bank", "bob.bank", "EUR", 101_250_00, "alice") { Ledger = "bank.example" })
    {
        Recovery = new RecoveryStatement(10, 200, 30_000),
    };

    /// <summary>Exchange in a block of its own, after the three of the opening.</summary>
    public static (PaperLedger Ledger, PaperDecision Decision) Of(PaperDraft draft)
    {
        var (ledger, _) = PaperParties.Open();
        var decision = ledger.Settle(draft);
        ledger.EndBlock();
        return (ledger, decision);
    }

    /// <summary>The whole file of a draft that is settled alone in its block.</summary>
    public static SettlementProof Whole(PaperDraft draft)
    {
        var (ledger, decision) = Of(draft);
        return new PaperViews(ledger).Whole(decision);
    }

    /// <summary>States of which what goes out had been set aside, and a surplus that vanishes with it.</summary>
    public static IReadOnlyList<PaperState> Held(IReadOnlyList<PaperState> states, Int128 surplus) =>
    [
        .. states.Select(state => state.After.Balance >= state.Before.Balance ? state : state with
        {
            Before = state.Before with { Reserved = state.Before.Balance - state.After.Balance + surplus },
        }),
    ];

    /// <summary>Blocks of one command each.</summary>
    public static void Grow(PaperLedger ledger, int blocks)
    {
        for (var i = 0; i < blocks; i++)
        {
            ledger.Command();
            ledger.EndBlock();
        }
    }

    public static string ValidLine(
        PaperDecision decision, string origin, int disclosed, int signed, string notes = "")
    {
        var (entry, count) = (decision.Entry, decision.Instructions.Count);
        var (id, time) = (ProofTexts.Uuid(entry.SettlementId), ProofTexts.Time(entry.Timestamp));
        var place = $"at {time} in {origin} block {entry.BlockNo} index {entry.LogIndex}";
        var legs = $"instructions disclosed {disclosed} of {count}";
        return entry is FailureEntry failure
            ? $"VALID failed {id} with code {failure.Code} {place}: {legs}"
            : $"VALID settled {id} {place}: {legs}, signed {signed} of {count} legs{notes}";
    }
}
