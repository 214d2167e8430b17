using System.Globalization;
using System.Text.RegularExpressions;

namespace VeritasVault.Core.Tests;

/// <summary>How rows become commands.</summary>
internal sealed partial class ScenarioTable
{
    private SettlementRequest Request(string[] words)
    {
        var request = Unsigned(words);
        _sent[request.Id] = request;
        var signatures = words.Where(w => w.StartsWith("sign=", StringComparison.Ordinal));
        return request.With([.. signatures.Select(word => Approval(word["sign=".Length..], request))]);
    }

    private SettlementRequest Unsigned(string[] words)
    {
        var legs = words.Select(w => LegPattern().Match(w)).Where(m => m.Success).Select(Leg).ToArray();
        var isSigned = legs.Any(leg => leg.IsSigned) && Option(words, "secret") != "none";
        return new SettlementRequest
        {
            Id = new SettlementId(IdOf(words[1])),
            Secret = isSigned ? new Hash256(1, 1, 1, (ulong)IdOf(words[1])) : null,
            Kind = Enum.Parse<SettlementKind>(Option(words, "kind") ?? "Other"),
            Legs = legs,
            NotBefore = Option(words, "from") is { } from ? Time(from) : null,
            Deadline = Option(words, "until") is { } until ? Time(until) : null,
            OnHold = words.Contains("onhold"),
            Reference = Option(words, "ref"),
            Metadata = Option(words, "meta"),
            Terms = new SettlementTerms
            {
                OnShortage = words.Contains("wait") ? OnShortage.Wait : OnShortage.Fail,
                Isolation = words.Contains("exclusive") ? Isolation.Exclusive : Isolation.Escrow,
                Consent = words.Contains("explicit") ? ConsentTerm.Explicit : ConsentTerm.ByPolicy,
                Prepare = words.Contains("expiring") ? PrepareMode.Expiring
                    : words.Contains("binding") ? PrepareMode.Binding : PrepareMode.None,
                Recovery = Option(words, "recovery") is { } recovery ? RecoveryOf(recovery.Split('/')) : null,
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
        Authoriser = Participant(match.Groups["authoriser"]),
        CreditAuthoriser = Participant(match.Groups["credit"]),
        Ledger = match.Groups["ledger"].Success ? LedgerId.Parse(match.Groups["ledger"].Value) : default,
    };

    private static ParticipantId Participant(Group group) => group.Success ? ParticipantId.Parse(group.Value) : default;

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
        return words[0] is "consent" or "reject" or "cancel" or "erase" or "execute" or "hold" or "release" or "retry"
            or "abort"
            ? Spoken(words, id, actor)
            : Administrative(words, id, actor);
    }

    private RegistryCommand Administrative(string[] words, CommandId id, ActorId actor)
    {
        var policy = words.Contains("recorded") ? ConsentPolicy.Recorded
            : words.Contains("signed") ? ConsentPolicy.Signed : ConsentPolicy.Implied;
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
            "permit" => new PermitCoordination
            {
                Id = id,
                Actor = actor,
                Participant = ParticipantId.Parse(words[1]),
                IsPermitted = !words.Contains("not"),
            },
            "account" => new OpenAccount
            {
                Id = id,
                Actor = actor,
                Account = AccountId.Parse(words[1].Replace('/', '.')),
                Owner = ParticipantId.Parse(words[1].Split('/')[0]),
                Ledger = Option(words, "on") is { } ledger ? LedgerId.Parse(ledger) : default,
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
            "key" or "revoke" or "rotate" or "origin" => AboutKeys(words, id, actor),
            "ledger" => Ledger(words, id, actor),
            "lock" or "renew" or "upgrade" or "unlock" => AboutLocks(words, id, actor),
            _ => AboutAccount(words, id, actor),
        };
    }

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
                OnBehalfOf = onBehalfOf,
                Approval = Option(words, "sign") is { } signature
                    ? Approval(signature, _sent.GetValueOrDefault(new SettlementId(IdOf(words[1]))))
                    : null,
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
            "execute" => new ExecuteCommand { Id = id, Actor = actor, Settlement = new(IdOf(words[1])) },
            "retry" => new RetryCommand { Id = id, Actor = actor, Settlement = new(IdOf(words[1])) },
            "abort" => new AbortCommand { Id = id, Actor = actor, Settlement = new(IdOf(words[1])), Reason = reason },
            "hold" => new HoldCommand
            {
                Id = id,
                Actor = actor,
                Settlement = new(IdOf(words[1])),
                OnBehalfOf = onBehalfOf,
            },
            "release" => new ReleaseCommand
            {
                Id = id,
                Actor = actor,
                Settlement = new(IdOf(words[1])),
                OnBehalfOf = onBehalfOf,
            },
            _ => new EraseMetadataCommand { Id = id, Actor = actor, Settlement = new(IdOf(words[1])) },
        };
    }

    [GeneratedRegex(
        @"^(?<from>[\w.-]+)>(?<to>[\w.-]+)=(?<quantity>-?\d+|max)(?<asset>[A-Z]+)"
            + @"(@(?<ledger>\w+))?"
            + @"(\+(?<authoriser>\w+))?(\+\+(?<credit>\w+))?(#(?<id>\S+))?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LegPattern();

    private static RecoveryPolicy RecoveryOf(string[] numbers) =>
        new(int.Parse(numbers[0]), int.Parse(numbers[1]), int.Parse(numbers[2]));
}
