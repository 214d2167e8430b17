using VeritasVault.Core;

namespace VeritasVault.External.Veritas;

/// <summary>How a <see cref="VeritasLedger"/> appears at the other ledger; checked once when it is made.</summary>
public sealed record VeritasLedgerOptions
{
    /// <summary>
    /// Who proposes, executes and cancels there: the actor of a participant that may coordinate
    /// (<see cref="PermitCoordination"/>) and owns one of the accounts of each operation, or the ledger's operator. It
    /// must not change while operations are open.
    /// </summary>
    public required ActorId Coordinator { get; init; }

    /// <summary>Longest wait in one call for what somebody else has to do there, such as a consent: 10 ms to 10
    /// minutes, by default 5 s. Then the call says what is waited for, as a failure that is worth repeating. To be
    /// heard it must be shorter than <see cref="ResilientLedgerOptions.CallTimeout"/>.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Supplies the signatures of participants whose policy there is to sign. It is given the settlement exactly as it
    /// will be submitted, with the authorisers named and a secret, and returns the approvals it has; the rest is waited
    /// for. Null: the participants bring them to that ledger themselves.
    /// </summary>
    public Func<SettlementRequest, CancellationToken, Task<Approval[]>>? Approvals { get; init; }

    internal void Validate()
    {
        Require(!Coordinator.IsEmpty, nameof(Coordinator));
        Require(WaitMax >= TimeSpan.FromMilliseconds(10) && WaitMax <= TimeSpan.FromMinutes(10), nameof(WaitMax));
    }

    private static void Require(bool holds, string option)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(option, $"{option} is missing or outside its bounds");
        }
    }
}
