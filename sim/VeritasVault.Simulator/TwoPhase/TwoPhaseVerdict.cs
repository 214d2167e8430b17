using System.Globalization;
using System.Text;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.External;
using VeritasVault.Proofs;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>What is true after the last round, asked of both sides.</summary>
internal sealed class TwoPhaseVerdict
{
    private readonly List<string> _violations = [];

    public int Settled { get; private set; }

    public int Aborted { get; private set; }

    /// <summary>Reservations, locks, open settlements and prepared transactions that are left.</summary>
    public int Leftovers { get; private set; }

    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Looks at every trade, every balance, every proof of a sample and the whole history.</summary>
    public async Task LookAsync(string directory, IBankSide bank, int trades)
    {
        await using var ledger = await TwoPhaseChild.OpenAsync(directory, bank.Ledger);
        var bonds = new Int128[TwoPhaseWorld.Traders];
        var euros = new Int128[TwoPhaseWorld.Traders];
        for (var number = 1; number <= trades; number++)
        {
            await LookAtAsync(ledger, bank.Ledger, number, bonds, euros);
        }

        await CompareBalancesAsync(ledger, bank, bonds, euros);
        var audit = await ledger.AuditAsync();
        Require(audit.Passed, $"the audit failed: {audit.FirstDifference}");
        _violations.AddRange(await bank.FaultsAsync(trades));
        Leftovers += ledger.View.OpenSettlements().Count + await bank.LeftoversAsync();
    }

    private async Task LookAtAsync(
        SettlementLedger ledger, IExternalLedger bank, int number, Int128[] bonds, Int128[] euros)
    {
        var id = TwoPhaseWorld.Id(number);
        var code = ledger.View.Settlement(id)?.Code;
        var there = await StateAtBankAsync(bank, id);
        var (seller, buyer, quantity, price) = TwoPhaseWorld.TermsOf(number);
        if (code == OutcomeCode.Settled)
        {
            Settled++;
            (bonds[seller], bonds[buyer]) = (bonds[seller] - quantity, bonds[buyer] + quantity);
            (euros[seller], euros[buyer]) = (euros[seller] + price, euros[buyer] - price);
            Require(there == ForeignState.Committed, $"trade {number} settled here and is {there} at the bank");
            var confirmed = ledger.View.History(id).Count(happened => happened.Kind == "FOREIGN_COMMITTED");
            Require(confirmed == 1, $"trade {number} was confirmed {confirmed} times");
        }
        else
        {
            Aborted++;
            Require(code == OutcomeCode.ForeignRefused, $"trade {number} ended with {code}");
            Require(there != ForeignState.Committed, $"trade {number} failed here and was paid at the bank");
            Leftovers += there == ForeignState.Prepared ? 1 : 0;
        }

        if (number % 10 == 0)
        {
            Require(IsProven(ledger, id, code == OutcomeCode.Settled), $"trade {number} is not proven");
        }
    }

    private static async Task<ForeignState> StateAtBankAsync(IExternalLedger bank, SettlementId id) =>
        (await bank.QueryAsync(OperationId.Of(id, 1, 1), CancellationToken.None)).State;

    /// <summary>Whether a ledger's proof of a settlement convinces a stranger, and says how it ended.</summary>
    public static bool IsProven(SettlementLedger ledger, SettlementId id, bool isSettled)
    {
        if (ledger.View.Prove(id, ProofView.Whole) is not { } files
            || !TlogPolicy.TryParse(
                Encoding.UTF8.GetBytes($"log {ledger.View.Vkey}\nquorum none\n"), out var policy, out _))
        {
            return false;
        }

        var result = new ProofVerifier(policy, LedgerEd25519.Instance).Verify(files.Settlement, VerifierKnowledge.None);
        return result.Outcome == VerificationOutcome.Valid && result.Settlement is { Failure: null } == isSettled;
    }

    private async Task CompareBalancesAsync(
        SettlementLedger ledger, IBankSide bank, Int128[] bonds, Int128[] euros)
    {
        for (var trader = 0; trader < TwoPhaseWorld.Traders; trader++)
        {
            var position = ledger.View.Positions(TwoPhaseWorld.Account(trader), TwoPhaseWorld.Bond).Single();
            var money = await bank.BalanceOfAsync(trader);
            Require(position.Balance == TwoPhaseWorld.Bonds + bonds[trader], $"t{trader} has {position.Balance} bonds");
            Require(money == TwoPhaseWorld.Euros + euros[trader], $"t{trader} has {money} euros");
            Leftovers += position.Reserved != 0 ? 1 : 0;
        }
    }

    private void Require(bool holds, string what)
    {
        if (!holds)
        {
            _violations.Add(what.ToString(CultureInfo.InvariantCulture));
        }
    }
}
