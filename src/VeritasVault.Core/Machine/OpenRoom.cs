namespace VeritasVault.Core;

/// <summary>How many settlements may be open at a time. Smaller ones than the documented let a test or a simulation
/// reach the bound.</summary>
/// <param name="Ledger">In the whole ledger.</param>
/// <param name="PerActor">Proposed by one participant's actor.</param>
internal sealed record OpenRoom(int Ledger, int PerActor)
{
    public static OpenRoom Full { get; } = new(Limits.OpenSettlementsMax, Limits.OpenSettlementsPerActorMax);
}
