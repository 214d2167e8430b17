using VeritasVault.Core;

namespace VeritasVault.External.Tests;

/// <summary>Operations to test with.</summary>
internal static class Samples
{
    internal static readonly AssetId Euro = AssetId.Parse("EUR");

    internal static ForeignOperation Operation(int number, Int128 quantity) => new()
    {
        Id = OperationId.Of(new SettlementId((UInt128)number), attempt: 1, number: 2),
        Transfers =
        [
            new ForeignTransfer(
                AccountId.Parse($"payer-{number}"), AccountId.Parse($"payee-{number}"), Euro, quantity),
        ],
    };

    internal static OperationId NextAttempt(OperationId id) =>
        OperationId.Of(id.SettlementId, id.Attempt + 1, id.Number);
}
