using VeritasVault.Core;

namespace VeritasVault.External.TestKit;

/// <summary>What a <see cref="FaultyLedger"/> does to one call.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>The request is lost: no effect, and the caller is told so or not.</summary>
    public sealed record LoseRequest(
        ForeignFailure Failure = ForeignFailure.Unreachable, bool MayHaveTakenEffect = true) : Fault;

    /// <summary>The call takes effect and its answer is lost.</summary>
    public sealed record LoseAnswer(ForeignFailure Failure = ForeignFailure.TimedOut) : Fault;

    /// <summary>Refused, for good: later calls of the id are answered with the same. No effect. For a prepare, or the
    /// commit of a ledger that cannot hold.</summary>
    public sealed record Refuse(string Code = "refused-by-script", string Text = "") : Fault;

    /// <summary>Nothing happens until <see cref="FaultyLedger.Release"/>; then the call is made.</summary>
    public sealed record Hang : Fault;

    /// <summary>The call takes effect at once; the answer comes at <see cref="FaultyLedger.Release"/>.</summary>
    public sealed record AnswerLate : Fault;

    /// <summary>The request arrives twice; the second answer is given.</summary>
    public sealed record Twice : Fault;

    /// <summary>The call takes effect and something else is answered.</summary>
    public sealed record AnswerWrongly(ForeignReply Reply) : Fault;

    /// <summary>No effect, and the ledger says that it knows no such id.</summary>
    public sealed record Forget : Fault;
}
