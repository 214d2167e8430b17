namespace VeritasVault.Core.Tests;

/// <summary>The precedence of what signatures and keys break.</summary>
public sealed partial class PrecedenceTests
{
    private static readonly ParticipantId Ann = ParticipantId.Parse("ann");
    private static readonly ParticipantId Ben = ParticipantId.Parse("ben");

    // Ann must sign; one of her keys is valid, one is not any more.
    private readonly TestLedger _signers = ScenarioTable.Run("""
        at 100
        participant ann signed
        participant ben
        account ann/cash
        account ben/cash
        asset USD issuer=ann.cash
        key ann ka
        key ann gone endorsed=ka from=1 until=50
        key ben kb
        submit s1 ben.cash>ben.cash=1USD => SETTLED
        submit s2 by ben ann.cash>ben.cash=1USD+ann => WAITING
        """).Twin.Ledger;

    private void SignedSubmissions()
    {
        var ledger = _signers;
        var (id, secret, batch) = (new SettlementId(1), (Hash256?)null, new ApprovalBatch(1, 1, []));
        var (debited, credited, key, isRight) = (default(ParticipantId), Ann, "unknown", false);
        ParticipantId[] signers = [Ben, Ann, Ann];
        Sequence(
            () =>
            {
                var request = new SettlementRequest
                {
                    Id = id,
                    Secret = secret,
                    Legs =
                    [
                        new(AccountId.Parse("ann.cash"), AccountId.Parse("ben.cash"), Usd, 1)
                        {
                            Authoriser = debited,
                            CreditAuthoriser = credited,
                        },
                    ],
                };
                return ledger.Submit(
                    request.With([.. signers.Select(signer => Approval(request, signer, key, batch, isRight))]),
                    TestLedger.Operator, new Timestamp(100));
            },
            (OutcomeCode.TermsInvalid, () => secret = new Hash256(0, 0, 0, 1)),
            (OutcomeCode.ParameterOutOfRange, () => batch = null),
            (OutcomeCode.SettlementIdReused, () => id = new SettlementId(_id++)),
            (OutcomeCode.AuthoriserMissing, () => debited = Ann),
            (OutcomeCode.AuthoriserNotOwner, () => credited = default),
            (OutcomeCode.ApprovalNotDue, () => signers = [Ann, Ann]),
            (OutcomeCode.ApprovalDuplicate, () => signers = [Ann]),
            (OutcomeCode.KeyUnknown, () => key = "gone"),
            (OutcomeCode.KeyNotValid, () => key = "ka"),
            (OutcomeCode.SignatureInvalid, () => isRight = true),
            (OutcomeCode.Settled, () => { }
        ));
    }

    private void SignedConsents()
    {
        var ledger = _signers;
        var open = ledger.State.Open.OldestFirst.Single().Request;
        var (speaker, signer, key, isGiven, isRight) = (Ben, Ben, "unknown", true, false);
        var batch = new ApprovalBatch(1, 1, []);
        Sequence(
            () => ledger.Execute(
                new ConsentCommand
                {
                    Id = new CommandId(_id++),
                    Actor = ActorId.Local(speaker.Value),
                    Settlement = open.Id,
                    Approval = isGiven ? Approval(open, signer, key, batch, isRight) : null,
                },
                new Timestamp(100)),
            (OutcomeCode.ParameterOutOfRange, () => batch = null),
            (OutcomeCode.ConsentNotDue, () => speaker = Ann),
            (OutcomeCode.ApprovalNotDue, () => isGiven = false),
            (OutcomeCode.SignatureMissing, () => (isGiven, signer) = (true, Ann)),
            (OutcomeCode.KeyUnknown, () => key = "gone"),
            (OutcomeCode.KeyNotValid, () => key = "ka"),
            (OutcomeCode.SignatureInvalid, () => isRight = true),
            (OutcomeCode.Settled, () => { }
        ));
    }

    private void Keys()
    {
        var ledger = _signers;
        var (participant, actor, until, by) = (default(ParticipantId), ActorId.Local("ben"), 0, "unknown");
        var (name, isEndorsed, isRight) = ("bad", true, false);
        Sequence(
            () => ledger.Execute(
                Registration(participant, name, until, isEndorsed ? Endorsement(name, by, isRight) : null) with
                {
                    Actor = actor,
                },
                new Timestamp(100)),
            (OutcomeCode.IdMalformed, () => participant = ParticipantId.Parse("nobody")),
            (OutcomeCode.ParameterOutOfRange, () => until = 900),
            (OutcomeCode.ActorNotAuthorised, () => actor = TestLedger.Operator),
            (OutcomeCode.ParticipantUnknown, () => participant = Ann),
            (OutcomeCode.KeyUnknown, () => by = "gone"),
            (OutcomeCode.KeyNotValid, () => by = "ka"),
            (OutcomeCode.KeyUnacceptable, () => name = "kb"),
            (OutcomeCode.KeyExists, () => (name, isEndorsed) = ("k1", false)),
            (OutcomeCode.EndorsementMissing, () => isEndorsed = true),
            (OutcomeCode.EndorsementInvalid, () => isRight = true),
            (OutcomeCode.Applied, () => { }
        ));
        for (var i = ledger.State.Keys.Of(0).Count; i < Limits.KeysPerParticipantMax; i++)
        {
            Apply(ledger, Registration(Ann, $"more-{i}", 900, Endorsement($"more-{i}", "ka", isRight: true)));
        }

        Sequence(
            () => ledger.Execute(Registration(Ann, "k2", 900, null), new Timestamp(100)),
            (OutcomeCode.KeysFull, () => { }
        ));
        Revocations(ledger);
    }

