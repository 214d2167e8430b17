using System.Globalization;
using System.Text.RegularExpressions;

namespace VeritasVault.Core.Tests;

/// <summary>How rows become commands.</summary>
internal sealed partial class ScenarioTable
{
    private SettlementRequest Request(string[] words)
    {
        var legs = words.Select(w => LegPattern().Match(w)).Where(m => m.Success).Select(Leg).ToArray();
        return new SettlementRequest
        {
            Id = new SettlementId(IdOf(words[1])),
            Kind = Enum.Parse<SettlementKind>(Option(words, "kind") ?? "Other"),
            Legs = legs,
            NotBefore = Option(words, "from") is { } from ? Time(from) : null,
            Deadline = Option(words, "until") is { } until ? Time(until) : null,
            Reference = Option(words, "ref"),
            Metadata = Option(words, "meta"),
            Terms = new SettlementTerms
            {
                OnShortage = words.Contains("wait") ? OnShortage.Wait : OnShortage.Fail,
                Consent = words.Contains("explicit") ? ConsentTerm.Explicit : ConsentTerm.ByPolicy,
                Replaces = Option(words, "replaces") is { } replaced ? new SettlementId(IdOf(replaced)) : null,
                ExpectedVersions = [.. words.Where(w => w.StartsWith("expect=", StringComparison.Ordinal))
                    .Select(Expectation)],
            },
        };
    }

    private static Instruction Leg(Match match) => new(
        AccountId.Parse(match.Groups["from"].Value),
        AccountId.Parse(match.Groups["to"].Value),
        AssetId.Parse(match.Groups["asset"].Value),
        Number(match.Groups["quantity"].Value)!.Value)
    {
        Id = match.Groups["id"].Success ? InstructionId.Parse(match.Groups["id"].Value) : default,
    };

    private static ExpectedVersion Expectation(string word)
    {
        var version = word["expect=".Length..].Split(':');
        var name = version[0].Split('/');
        return new ExpectedVersion(
            AccountId.Parse(name[0]),
            name.Length > 1 ? AssetId.Parse(name[1]) : null,
            long.Parse(version[1], CultureInfo.InvariantCulture));
    }

    private LedgerCommand Command(string[] words)
    {
        var id = new CommandId(Option(words, "cmd") is { } named ? IdOf(named)
            : ((UInt128)1 << 64) + (UInt128)(++_commands));
        var actor = By(words);
        return words[0] is "consent" or "reject" or "cancel" or "erase"
            ? Spoken(words, id, actor)
            : Administrative(words, id, actor);
    }

    private static RegistryCommand Administrative(string[] words, CommandId id, ActorId actor)
    {
        var policy = words.Contains("recorded") ? ConsentPolicy.Recorded : ConsentPolicy.Implied;
        var credits = words.Contains("credits");
        return words[0] switch
        {
            "participant" => new RegisterParticipant
            {
                Id = id,
                Actor = actor,
                Participant = ParticipantId.Parse(words[1]),
                Policy = policy,
                ConsentsToCredits = credits,
            },
            "policy" => new SetConsentPolicy
            {
                Id = id,
                Actor = actor,
                Participant = ParticipantId.Parse(words[1]),
                Policy = policy,
                ConsentsToCredits = credits,
            },
            "account" => new OpenAccount
            {
                Id = id,
                Actor = actor,
                Account = AccountId.Parse(words[1].Replace('/', '.')),
                Owner = ParticipantId.Parse(words[1].Split('/')[0]),
            },
            "asset" => new RegisterAsset
            {
                Id = id,
                Actor = actor,
                Asset = AssetId.Parse(words[1]),
                Issuer = AccountId.Parse(Option(words, "issuer")!),
                Scale = (int)(Number(Option(words, "scale")) ?? 0),
                IssuanceLimit = Number(Option(words, "limit")),
            },
            "issuance" => new SetIssuanceLimit
            {
                Id = id,
                Actor = actor,
                Asset = AssetId.Parse(words[1]),
                IssuanceLimit = Number(words[2]),
            },
            "rotate" or "origin" => Identity(words, id, actor),
            _ => AboutAccount(words, id, actor),
        };
    }

    private static RegistryCommand Identity(string[] words, CommandId id, ActorId actor) => words[0] == "rotate"
        ? new RotateLedgerKey
        {
            Id = id,
            Actor = actor,
            PublicKey = TestKeys.PublicKeyOf(words[1]),
            SignedByOld = default,
            SignedByNew = default,
        }
        : new OpenNewOrigin
        {
            Id = id,
            Actor = actor,
            Origin = words[1] == "none" ? default : Origin.Parse(words[1]),
            LostSize = long.Parse(Option(words, "lost") ?? "1", CultureInfo.InvariantCulture),
            LostRoot = new Hash256(0, 0, 0, 9),
        };

    private static RegistryCommand AboutAccount(string[] words, CommandId id, ActorId actor) =>
        words[0] switch
        {
            "freeze" or "thaw" or "close" => new SetAccountStatus
            {
                Id = id,
                Actor = actor,
                Account = AccountId.Parse(words[1]),
                Reason = Option(words, "reason") ?? string.Empty,
                Status = words[0] switch
                {
                    "freeze" => AccountStatus.Frozen,
                    "thaw" => AccountStatus.Open,
                    _ => AccountStatus.Closed,
                },
            },
            "limits" => new SetPositionLimits
            {
                Id = id,
                Actor = actor,
                Account = AccountId.Parse(words[1]),
                Asset = AssetId.Parse(words[2]),
                CreditLimit = Number(Option(words, "credit")) ?? 0,
                Ceiling = Number(Option(words, "ceiling")),
            },
            _ => throw new InvalidOperationException($"no such command: {words[0]}"),
        };

    private SettlementCommand Spoken(string[] words, CommandId id, ActorId actor)
    {
        ParticipantId? onBehalfOf = Option(words, "for") is { } whom ? ParticipantId.Parse(whom) : null;
        var reason = Option(words, "reason") ?? string.Empty;
        return words[0] switch
        {
            "consent" => new ConsentCommand
            {
                Id = id,
                Actor = actor,
                Settlement = new(IdOf(words[1])),
                OnBehalfOf = onBehalfOf
            },
            "reject" => new RejectCommand
            {
                Id = id,
                Actor = actor,
                Settlement = new(IdOf(words[1])),
                OnBehalfOf = onBehalfOf,
                Reason = reason,
            },
            "cancel" => new CancelCommand { Id = id, Actor = actor, Settlement = new(IdOf(words[1])), Reason = reason },
            _ => new EraseMetadataCommand { Id = id, Actor = actor, Settlement = new(IdOf(words[1])) },
        };
    }

    [GeneratedRegex(@"^(?<from>[\w.-]+)>(?<to>[\w.-]+)=(?<quantity>-?\d+|max)(?<asset>[A-Z]+)(#(?<id>\S+))?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LegPattern();
}
