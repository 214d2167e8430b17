using VeritasVault.Core;
using VeritasVault.External.Veritas;
using Xunit;

namespace VeritasVault.External.Tests;

/// <summary>The ids are part of the protocol with the other ledger: a new version must name what an old one
/// prepared.</summary>
public sealed class VeritasIdsTests
{
    private static readonly OperationId Operation = OperationId.Parse("01890a5d-ac96-774b-bcce-b302099a8057-1-2");

    [Fact]
    public void Ids_are_those_that_the_guide_describes() => Assert.Equal(
        (
            "66b6221f-5f40-8f8c-b0c0-27c56dd6bae5",
            "4c085d30-95bf-877e-a837-18db77c76daa",
            "de7505ff-8254-8c5b-8850-a27bad359d92"),
        (
            VeritasLedger.SettlementOf(Operation).ToString(),
            VeritasIds.CommandOf(Operation, ForeignCall.Commit, 7).ToString(),
            VeritasIds.CommandOf(Operation, ForeignCall.Abort, 0).ToString()));

    [Fact]
    public void Another_attempt_operation_call_or_record_is_another_id()
    {
        OperationId[] operations =
        [
            Operation,
            OperationId.Of(Operation.SettlementId, 1, 3),
            OperationId.Of(Operation.SettlementId, 12, 1),
            OperationId.Of(Operation.SettlementId, 1, 21),
        ];
        List<UInt128> ids = [];
        foreach (var operation in operations)
        {
            ids.Add(VeritasIds.SettlementOf(operation).Bits);
            ids.Add(VeritasIds.CommandOf(operation, ForeignCall.Commit, 1).Bits);
            ids.Add(VeritasIds.CommandOf(operation, ForeignCall.Commit, 2).Bits);
            ids.Add(VeritasIds.CommandOf(operation, ForeignCall.Abort, 1).Bits);
        }

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
