namespace VeritasVault.Proofs.Tests;

/// <summary>The parties of the vectors, each with another story of its keys, and the ledger they meet on.</summary>
internal static class PaperParties
{
    public static readonly string[] Traders = ["alice", "bob", "carol", "dave", "erin", "frank"];

    /// <summary>The key that a participant signs with.</summary>
    public static string KeyOf(string participant) => participant switch
    {
        "carol" => "carol 2",
        "dave" => "dave 3",
        _ => participant + " 1",
    };

    /// <summary>
    /// Three blocks: the genesis, the registry with all keys, and the issue of what the parties have. Carol's key was
    /// reset, dave's is the third of a chain, erin's was revoked, frank's is not valid yet.
    /// </summary>
    /// <param name="origin">The log's name.</param>
    /// <param name="endorser">Whose key endorses dave's third; his second when it is right.</param>
    public static (PaperLedger Ledger, PaperDecision Issue) Open(
        string origin = PaperLedger.DefaultOrigin, string endorser = "dave 2")
    {
        var ledger = new PaperLedger(origin);
        ledger.Command(1);
        ledger.EndBlock();
        Register(ledger, "bank", policy: 0);
        foreach (var party in Traders)
        {
            Register(ledger, party, policy: 2);
        }

        ledger.Registry.AddAsset("EUR", "bank.issue");
        ledger.Command();
        ledger.Registry.AddAsset("GOV-2030", "bank.issue");
        ledger.Command();
        RegisterKeys(ledger, endorser);
        ledger.EndBlock();
        var issue = ledger.Settle(new PaperDraft(
            "issue",
            [
                .. Traders.Select(party => new PaperLeg("bank.issue", party + ".cash", "EUR", 1_000_000_00)),
                .. Traders.Select(party => new PaperLeg("bank.issue", party + ".bonds", "GOV-2030", 500_00)),
            ]));
        ledger.EndBlock();
        return (ledger, issue);
    }

    private static void Register(PaperLedger ledger, string party, int policy)
    {
        ledger.Registry.AddParticipant(party, policy);
        ledger.Command();
        foreach (var account in party == "bank" ? ["bank.issue"] : new[] { party + ".bonds", party + ".cash" })
        {
            ledger.Registry.AddAccount(account, party);
            ledger.Command();
        }
    }

    private static void RegisterKeys(PaperLedger ledger, string endorser)
    {
        var hour = 3_600_000_000L;
        ledger.Key("alice", "alice 1");
        ledger.Key("bob", "bob 1");
        ledger.Key("carol", "carol 1");
        ledger.Key("carol", "carol 2", previous: "carol 1", isReset: true);
        ledger.Key("dave", "dave 1");
        ledger.Key("dave", "dave 2", previous: "dave 1");
        ledger.Key("dave", "dave 3", previous: "dave 2", endorsedBy: endorser);
        ledger.Key("erin", "erin 1", revokedAt: ledger.Now);
        ledger.Key("frank", "frank 1", validFrom: ledger.Now + hour);
    }
}
