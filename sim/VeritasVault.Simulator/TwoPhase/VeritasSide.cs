using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.External;
using VeritasVault.External.Veritas;
using VeritasVault.Storage;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Simulator.TwoPhase;

/// <summary>A ledger of ours as the bank, on a store of its own; the traders are clients of a coordinator.</summary>
internal sealed class VeritasSide : IBankSide
{
    private static readonly ParticipantId Home = ParticipantId.Parse("home");

    private readonly SettlementLedger _ledger;

    private VeritasSide(SettlementLedger ledger)
    {
        _ledger = ledger;
        Ledger = new VeritasLedger(ledger, new VeritasLedgerOptions { Coordinator = ActorId.Local(Home.Value) });
    }

    public IExternalLedger Ledger { get; }

    public static async Task<VeritasSide> OpenAsync(string directory, int diesAtBlock)
    {
        ILedgerStore store = RocksDbLedgerStore.Open(directory);
        var ledger = await SettlementLedger.OpenAsync(
            diesAtBlock == 0 ? store : new MortalStore(store, diesAtBlock),
            new LedgerOptions
            {
                CreateAs = new LedgerCreation { Name = "bank" },
                Key = SigningKey.FromSeed([.. Enumerable.Repeat((byte)1, SigningKey.SeedSize)]),
            });
        foreach (var command in Commands())
        {
            if ((await ledger.ExecuteAsync(command)).Code != OutcomeCode.Applied)
            {
                throw new InvalidOperationException("the bank is not made");
            }
        }

        await ledger.SettleAsync(Funding(), TwoPhaseWorld.Operator);
        return new VeritasSide(ledger);
    }

    public Task<Int128> BalanceOfAsync(int trader) => Task.FromResult(
        _ledger.View.Positions(TwoPhaseWorld.AtBank(trader), TwoPhaseWorld.Euro).Single().Balance);

    public Task<int> LeftoversAsync() => Task.FromResult(
        _ledger.View.OpenSettlements().Count + _ledger.View.Positions().Count(position => position.Reserved != 0));

    public async Task<IReadOnlyList<string>> FaultsAsync(int trades)
    {
        var faults = new List<string>();
        var audit = await _ledger.AuditAsync();
        if (!audit.Passed)
        {
            faults.Add($"the audit of the bank failed: {audit.FirstDifference}");
        }

        for (var number = 10; number <= trades; number += 10)
        {
            var id = VeritasLedger.SettlementOf(OperationId.Of(TwoPhaseWorld.Id(number), 1, 1));
            if (_ledger.View.Settlement(id) is { Request.Legs.Length: > 0 } info
                && !TwoPhaseVerdict.IsProven(_ledger, id, info.Code == OutcomeCode.Settled))
            {
                faults.Add($"trade {number} is not proven by the bank");
            }
        }

        return faults;
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    private static IEnumerable<LedgerCommand> Commands()
    {
        yield return TwoPhaseWorld.Participant(1, "issuer");
        yield return TwoPhaseWorld.Participant(2, Home.Value);
        yield return TwoPhaseWorld.Open(3, AccountId.Parse("issuer"), ParticipantId.Parse("issuer"));
        yield return TwoPhaseWorld.Asset(4, TwoPhaseWorld.Euro);
        yield return new PermitCoordination
        {
            Id = TwoPhaseWorld.CommandOf(5),
            Actor = TwoPhaseWorld.Operator,
            Participant = Home,
            IsPermitted = true,
        };
        for (var trader = 0; trader < TwoPhaseWorld.Traders; trader++)
        {
            yield return TwoPhaseWorld.Open(10 + trader, TwoPhaseWorld.AtBank(trader), Home);
        }
    }

    private static SettlementRequest Funding() => new()
    {
        Id = TwoPhaseWorld.Id(0),
        Legs =
        [
            .. Enumerable.Range(0, TwoPhaseWorld.Traders).Select(trader => new Instruction(
                AccountId.Parse("issuer"), TwoPhaseWorld.AtBank(trader), TwoPhaseWorld.Euro, TwoPhaseWorld.Euros)),
        ],
    };
}
