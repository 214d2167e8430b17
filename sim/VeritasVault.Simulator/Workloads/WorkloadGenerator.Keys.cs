using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>Participants' keys: brought, endorsed, reset, revoked, and the policy that asks for them.</summary>
internal sealed partial class WorkloadGenerator
{
    private readonly List<Signer> _signers = [];
    private readonly HashSet<ParticipantId> _policiesToSign = [];
    private int _keys;

    /// <summary>In a world that signs, most have a key from the start, and some are asked for it.</summary>
    private void HandOutKeys()
    {
        if (!knobs.Signing.IsOn)
        {
            return;
        }

        foreach (var participant in _participants)
        {
            if (signing.Chance(85))
            {
                Add(Note(New(NewSigner(participant))));
                if (signing.Chance(50))
                {
                    _policiesToSign.Add(participant);
                    Add(Note(new SetConsentPolicy
                    {
                        Id = NextCommandId(),
                        Actor = Knobs.Operator,
                        Participant = participant,
                        Policy = ConsentPolicy.Signed,
                        ConsentsToCredits = signing.Chance(20),
                    }));
                }
            }
        }
    }

    private SetConsentPolicy MaybeSigned(SetConsentPolicy command)
    {
        _policiesToSign.Remove(command.Participant);
        if (!knobs.Signing.IsOn || !signing.Chance(35))
        {
            return command;
        }

        _policiesToSign.Add(command.Participant);
        return command with { Policy = ConsentPolicy.Signed };
    }

    private CommandOperation KeyCommand()
    {
        var participant = signing.Pick(_participants);
        return signing.Below(10) switch
        {
            < 2 => Note(New(NewSigner(participant))),
            < 6 => Note(Endorsed(participant)),
            6 => Note(New(NewSigner(participant)) with { IsReset = true }),
            9 => Note(NoKeyAtAll(participant)),
            _ => Note(new RevokeKey
            {
                Id = NextCommandId(),
                Actor = Keeper(participant),
                Participant = participant,
                Key = SignerOf(participant).KeyId,
            }),
        };
    }

    private RegisterKey New(Signer signer) => new()
    {
        Id = NextCommandId(),
        Actor = signing.Chance(95) ? Knobs.Operator : Keeper(signer.Participant),
        Participant = signer.Participant,
        PublicKey = signer.PublicKey,
        ValidUntil = signing.Chance(10) ? Soon(signing) : null,
    };

    private RegisterKey Endorsed(ParticipantId participant)
    {
        var (by, next) = (SignerOf(participant), NewSigner(participant));
        var from = signing.Chance(80) ? new Timestamp(Workload.StartMicros) : Soon(signing);
        var command = New(next) with { Actor = Keeper(participant), ValidFrom = from };
        if (signing.Chance(knobs.Signing.WrongPercent))
        {
            // Over another time, or by a key that says it is another.
            var other = new Signer(participant, NewKey());
            var endorsement = signing.Chance(50)
                ? by.Endorse(next, new Timestamp(from.Micros + 1), command.ValidUntil)
                : other.Endorse(next, from, command.ValidUntil) with { By = by.KeyId };
            return command with { Endorsement = endorsement };
        }

        var right = by.Endorse(next, from, command.ValidUntil);
        book.Add(command, right);
        return command with { Endorsement = right };
    }

    // 32 zeros are a point of small order: everything and nothing is signed by it.
    private RegisterKey NoKeyAtAll(ParticipantId participant) => new()
    {
        Id = NextCommandId(),
        Actor = Knobs.Operator,
        Participant = participant,
        PublicKey = default,
        IsReset = signing.Chance(50),
    };

    private ActorId Keeper(ParticipantId participant) =>
        signing.Chance(50) ? Knobs.Operator : ActorId.Local(participant.Value);

    private int NewKey() => ++_keys;

    private Signer NewSigner(ParticipantId participant)
    {
        var signer = new Signer(participant, NewKey());
        book.Add(signer);
        _signers.Add(signer);
        return signer;
    }

    /// <summary>Mostly its newest key; a key that nobody registered where it has none.</summary>
    private Signer SignerOf(ParticipantId participant)
    {
        var own = _signers.FindAll(signer => signer.Participant == participant);
        return own.Count == 0 ? new Signer(participant, NewKey())
            : signing.Chance(85) ? own[^1]
            : signing.Pick(own);
    }
}
