using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>
/// A ledger that is not ours, driven by operation id.
/// </summary>
/// <remarks>
/// <para>Every call is idempotent by operation id: made again it gives the same reply, or the state that another call
/// has brought about since. Calls of one operation may overlap, arrive late, arrive twice and come from two
/// coordinators at once. A reply is given only for what is durable at the foreign ledger.</para>
/// <para>A refusal is a reply (<see cref="ForeignState.Refused"/>) and is durable like any other. What cannot be
/// reached or answers nonsense is a <see cref="ForeignLedgerException"/>, which says whether the call may have taken
/// effect. A cancelled call may have taken effect as well: cancelling means that nobody waits any more, nothing
/// else.</para>
/// <para>Which states a call may answer is in <see cref="ForeignProtocol"/>. Operations are independent of each other;
/// implementations are safe for concurrent use.</para>
/// </remarks>
public interface IExternalLedger
{
    /// <summary>What the ledger can do.</summary>
    LedgerCapabilities Capabilities { get; }

    /// <summary>
    /// Checks the operation and holds its value, so that a later commit cannot fail; a
    /// <see cref="LedgerHold.Compensating"/> ledger executes it. After an abort of the same id, even one that came
    /// first, the answer is <see cref="ForeignState.Aborted"/> and nothing is held.
    /// </summary>
    /// <returns>Prepared, Refused, or the state it has reached meanwhile: Committed, Aborted.</returns>
    Task<ForeignReply> PrepareAsync(ForeignOperation operation, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a prepared operation final. An id that is unknown, aborted or refused answers that state and moves
    /// nothing. A <see cref="LedgerHold.Compensating"/> ledger confirms that the transfer stands. Only on a ledger
    /// that is <see cref="LedgerHold.None"/> does this call execute an operation it has never seen.
    /// </summary>
    /// <returns>Committed, or what stood in the way: Aborted, Refused, NotFound.</returns>
    Task<ForeignReply> CommitAsync(ForeignOperation operation, CancellationToken cancellationToken);

    /// <summary>
    /// Gives up a prepared operation and frees its value; a <see cref="LedgerHold.Compensating"/> ledger refunds. An id
    /// never seen gets a tombstone: a prepare that arrives later is answered with Aborted. A committed operation stays
    /// committed and answers so, where the ledger can tell (a compensating one cannot: see
    /// <see cref="LedgerHold.Compensating"/>, and never abort what was decided to commit). A refund
    /// that cannot be made is <see cref="ForeignFailure.Rejected"/>, and the operation stays prepared. Not for a
    /// ledger that is <see cref="LedgerHold.None"/>.
    /// </summary>
    /// <returns>Aborted, or what it was already: Refused, Committed.</returns>
    Task<ForeignReply> AbortAsync(ForeignOperation operation, CancellationToken cancellationToken);

    /// <summary>
    /// Where the operation stands; changes nothing, ever. <see cref="ForeignState.NotFound"/> is no promise: a prepare
    /// under way may arrive after it. An executed transfer of a <see cref="LedgerHold.Compensating"/> ledger is
    /// Prepared: it can still be refunded.
    /// </summary>
    Task<ForeignReply> QueryAsync(OperationId id, CancellationToken cancellationToken);
}
