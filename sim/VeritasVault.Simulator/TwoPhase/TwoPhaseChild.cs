using System.Globalization;
using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.External;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>
/// The process that is killed: it opens the ledger, lets go on what waits for the operator, and submits trades until
/// all it was told are decided. Arguments: STORE BANK PLACE FIRST LAST DIES-AT-CALL DIES-AT-BLOCK.
/// </summary>
internal static class TwoPhaseChild
{
    // Trades under way at a time, few enough that the bank's rows are not always taken.
    private const int UnderWay = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        var (first, last) = (Number(args[3]), Number(args[4]));
        await using var bank = await BankSides.OpenAsync(args[1], args[2], Number(args[6]));
        await using var ledger = await OpenAsync(args[0], new MortalLedger(bank.Ledger, Number(args[5])));
        foreach (var command in TwoPhaseWorld.Commands())
        {
            Require((await ledger.ExecuteAsync(command)).Code == OutcomeCode.Applied, "the world is not made");
        }

        await ledger.SettleAsync(TwoPhaseWorld.Funding(), TwoPhaseWorld.Operator);
        await Console.Out.WriteLineAsync("ready");
        for (var number = first; number <= last; number++)
        {
            await WaitAsync(ledger, UnderWay - 1);
            await ledger.SettleAsync(TwoPhaseWorld.Trade(number), TwoPhaseWorld.Operator);
            await Console.Out.WriteLineAsync("sent");
        }

        await WaitAsync(ledger, 0);
        await Console.Out.WriteLineAsync("done");
        return 0;
    }

    /// <summary>The ledger with its one adapter.</summary>
    public static Task<SettlementLedger> OpenAsync(string directory, IExternalLedger bank) =>
        SettlementLedger.OpenAsync(RocksDbLedgerStore.Open(directory), OptionsWith(bank));

    private static LedgerOptions OptionsWith(IExternalLedger bank) =>
        new LedgerOptions
        {
            CreateAs = new LedgerCreation { Name = "two-phase" },
            Key = SigningKey.FromSeed(new byte[SigningKey.SeedSize]),
            ExternalLedgers = new Dictionary<string, IExternalLedger>(StringComparer.Ordinal) { ["bank"] = bank },
            ForeignRetries = new ResilientLedgerOptions
            {
                AttemptsMax = 20,
                CallTimeout = TimeSpan.FromSeconds(5),
                DelayFirst = TimeSpan.FromMilliseconds(5),
                DelayMax = TimeSpan.FromMilliseconds(200),
            },
        };

    // Until at most so many are undecided or not confirmed. What retrying could not solve the operator retries.
    private static async Task WaitAsync(SettlementLedger ledger, int openMost)
    {
        var retries = 0L;
        while (true)
        {
            var next = ledger.NextBlockAsync();
            var open = ledger.View.OpenSettlements();
            foreach (var id in open)
            {
                if (ledger.View.Settlement(id) is { } info
                    && info.WaitingFor.Any(waiting => waiting.Kind == WaitKind.Operator))
                {
                    await ledger.ExecuteAsync(new RetryCommand
                    {
                        Id = CommandId.Parse(Guid.CreateVersion7().ToString()),
                        Actor = TwoPhaseWorld.Operator,
                        Settlement = id,
                    });
                    retries++;
                }
            }

            if (open.Count <= openMost)
            {
                return;
            }

            Require(retries < 10_000, "the operator's patience is at its end");
            Require(!ledger.Health.IsStopped, "the ledger has stopped");
            await next;
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException(what);
        }
    }
}
