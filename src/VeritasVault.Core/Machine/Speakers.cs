namespace VeritasVault.Core;

/// <summary>For whom actors act. Nearly all submissions of a run come from the actor of the one before, so that the
/// last answer is kept as long as no participant was added.</summary>
internal sealed class Speakers(LedgerState state)
{
    private ActorId _actor;
    private int _participant = -1;
    private int _participants = -1;

    /// <summary>The participant an actor acts for, or -1.</summary>
    public int ParticipantOf(ActorId actor)
    {
        if (_participants != state.Participants.Count || _actor != actor)
        {
            _participant = Authority.ParticipantOf(state, actor);
            _actor = actor;
            _participants = state.Participants.Count;
        }

        return _participant;
    }
}
