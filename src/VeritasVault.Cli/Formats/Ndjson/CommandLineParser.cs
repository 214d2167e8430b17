using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Reads a command: what is no settlement, so that a file can start from nothing.</summary>
internal static partial class CommandLineParser
{
    private static readonly string[] Members =
    [
        "command",
        "id",
        "as",
        "participant",
        "policy",
        "consentsToCredits",
        "asset",
        "scale",
        "issuer",
        "issuanceLimit",
        "account", "owner", "status", "reason", "creditLimit", "ceiling", "settlement", "onBehalfOf",
        "publicKey", "validFrom", "validUntil", "endorsedBy", "endorsement", "reset", "keyId",
        "ledger", "hold", "holdSeconds", "permitted", "mode", "leaseSeconds", "lock", "token",
    ];

    private static readonly ConsentPolicy[] Policies = Enum.GetValues<ConsentPolicy>();
    private static readonly AccountStatus[] Statuses = Enum.GetValues<AccountStatus>();

    public static ParsedLine Parse(ReadOnlySpan<byte> line, AssetScales scales, ActorId defaultActor)
    {
        var members = Read(line, scales);
        var actor = members.OptionalText("as") is { } name
            ? TextId.IsValid(name) ? ActorId.Local(name) : throw members.Problem("as", "it is no name of an actor")
            : (ActorId?)null;
        return new ParsedLine(null, Build(members, actor ?? defaultActor, scales), actor);
    }

    private static CommandMembers Read(ReadOnlySpan<byte> line, AssetScales scales)
    {
        var json = new StrictJson(line);
        json.Read("line");
        json.Expect(JsonTokenType.StartObject, "line", "an object");
        var found = new List<(string Name, CommandMember Member)>();
        var seen = 0UL;
        while (json.NextMember(Members, ref seen, string.Empty, out var place))
        {
            found.Add((Members[place], ReadValue(ref json, Members[place])));
        }

        json.End();
        var command = found.Find(member => member.Name == "command").Member;
        var members = new CommandMembers(
            command.Text
                ?? throw new LineProblemException(
                    OutcomeCode.MalformedInput, command.Offset, "command", "expected a string"),
            command.Offset,
            scales);
        found.ForEach(member => members.Add(member.Name, member.Member));
        return members;
    }

    private static CommandMember ReadValue(ref StrictJson json, string field) => json.Token switch
    {
        JsonTokenType.String => new(json.String(field, "a string"), null, null, json.Offset),
        JsonTokenType.True or JsonTokenType.False => new(null, json.Boolean(field), null, json.Offset),
        JsonTokenType.Number => new(null, null, json.Integer(field), json.Offset),
        JsonTokenType.Null => new(null, null, null, json.Offset),
        _ => throw json.Problem(field, "expected a string, a whole number, true, false or null"),
    };

    private static LedgerCommand Build(CommandMembers members, ActorId actor, AssetScales scales) =>
        members.Command switch
        {
            "registerParticipant" => RegisterParticipant(members, actor),
            "setConsentPolicy" => SetConsentPolicy(members, actor),
            "registerKey" => RegisterKey(members, actor),
            "revokeKey" => RevokeKey(members, actor),
            "registerAsset" => RegisterAsset(members, actor, scales),
            "setIssuanceLimit" => SetIssuanceLimit(members, actor),
            "openAccount" => OpenAccount(members, actor),
            "setAccountStatus" => SetAccountStatus(members, actor),
            "setPositionLimits" => SetPositionLimits(members, actor),
            "consent" => Consent(members, actor),
            "reject" => Reject(members, actor),
            "cancel" => Cancel(members, actor),
            "eraseMetadata" => EraseMetadata(members, actor),
            "permitCoordination" => PermitCoordination(members, actor),
            "registerLedger" => RegisterLedger(members, actor),
            _ => Progress(members, actor),
        };

    private static LedgerCommand Progress(CommandMembers members, ActorId actor) =>
        members.Command switch
        {
            "execute" => Execute(members, actor),
            "hold" => Hold(members, actor),
            "release" => Release(members, actor),
            "resume" => Resume(members, actor),
            "abort" => Abort(members, actor),
            "acquireLock" => AcquireLock(members, actor),
            "renewLock" => RenewLock(members, actor),
            "upgradeLock" => UpgradeLock(members, actor),
            "releaseLock" => ReleaseLock(members, actor),
            _ => throw members.Problem("command", "there is no such command"),
        };

    private static RegisterParticipant RegisterParticipant(CommandMembers m, ActorId actor)
    {
        m.Allow("participant", "policy", "consentsToCredits");
        var policy = m.Has("policy") ? m.Choice("policy", Words.Of, Policies) : ConsentPolicy.Implied;
        return DerivedCommands.RegisterParticipant(
            GivenId(m), actor, ParticipantId.Parse(m.Id("participant")), policy, m.Flag("consentsToCredits"));
    }

    private static SetConsentPolicy SetConsentPolicy(CommandMembers m, ActorId actor)
    {
        m.Allow("participant", "policy", "consentsToCredits");
        return new SetConsentPolicy
        {
            Id = OwnId(m),
            Actor = actor,
            Participant = ParticipantId.Parse(m.Id("participant")),
            Policy = m.Choice("policy", Words.Of, Policies),
            ConsentsToCredits = m.Flag("consentsToCredits"),
        };
    }

