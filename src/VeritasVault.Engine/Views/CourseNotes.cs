using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>What the records of one settlement say about its decision and its external ledgers, beside its
/// stages.</summary>
internal sealed class CourseNotes
{
    private readonly Dictionary<int, ForeignReplyCommand> _replies = [];

    /// <summary>When it was decided, one way or the other; null while it is not.</summary>
    public Timestamp? DecidedAt { get; private set; }

    /// <summary>The record that decided that it settles and booked the legs of this ledger.</summary>
    public SettlementRecord? Commit { get; private set; }

    /// <summary>Since when the word of a ledger that cannot undo decides.</summary>
    public Timestamp? DelegatedAt { get; private set; }

    /// <summary>Which attempt it is, from 1.</summary>
    public int Attempt { get; private set; } = 1;

    public void Note(SettlementRecord record)
    {
        if (record.IsCommit || record.IsDecided || record.Doom != OutcomeCode.None)
        {
            DecidedAt ??= record.At;
        }

        if (record.IsCommit)
        {
            Commit = record;
        }

        if (record.Delegates > 0)
        {
            DelegatedAt = record.At;
        }

        if (record.Cause == Cause.Wound)
        {
            Attempt++;
            _replies.Clear();
        }

        if (record.Reply is { Operation: > 0 } reply)
        {
            _replies[reply.Operation] = reply;
        }
    }

    /// <summary>The last thing known of an operation in the last attempt; null when it was never called.</summary>
    public ForeignReplyCommand? ReplyAbout(int operation) => _replies.GetValueOrDefault(operation);
}
