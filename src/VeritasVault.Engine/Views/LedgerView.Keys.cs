using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Questions about the participants' keys.</summary>
public sealed partial class LedgerView
{
    /// <summary>The keys of one participant or of all, in the order of registration.</summary>
    public IReadOnlyList<KeyInfo> Keys(ParticipantId? participant = null) => Ask(state =>
    {
        var infos = new List<KeyInfo>();
        for (var i = 0; i < state.Keys.Count; i++)
        {
            var info = InfoOf(state, state.Keys[i]);
            if (participant is null || participant == info.Participant)
            {
                infos.Add(info);
            }
        }

        return infos;
    });

    private static KeyInfo InfoOf(LedgerState state, ParticipantKey key) => new(
        state.Participants[key.ParticipantIndex].Id,
        key.Id,
        key.PublicKey,
        key.ValidFrom,
        key.ValidUntil,
        key.RegisteredAt,
        key.RevokedAt,
        key.PreviousIndex == ParticipantKey.NoPrevious ? null : state.Keys[key.PreviousIndex].Id,
        key.IsReset);
}