    private static RegisterKey RegisterKey(CommandMembers m, ActorId actor)
    {
        m.Allow("participant", "publicKey", "validFrom", "validUntil", "endorsedBy", "endorsement", "reset");
        var isEndorsed = m.Has("endorsedBy") || m.Has("endorsement");
        return DerivedCommands.RegisterKey(new RegisterKey
        {
            Id = GivenId(m) ?? default,
            Actor = actor,
            Participant = ParticipantId.Parse(m.Id("participant")),
            PublicKey = m.Value("publicKey", KeyText.PublicKeyForm, KeyText.PublicKey),
            ValidFrom = m.OptionalTime("validFrom"),
            ValidUntil = m.OptionalTime("validUntil"),
            Endorsement = isEndorsed
                ? new KeyEndorsement(
                    m.Value("endorsedBy", KeyText.KeyIdForm, KeyText.KeyId),
                    m.Value("endorsement", KeyText.SignatureForm, KeyText.Signature))
                : null,
            IsReset = m.Flag("reset"),
        });
    }

    private static RevokeKey RevokeKey(CommandMembers m, ActorId actor)
    {
        m.Allow("participant", "keyId");
        return DerivedCommands.RevokeKey(
            GivenId(m),
            actor,
            ParticipantId.Parse(m.Id("participant")),
            m.Value("keyId", KeyText.KeyIdForm, KeyText.KeyId));
    }

    private static RegisterAsset RegisterAsset(CommandMembers m, ActorId actor, AssetScales scales)
    {
        m.Allow("asset", "scale", "issuer", "issuanceLimit");
        var asset = AssetId.Parse(m.Id("asset"));
        var scale = m.Scale("scale");
        scales.Propose(asset, scale);
        return DerivedCommands.RegisterAsset(
            GivenId(m), actor, asset, scale, AccountId.Parse(m.Id("issuer")), m.OptionalQuantity(
                "issuanceLimit", asset));
    }

    private static SetIssuanceLimit SetIssuanceLimit(CommandMembers m, ActorId actor)
    {
        m.Allow("asset", "issuanceLimit");
        m.Require("issuanceLimit");
        var asset = AssetId.Parse(m.Id("asset"));
        return new SetIssuanceLimit
        {
            Id = OwnId(m),
            Actor = actor,
            Asset = asset,
            IssuanceLimit = m.OptionalQuantity("issuanceLimit", asset),
        };
    }

    private static OpenAccount OpenAccount(CommandMembers m, ActorId actor)
    {
        m.Allow("account", "owner", "ledger");
        return DerivedCommands.OpenAccount(
            GivenId(m),
            actor,
            AccountId.Parse(m.Id("account")),
            ParticipantId.Parse(m.Id("owner")),
            m.Has("ledger") ? LedgerId.Parse(m.Id("ledger")) : default);
    }

    private static SetAccountStatus SetAccountStatus(CommandMembers m, ActorId actor)
    {
        m.Allow("account", "status", "reason");
        return new SetAccountStatus
        {
            Id = OwnId(m),
            Actor = actor,
            Account = AccountId.Parse(m.Id("account")),
            Status = m.Choice("status", Words.Of, Statuses),
            Reason = m.OptionalText("reason") ?? string.Empty,
        };
    }

    private static SetPositionLimits SetPositionLimits(CommandMembers m, ActorId actor)
    {
        m.Allow("account", "asset", "creditLimit", "ceiling");
        var asset = AssetId.Parse(m.Id("asset"));
        return new SetPositionLimits
        {
            Id = OwnId(m),
            Actor = actor,
            Account = AccountId.Parse(m.Id("account")),
            Asset = asset,
            CreditLimit = m.OptionalQuantity("creditLimit", asset) ?? 0,
            Ceiling = m.OptionalQuantity("ceiling", asset),
        };
    }

    private static ConsentCommand Consent(CommandMembers m, ActorId actor)
    {
        m.Allow("settlement", "onBehalfOf");
        return new ConsentCommand
        {
            Id = OwnId(m),
            Actor = actor,
            Settlement = m.Uuid("settlement"),
            OnBehalfOf = OnBehalfOf(m),
        };
    }

    private static RejectCommand Reject(CommandMembers m, ActorId actor)
    {
        m.Allow("settlement", "onBehalfOf", "reason");
        return new RejectCommand
        {
            Id = OwnId(m),
            Actor = actor,
            Settlement = m.Uuid("settlement"),
            OnBehalfOf = OnBehalfOf(m),
            Reason = m.OptionalText("reason") ?? string.Empty,
        };
    }

    private static CancelCommand Cancel(CommandMembers m, ActorId actor)
    {
        m.Allow("settlement", "reason");
        return new CancelCommand
        {
            Id = OwnId(m),
            Actor = actor,
            Settlement = m.Uuid("settlement"),
            Reason = m.OptionalText("reason") ?? string.Empty,
        };
    }

    private static EraseMetadataCommand EraseMetadata(CommandMembers m, ActorId actor)
    {
        m.Allow("settlement");
        return new EraseMetadataCommand { Id = OwnId(m), Actor = actor, Settlement = m.Uuid("settlement") };
    }

    private static ParticipantId? OnBehalfOf(CommandMembers m) =>
        m.Has("onBehalfOf") ? ParticipantId.Parse(m.Id("onBehalfOf")) : null;

    // What can be done again and mean something again needs an id of its own.
    private static CommandId OwnId(CommandMembers m) => new(m.Uuid("id").Bits);

    private static CommandId? GivenId(CommandMembers m) => m.Has("id") ? OwnId(m) : null;
}
