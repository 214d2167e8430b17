namespace VeritasVault.Core.Tests;

/// <summary>Keys, authorisers and signatures of generated days.</summary>
internal sealed partial class RandomDay
{
    private static readonly UInt128 Spread = 0x9E3779B97F4A7C15;

    private RegisterKey FirstKey(string person) => new()
    {
        Id = NextId(),
        Actor = TestLedger.Operator,
        Participant = ParticipantId.Parse(person),
        PublicKey = TestKeys.PublicKeyOf($"{person}-0"),
    };

    private LedgerCommand AboutKeys(Step step)
    {
        var id = step.A % 12 == 0 ? new CommandId(1_000 + (step.A % 50)) : NextId();
        var person = Person(step.B);
        var actor = step.A % 3 == 0 ? Actor(step.A / 3) : step.A % 3 == 1 ? ActorId.Local(person) : TestLedger.Operator;
        return step.Kind switch
        {
            < 107 => Registration(step, id, actor, person),
            < 113 => new RevokeKey
            {
                Id = id,
                Actor = actor,
                Participant = ParticipantId.Parse(person),
                Key = RevokedKey(step, person),
            },
            < 116 => Rotation(step, id),
            _ => new OpenNewOrigin
            {
                Id = id,
                Actor = TestLedger.Operator,
                Origin = step.B % 2 == 0 ? TestLedger.FirstOrigin : Origin.Parse($"o{step.B % 4}.example"),
                LostSize = 1 + (step.C % 3),
                LostRoot = default,
            },
        };
    }

    // Mostly one whose signature an open settlement holds.
    private KeyId RevokedKey(Step step, string person)
    {
        var state = Twin.Ledger.State;
        var held = Enumerable.Range(0, state.Keys.Count).Select(i => state.Keys[i])
            .Where(key => state.Participants[key.ParticipantIndex].Id.Value == person
                && state.Open.OldestFirst.Any(open =>
                    open.Approvals.Find(key.ParticipantIndex)?.KeyIndex == key.Index))
            .ToArray();
        return held.Length > 0 && step.C % 4 > 0 ? held[step.D % held.Length].Id
            : KeyOf(step.C % 9 == 0 ? Person(step.C / 9) : person, step.D);
    }

    // What people do most: sign what waits for them, by a word of their own or by sending it again.
    private void SignOpen(Step step)
    {
        var signed = Twin.Ledger.State.Open.OldestFirst.Select(open => open.Request)
            .Where(request => request.HasAuthoriser).ToArray();
        if (signed.Length == 0)
        {
            Twin.Now = new Timestamp(Twin.Now.Micros + 1);
            return;
        }

        var request = signed[step.A % signed.Length];
        var leg = request.Legs[step.B % request.Legs.Length];
        var signer = leg.Authoriser.IsEmpty ? leg.CreditAuthoriser : leg.Authoriser;
        signer = signer.IsEmpty ? ParticipantId.Parse(Person(step.C)) : signer;
        if (step.D % 2 == 0)
        {
            Twin.Submit(request.With([Approval(request, signer, step.C)]), ActorId.Local(signer.Value));
            return;
        }

        Twin.Execute(new ConsentCommand
        {
            Id = NextId(),
            Actor = ActorId.Local(signer.Value),
            Settlement = request.Id,
            Approval = step.D % 6 == 1 ? null : Approval(request, signer, step.C),
        });
    }

    private RegisterKey Registration(Step step, CommandId id, ActorId actor, string person)
    {
        var name = step.C % 17 == 0 ? "bad" : $"{(step.C % 19 == 0 ? "bob" : person)}-{step.C % 6}";
        Timestamp? from = step.D % 4 == 0 ? null : new Timestamp(Twin.Now.Micros + (step.D / 4 % 3));
        Timestamp? until = step.D / 16 % 4 != 0 ? null
            : new Timestamp((from ?? Twin.Now).Micros + (step.D / 64 % 6) - (step.D % 59 == 0 ? 9 : 0));
        var participant = ParticipantId.Parse(person);
        var terms = new KeyTerms(TestKeys.PublicKeyOf(name), from ?? default, until);
        var by = KeyOf(step.C % 23 == 0 ? Person(step.C / 23) : person, step.D / 512);
        var signature = TestKeys.Endorse(
            Twin.Ledger.State.Identity.Origin, participant, terms, TestKeys.PublicKeyOf(by));
        return new RegisterKey
        {
            Id = id,
            Actor = actor,
            Participant = participant,
            PublicKey = terms.PublicKey,
            ValidFrom = from,
            ValidUntil = until,
            Endorsement = step.D / 128 % 4 == 0 ? null
                : new KeyEndorsement(by, step.D % 11 == 0 ? signature with { D = 1 } : signature),
            IsReset = step.D % 7 == 0,
        };
    }

