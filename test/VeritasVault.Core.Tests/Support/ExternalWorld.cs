namespace VeritasVault.Core.Tests;

/// <summary>Alice and bob with 100 dollars each, and an account of each on an external ledger of every sort.</summary>
internal static class ExternalWorld
{
    public const string Table = """
        at 0
        participant mint
        participant alice
        participant bob
        account mint/vault
        account alice/cash
        account bob/cash
        asset USD issuer=mint.vault
        asset EUR issuer=mint.vault
        ledger bank binding
        ledger bank2 binding
        ledger fast timed
        ledger card compensating
        ledger wire without
        ledger wire2 without
        account alice/bank on=bank
        account bob/bank on=bank
        account alice/more on=bank2
        account bob/more on=bank2
        account alice/fast on=fast
        account bob/fast on=fast
        account alice/card on=card
        account bob/card on=card
        account alice/wire on=wire
        account bob/wire on=wire
        account alice/far on=wire2
        account bob/far on=wire2
        submit s0 mint.vault>alice.cash=100USD mint.vault>bob.cash=100USD => SETTLED
        """;
}