    private void Revocations(TestLedger ledger)
    {
        var (owner, key) = (ParticipantId.Parse("nobody"), "kb");
        Sequence(
            () => ledger.Execute(
                new RevokeKey
                {
                    Id = new CommandId(_id++),
                    Actor = TestLedger.Operator,
                    Participant = owner,
                    Key = TestKeys.IdOf(key),
                },
                new Timestamp(100)),
            (OutcomeCode.ParticipantUnknown, () => owner = Ann),
            (OutcomeCode.KeyUnknown, () => key = "k1"),
            (OutcomeCode.Applied, () => { }
        ));
        Sequence(
            () => ledger.Execute(
                new RevokeKey
                {
                    Id = new CommandId(_id++),
                    Actor = ActorId.Local("ann"),
                    Participant = owner,
                    Key = TestKeys.IdOf(key),
                },
                new Timestamp(100)),
            (OutcomeCode.KeyRevoked, () => key = "ka"),
            (OutcomeCode.Applied, () => { }
        ));
    }

    private void LedgerIdentity()
    {
        var (actor, key, isRight) = (Mint, TestKeys.PublicKeyOf("bad"), false);
        var (newest, oldest) = (TestKeys.PublicKeyOf("new"), TestLedger.FirstKey);
        Sequence(
            () => _ledger.Execute(
                new RotateLedgerKey
                {
                    Id = new CommandId(_id++),
                    Actor = actor,
                    PublicKey = key,
                    SignedByOld = SignedBy(key, oldest, isRight),
                    SignedByNew = SignedBy(key, key, isRight),
                },
                new Timestamp(100)),
            (OutcomeCode.ActorNotAuthorised, () => actor = TestLedger.Operator),
            (OutcomeCode.KeyUnacceptable, () => key = oldest),
            (OutcomeCode.KeyExists, () => key = newest),
            (OutcomeCode.SignatureInvalid, () => isRight = true),
            (OutcomeCode.Applied, () => { }
        ));
        var (origin, size) = (default(Origin), 0);
        Sequence(
            () => _ledger.Execute(
                new OpenNewOrigin
                {
                    Id = new CommandId(_id++),
                    Actor = actor,
                    Origin = origin,
                    LostSize = size,
                    LostRoot = default,
                },
                new Timestamp(100)),
            (OutcomeCode.IdMalformed, () => origin = TestLedger.FirstOrigin),
            (OutcomeCode.ParameterOutOfRange, () => size = 1),
            (OutcomeCode.OriginUsed, () => origin = Origin.Parse("b.example")),
            (OutcomeCode.Applied, () => { }
        ));
    }

    private static Approval Approval(
        SettlementRequest request, ParticipantId signer, string key, ApprovalBatch? batch, bool isRight)
    {
        var approval = TestKeys.Approve(TestLedger.FirstOrigin, request, signer, TestKeys.IdOf(key), batch);
        return isRight ? approval : TestKeys.Spoil(approval);
    }

    private RegisterKey Registration(
        ParticipantId participant, string name, long until, KeyEndorsement? endorsement) => new()
        {
            Id = new CommandId(_id++),
            Actor = TestLedger.Operator,
            Participant = participant,
            PublicKey = TestKeys.PublicKeyOf(name),
            ValidFrom = new Timestamp(100),
            ValidUntil = new Timestamp(until),
            Endorsement = endorsement,
        };

    private static KeyEndorsement Endorsement(string name, string by, bool isRight)
    {
        var terms = new KeyTerms(TestKeys.PublicKeyOf(name), new Timestamp(100), new Timestamp(isRight ? 900 : 901));
        return new KeyEndorsement(
            TestKeys.IdOf(by), TestKeys.Endorse(TestLedger.FirstOrigin, Ann, terms, TestKeys.PublicKeyOf(by)));
    }

    private static Signature SignedBy(PublicKey key, PublicKey by, bool isRight) => isRight
        ? TestKeys.Endorse(TestLedger.FirstOrigin, null, new KeyTerms(key, default, null), by)
        : default;
}