    private RotateLedgerKey Rotation(Step step, CommandId id)
    {
        var identity = Twin.Ledger.State.Identity;
        var key = TestKeys.PublicKeyOf(step.B % 9 == 0 ? "bad" : $"ledger-{step.B % 3}");
        var terms = new KeyTerms(key, default, null);
        return new RotateLedgerKey
        {
            Id = id,
            Actor = TestLedger.Operator,
            PublicKey = key,
            SignedByOld = TestKeys.Endorse(identity.Origin, null, terms, step.C % 5 == 0 ? key : identity.Key),
            SignedByNew = TestKeys.Endorse(identity.Origin, null, terms, step.C % 7 == 0 ? identity.Key : key),
        };
    }

    // Whose policy asks for a signature is mostly named, others now and then.
    private ParticipantId Authoriser(AccountId account, uint bits)
    {
        var owner = account.Value.Split('.')[0];
        var mustSign = Twin.Ledger.State.Participants.Find(ParticipantId.Parse(owner))?.Policy == ConsentPolicy.Signed;
        return (mustSign, bits % 24) switch
        {
            (_, 0) => ParticipantId.Parse(Person(bits / 24)),
            (true, > 1) or (false, < 4) => ParticipantId.Parse(owner),
            _ => default,
        };
    }

    private SettlementRequest SentAgain(Step step)
    {
        var sent = _sent[(int)(step.A % _sent.Count)];
        return step.B % 3 == 0 ? sent : Signed(step, sent);
    }

    private SettlementRequest Signed(Step step, SettlementRequest request)
    {
        var signers = request.Legs.SelectMany(leg => new[] { leg.Authoriser, leg.CreditAuthoriser })
            .Where(signer => !signer.IsEmpty).Distinct().ToList();
        if (step.D % 31 == 0)
        {
            signers.Add(ParticipantId.Parse(Person(step.D / 31)));
        }

        var approvals = signers.Select((signer, i) => (Signer: signer, Bits: Mixed(step, i)))
            .Where(pair => pair.Bits % 4 != 0)
            .Select(pair => Approval(request, pair.Signer, pair.Bits / 4)).ToArray();
        return request.With(step.D % 29 == 0 ? [.. approvals, .. approvals] : approvals);
    }

    private Approval? SpokenApproval(Step step, SettlementId about, ParticipantId? onBehalfOf, ActorId actor)
    {
        var request = Twin.Ledger.State.Open.Find(about)?.Request;
        var speaker = onBehalfOf ?? (ParticipantId.TryParse(actor.Name, out var own) ? own : default);
        var isDue = request?.Legs.Any(leg => leg.Authoriser == speaker || leg.CreditAuthoriser == speaker) == true;
        var bits = Mixed(step, 0);
        return request is null || bits % 8 == (isDue ? 0u : 1u) || (!isDue && bits % 8 > 1) ? null
            : Approval(request, bits / 8 % 23 == 0 ? ParticipantId.Parse(Person(bits / 256)) : speaker, bits / 16);
    }

    private Approval Approval(SettlementRequest request, ParticipantId participant, uint bits)
    {
        var key = KeyOf(bits % 17 == 0 ? Person(bits / 17) : participant.Value, bits / 3);
        var batch = bits % 5 != 0 ? null : new ApprovalBatch(2, bits % 45 == 0 ? 2 : 8, [default, default, default]);
        var approval = TestKeys.Approve(Twin.Ledger.State.Identity.Origin, request, participant, key, batch);
        return bits % 13 == 0 ? TestKeys.Spoil(approval) : approval;
    }

    private static KeyId KeyOf(string person, uint bits) => TestKeys.IdOf($"{person}-{(bits % 3 == 0 ? 0 : bits % 6)}");

    private static uint Mixed(Step step, int place) => unchecked((uint)(
        (((UInt128)step.B + step.C + step.D + 7) * Spread * ((UInt128)place + 1)) >> 24));
}
