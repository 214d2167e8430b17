using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.TestKit;
using VeritasVault.TestKit.Engine;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>
/// The chain's transactions over two ledgers: what a reverted one moves lies on a foreign ledger that executes and
/// refunds, all other assets lie here. So reverted ones are abroad leg by leg, and many of the others on both sides.
/// </summary>
internal sealed class EthereumWorld : IDisposable
{
    private const string Chain = "chain";
    private const string Issuer = "issuer";

    private readonly HashSet<string> _abroad;
    private readonly Random _doubles;
    private int _commands = 100;

    public EthereumWorld(IReadOnlyList<EthereumTransaction> transactions, int seed)
    {
        _abroad = [.. transactions.Where(one => one.IsReverted).SelectMany(one => one.Legs).Select(leg => leg.Asset)];
        _doubles = new Random(seed);
        Book = new EthereumBook(transactions);
        Faulty = new FaultyLedger(Foreign);
        Faults = new EthereumFaults(Faulty, seed);
        Calls = new DirectCalls(Faulty)
        {
            TriesMax = EthereumFaults.TriesMax,
            DoublesAnswer = _ => _doubles.Next(8) == 0,
        };
        Rig = new LedgerRig(new LedgerOptions { CreateAs = new LedgerCreation(), ForeignCalls = Calls });
        Execute([.. Registrations()]);
        Fund();
    }

    public EthereumBook Book { get; }

    public MemoryExternalLedger Foreign { get; } = new(LedgerCapabilities.Compensating);

    public FaultyLedger Faulty { get; }

    public EthereumFaults Faults { get; }

    public DirectCalls Calls { get; }

    public LedgerRig Rig { get; }

    /// <summary>Settles one transaction, or has it refused, under the faults drawn for it.</summary>
    /// <returns>What must be recorded of its failures.</returns>
    public List<ExpectedFailure> Settle(EthereumTransaction transaction)
    {
        var expected = Faults.Set(transaction.Id, transaction.Legs.Count(IsAbroad), transaction.IsReverted);
        Rig.Time.Pass(TimeSpan.FromMilliseconds(1));
        Rig.Submit(new SettlementRequest
        {
            Id = transaction.Id,
            Kind = SettlementKind.Multilateral,
            Legs = [.. transaction.Legs.Select(LegOf)],
        });
        return expected;
    }

    /// <summary>The first position, here or there, that does not have what the file's successful transactions leave it
    /// with; null when there is none.</summary>
    public string? FirstWrongBalance()
    {
        var here = Rig.View.Positions().ToDictionary(one => (one.Account.Value, one.Asset.Value), one => one.Balance);
        foreach (var (account, asset) in Book.Positions)
        {
            var wanted = Book.End((account, asset));
            var actual = _abroad.Contains(asset)
                ? Foreign.BalanceOf(AccountId.Parse(Abroad(account)), AssetId.Parse(asset))
                : here.GetValueOrDefault((account, asset));
            if (wanted != actual)
            {
                return $"{account}/{asset}: {actual}, expected {wanted}";
            }
        }

        return null;
    }

    public bool IsAbroad(EthereumLeg leg) => _abroad.Contains(leg.Asset);

    public void Dispose() => Rig.Dispose();

    private static string Abroad(string account) => $"{Chain}:{account}";

    private Instruction LegOf(EthereumLeg leg) => IsAbroad(leg)
        ? Leg(Abroad(leg.From), Abroad(leg.To), leg.Asset, (Int128)leg.Quantity) with { Ledger = LedgerId.Parse(Chain) }
        : Leg(leg.From, leg.To, leg.Asset, (Int128)leg.Quantity);

    private IEnumerable<LedgerCommand> Registrations()
    {
        yield return Register(_commands++, Chain);
        yield return Open(_commands++, Issuer, Chain);
        yield return new RegisterLedger
        {
            Id = Cid(_commands++),
            Actor = Operator,
            Ledger = LedgerId.Parse(Chain),
            Hold = LedgerHold.Compensating,
        };
        foreach (var asset in Book.Positions.Select(one => one.Asset).Distinct())
        {
            yield return Asset(_commands++, asset, Issuer);
        }

        foreach (var account in Book.Positions.Where(one => !_abroad.Contains(one.Asset)).DistinctBy(One))
        {
            yield return Open(_commands++, One(account), Chain);
        }

        foreach (var account in Book.Positions.Where(one => _abroad.Contains(one.Asset)).DistinctBy(One))
        {
            yield return Open(_commands++, Abroad(One(account)), Chain) with { Ledger = LedgerId.Parse(Chain) };
        }
    }

    private static string One((string Account, string Asset) position) => position.Account;

    private void Execute(IReadOnlyList<LedgerCommand> commands)
    {
        var answers = new List<Answer>();
        foreach (var command in commands)
        {
            Rig.Engine.Execute(command, answers.Add);
        }

        Rig.Scheduler.Run();
        Assert.Equal(commands.Count, answers.Count);
        Assert.All(answers, answer => Assert.Equal(OutcomeCode.Applied, answer.Code));
    }

    private void Fund()
    {
        foreach (var (account, asset) in Book.Positions.Where(one => _abroad.Contains(one.Asset)))
        {
            Foreign.SetBalance(AccountId.Parse(Abroad(account)), AssetId.Parse(asset), Book.Opening((account, asset)));
        }

        var openings = Book.Positions
            .Where(one => !_abroad.Contains(one.Asset) && Book.Opening(one) > 0)
            .Select(one => Leg(Issuer, one.Account, one.Asset, Book.Opening(one)));
        var id = 1;
        foreach (var legs in openings.Chunk(Core.Limits.LegsMax))
        {
            Assert.Equal(OutcomeCode.Settled, Rig.Submit(Samples.Settle(id++, legs)).Code);
        }
    }
}
