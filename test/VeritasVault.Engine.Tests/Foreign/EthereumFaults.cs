using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.TestKit;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>What must be among the failures of a settlement.</summary>
internal sealed record ExpectedFailure(FailureCategory Category, string Code, int Operation, string Words);

/// <summary>Draws from a seed what the foreign ledger does to each call, and says what must be recorded of it. The last
/// leg of a reverted transaction is refused; each call, that one too, may fail up to three times before.</summary>
internal sealed class EthereumFaults(FaultyLedger ledger, int seed)
{
    /// <summary>A call of which three tries fail is answered at the fourth.</summary>
    public const int TriesMax = 4;

    public const string Refusal = "reverted";

    private readonly Random _random = new(seed);

    /// <summary>How many faults of each type were set.</summary>
    public Dictionary<Type, int> Counts { get; } = [];

    /// <summary>Sets the faults of one settlement with so many foreign legs.</summary>
    /// <returns>What must be recorded, in its order.</returns>
    public List<ExpectedFailure> Set(SettlementId id, int legs, bool isReverted)
    {
        var expected = new List<ExpectedFailure>();
        for (var number = 1; number <= legs; number++)
        {
            Set(expected, id, number, ForeignCall.Prepare, isRefused: isReverted && number == legs);
        }

        for (var number = isReverted ? legs - 1 : 0; number >= 1; number--)
        {
            Set(expected, id, number, ForeignCall.Abort, isRefused: false);
        }

        for (var number = 1; number <= legs && !isReverted; number++)
        {
            Set(expected, id, number, ForeignCall.Commit, isRefused: false);
        }

        if (isReverted)
        {
            expected.Add(new ExpectedFailure(FailureCategory.ResourceUnavailable, "FOREIGN_REFUSED", 0, Refusal));
        }

        return expected;
    }

    private void Set(List<ExpectedFailure> expected, SettlementId id, int number, ForeignCall call, bool isRefused)
    {
        var operation = OperationId.Of(id, 1, number);
        var failing = _random.Next(4) > 0 ? 0 : _random.Next(1, TriesMax);
        for (var nth = 1; nth <= failing; nth++)
        {
            // What is refused has never taken effect, so no answer of it that says otherwise was lost.
            var fault = Draw(isRefused);
            var code = fault switch
            {
                Fault.LoseRequest { Failure: ForeignFailure.Busy } => "FOREIGN_BUSY",
                Fault.LoseRequest => "FOREIGN_UNREACHABLE",
                _ => "FOREIGN_TIMED_OUT",
            };
            Set(operation, call, nth, fault);
            expected.Add(new ExpectedFailure(FailureCategory.System, code, number, $"{Name(call)}: "));
        }

        if (isRefused)
        {
            Set(operation, call, failing + 1, new Fault.Refuse(Refusal));
            expected.Add(new ExpectedFailure(
                FailureCategory.ResourceUnavailable, "FOREIGN_REFUSED", number, $"{Name(call)}: {Refusal}"));
        }
        else if (_random.Next(8) == 0)
        {
            Set(operation, call, failing + 1, new Fault.Twice());
        }
    }

    private Fault Draw(bool isRefused) => _random.Next(isRefused ? 2 : 3) switch
    {
        0 => new Fault.LoseRequest(ForeignFailure.Busy, MayHaveTakenEffect: false),
        1 => new Fault.LoseRequest(),
        _ => new Fault.LoseAnswer(),
    };

    private void Set(OperationId operation, ForeignCall call, int nth, Fault fault)
    {
        ledger.On(operation, call, nth, fault);
        Counts[fault.GetType()] = Counts.GetValueOrDefault(fault.GetType()) + 1;
    }

    private static string Name(ForeignCall call) => call.ToString().ToLowerInvariant();
}
