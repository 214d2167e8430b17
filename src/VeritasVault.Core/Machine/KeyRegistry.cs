namespace VeritasVault.Core;

/// <summary>Decides about keys: of participants, and of the ledger itself. In the order of the codes'
/// numbers.</summary>
internal sealed class KeyRegistry(LedgerState state, ISignatureRule rule)
{
    /// <summary>The command with the key's id, which the rule alone knows.</summary>
    public RegistryCommand Completed(RegistryCommand command) =>
        command is RegisterKey key ? key with { Key = rule.KeyIdOf(key.PublicKey) } : command;

    public OutcomeCode Check(RegisterKey command, Timestamp now, out OutcomeDetail? detail)
    {
        detail = null;
        var participant = state.Participants.IndexOf(command.Participant);
        if (participant < 0)
        {
            detail = new OutcomeDetail("participant", command.Participant.Value);
            return OutcomeCode.ParticipantUnknown;
        }

        if (state.Keys.Count >= Limits.RegistryEntriesMax)
        {
            return OutcomeCode.RegistryFull;
        }

        ParticipantKey? by = null;
        if (command.Endorsement is { } endorsement)
        {
            by = state.Keys.Find(endorsement.By, participant);
            detail = by is null || !by.IsValidAt(now)
                ? new OutcomeDetail("endorsement.by", endorsement.By.ToString())
                : null;
            if (detail is not null)
            {
                return by is null ? OutcomeCode.KeyUnknown : OutcomeCode.KeyNotValid;
            }
        }

        var code = CheckNew(command, participant, out detail);
        return code != OutcomeCode.None ? code : CheckEndorsement(command, participant, by, out detail);
    }

    public OutcomeCode Check(RevokeKey command, out OutcomeDetail? detail)
    {
        var participant = state.Participants.IndexOf(command.Participant);
        var key = participant < 0 ? null : state.Keys.Find(command.Key, participant);
        detail = participant < 0 ? new OutcomeDetail("participant", command.Participant.Value)
            : key is null ? new OutcomeDetail("key", command.Key.ToString())
            : key.RevokedAt is { } at ? new OutcomeDetail("key", command.Key.ToString(), Current: at.ToString())
            : null;
        return participant < 0 ? OutcomeCode.ParticipantUnknown
            : key is null ? OutcomeCode.KeyUnknown
            : detail is not null ? OutcomeCode.KeyRevoked
            : OutcomeCode.None;
    }

    public OutcomeCode Check(RotateLedgerKey command, out OutcomeDetail? detail)
    {
        var isKnown = state.Identity.Keys.Any(key => key.Key == command.PublicKey);
        var code = !rule.IsAcceptable(command.PublicKey) ? OutcomeCode.KeyUnacceptable
            : isKnown ? OutcomeCode.KeyExists
            : OutcomeCode.None;
        detail = code == OutcomeCode.None ? null : new OutcomeDetail("publicKey", command.PublicKey.ToString());
        if (code != OutcomeCode.None)
        {
            return code;
        }

        var terms = new KeyTerms(command.PublicKey, default, null);
        var origin = state.Identity.Origin;
        detail = !rule.Endorses(origin, null, terms, state.Identity.Key, command.SignedByOld)
                ? new OutcomeDetail("signedByOld")
            : !rule.Endorses(origin, null, terms, command.PublicKey, command.SignedByNew)
                ? new OutcomeDetail("signedByNew")
            : null;
        return detail is null ? OutcomeCode.None : OutcomeCode.SignatureInvalid;
    }

    private OutcomeCode CheckNew(RegisterKey command, int participant, out OutcomeDetail? detail)
    {
        var code = !rule.IsAcceptable(command.PublicKey) ? OutcomeCode.KeyUnacceptable
            : state.Keys.Find(rule.KeyIdOf(command.PublicKey)) is not null ? OutcomeCode.KeyExists
            : state.Keys.Of(participant).Count >= Limits.KeysPerParticipantMax ? OutcomeCode.KeysFull
            : OutcomeCode.None;
        detail = code switch
        {
            OutcomeCode.None => null,
            OutcomeCode.KeysFull => new OutcomeDetail("participant", command.Participant.Value),
            _ => new OutcomeDetail("publicKey", command.PublicKey.ToString()),
        };
        return code;
    }

    /// <summary>The first key stands on the operator's word; each later one on its predecessor's signature, or on the
    /// operator's word that there is nobody left to sign.</summary>
    private OutcomeCode CheckEndorsement(
        RegisterKey command, int participant, ParticipantKey? by, out OutcomeDetail? detail)
    {
        var isFirst = state.Keys.Of(participant).Count == 0;
        var terms = new KeyTerms(command.PublicKey, command.ValidFrom ?? default, command.ValidUntil);
        var code = !isFirst && by is null && !command.IsReset ? OutcomeCode.EndorsementMissing
            : isFirst && command.IsReset ? OutcomeCode.EndorsementInvalid
            : by is not null && !rule.Endorses(
                state.Identity.Origin, command.Participant, terms, by.PublicKey, command.Endorsement!.Value.Signature)
                ? OutcomeCode.EndorsementInvalid
            : OutcomeCode.None;
        detail = code == OutcomeCode.None ? null : new OutcomeDetail(command.IsReset ? "isReset" : "endorsement");
        return code;
    }
}
