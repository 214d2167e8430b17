namespace VeritasVault.Core.Tests;

/// <summary>The precedence of what commands break.</summary>
public sealed partial class PrecedenceTests
{
    private void RegistryCommands()
    {
        var (actor, id, issuer, name, limit) = (default(ActorId), default(CommandId), default(AccountId), Usd,
            (Int128?)-1);
        Sequence(
            () => _ledger.Execute(
                new RegisterAsset
                {
                    Id = id,
                    Actor = actor,
                    Asset = name,
                    Issuer = issuer,
                    Scale = 99,
                    IssuanceLimit = limit
                } with
                {
                    Scale = limit is null ? 0 : 99,
                },
                new Timestamp(100)),
            (OutcomeCode.IdMalformed, () => issuer = Nobodys),
            (OutcomeCode.SettlementIdMalformed, () => id = new CommandId(1)),
            (OutcomeCode.ActorMalformed, () => actor = Mint),
            (OutcomeCode.ParameterOutOfRange, () => limit = null),
            (OutcomeCode.ActorNotAuthorised, () => actor = TestLedger.Operator),
            (OutcomeCode.CommandIdReused, () => id = new CommandId(_id++)),
            (OutcomeCode.AssetExists, () => name = AssetId.Parse("EUR")),
            (OutcomeCode.AccountUnknown, () => issuer = Vault),
            (OutcomeCode.Applied, () => { }
        ));
    }

    private void StatusCommands()
    {
        var (actor, id) = (default(ActorId), default(CommandId));
        var (account, reason, status) = (default(AccountId), LongText, (AccountStatus)9);
        Sequence(
            () => _ledger.Execute(
                new SetAccountStatus { Id = id, Actor = actor, Account = account, Status = status, Reason = reason },
                    new Timestamp(100)),
            (OutcomeCode.IdMalformed, () => account = Nobodys),
            (OutcomeCode.SettlementIdMalformed, () => id = new CommandId(1)),
            (OutcomeCode.ActorMalformed, () => actor = Mint),
            (OutcomeCode.TextTooLong, () => reason = "r"),
            (OutcomeCode.ParameterOutOfRange, () => status = AccountStatus.Closed),
            (OutcomeCode.ActorNotAuthorised, () => actor = TestLedger.Operator),
            (OutcomeCode.CommandIdReused, () => id = new CommandId(_id++)),
            (OutcomeCode.AccountUnknown, () => account = Closed),
            (OutcomeCode.AccountStateConflict, () => account = Vault),
            (OutcomeCode.AccountNotEmpty, () => account = AccountId.Parse("carol.spare")),
            (OutcomeCode.Applied, () => { }
        ));
    }

    private void OpeningAndLimits()
    {
        var (owner, opened) = (default(ParticipantId), Alice);
        Sequence(
            () => _ledger.Execute(
                new OpenAccount
                {
                    Id = new CommandId(_id++),
                    Actor = TestLedger.Operator,
                    Account = opened,
                    Owner = owner
                }, new Timestamp(100)),
            (OutcomeCode.IdMalformed, () => owner = ParticipantId.Parse("nobody")),
            (OutcomeCode.AccountExists, () => opened = AccountId.Parse("new.account")),
            (OutcomeCode.ParticipantUnknown, () => owner = ParticipantId.Parse("alice")),
            (OutcomeCode.Applied, () => { }
        ));
        var (limited, asset, credit) = (default(AccountId), Nothing, (Int128)(-1));
        Sequence(
            () => _ledger.Execute(
                new SetPositionLimits
                {
                    Id = new CommandId(_id++),
                    Actor = TestLedger.Operator,
                    Account = limited,
                    Asset = asset,
                    CreditLimit = credit,
                    Ceiling = 0,
                },
                new Timestamp(100)),
            (OutcomeCode.IdMalformed, () => limited = Nobodys),
            (OutcomeCode.ParameterOutOfRange, () => credit = 0),
            (OutcomeCode.AssetUnknown, () => asset = Usd),
            (OutcomeCode.AccountUnknown, () => limited = Alice),
            (OutcomeCode.LimitBelowUse, () => limited = Vault),
            (OutcomeCode.Applied, () => { }
        ));
        var participant = ParticipantId.Parse("mint");
        Sequence(
            () => _ledger.Execute(
                new RegisterParticipant
                {
                    Id = new CommandId(_id++),
                    Actor = TestLedger.Operator,
                    Participant = participant
                }, new Timestamp(100)),
            (OutcomeCode.ParticipantExists, () => participant = ParticipantId.Parse("new")),
            (OutcomeCode.Applied, () => { }
        ));
    }

    private void SpokenCommands()
    {
        var open = new SettlementId(2);
        var (id, about, actor, reason) = (default(CommandId), open, default(ActorId), LongText);
        ParticipantId? whose = default(ParticipantId);
        Sequence(
            () => _ledger.Execute(
                new RejectCommand
                {
                    Id = id,
                    Actor = actor,
                    Settlement = about,
                    OnBehalfOf = whose,
                    Reason = reason
                }, new Timestamp(100)),
            (OutcomeCode.IdMalformed, () => whose = ParticipantId.Parse("nobody")),
            (OutcomeCode.SettlementIdMalformed, () => id = new CommandId(1)),
            (OutcomeCode.ActorMalformed, () => actor = ActorId.Local("stranger")),
            (OutcomeCode.TextTooLong, () => reason = "r"),
            (OutcomeCode.ActorUnknown, () => actor = ActorId.Local("carol")),
            (OutcomeCode.ActorNotParty, () => actor = Mint),
            (OutcomeCode.ActorNotAuthorised, () => actor = TestLedger.Operator),
            (OutcomeCode.CommandIdReused, () => id = new CommandId(_id++)),
            (OutcomeCode.ParticipantUnknown, () =>
                (whose, about) = (ParticipantId.Parse("alice"), new SettlementId(77))),
            (OutcomeCode.SettlementUnknown, () => about = new SettlementId(1)),
            (OutcomeCode.AlreadyDecided, () => about = open));
        SpokenAboutOpen(open);
    }

    private void SpokenAboutOpen(SettlementId open)
    {
        var (consenter, canceller) = (ActorId.Local("bob"), ActorId.Local("bob"));
        Sequence(
            () => _ledger.Execute(new ConsentCommand
            {
                Id = new CommandId(_id++),
                Actor = consenter,
                Settlement = open
            }, new Timestamp(100)),
            (OutcomeCode.ConsentNotDue, () => consenter = Mint),
            (OutcomeCode.ConsentAlreadyGiven, () => { }
        ));
        Sequence(
            () => _ledger.Execute(new CancelCommand
            {
                Id = new CommandId(_id++),
                Actor = canceller,
                Settlement = open
            }, new Timestamp(100)),
            (OutcomeCode.CancelNotAllowed, () => canceller = Mint),
            (OutcomeCode.Cancelled, () => { }
        ));
        var rejecter = Mint;
        Sequence(
            () => _ledger.Execute(
                new RejectCommand
                {
                    Id = new CommandId(_id++),
                    Actor = rejecter,
                    Settlement = new SettlementId(3),
                    Reason = "r"
                }, new Timestamp(100)),
            (OutcomeCode.ConsentAlreadyGiven, () => rejecter = ActorId.Local("alice")),
            (OutcomeCode.ParticipantRejected, () => { }
        ));
    }
}
