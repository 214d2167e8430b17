using System.Globalization;
using System.Text.RegularExpressions;

namespace VeritasVault.Core.Tests;

/// <summary>How rows become keys and signatures.</summary>
internal sealed partial class ScenarioTable
{
    private RegistryCommand AboutKeys(string[] words, CommandId id, ActorId actor) => words[0] switch
    {
        "key" => RegisterKey(words, id, actor),
        "revoke" => new RevokeKey
        {
            Id = id,
            Actor = actor,
            Participant = ParticipantId.Parse(words[1]),
            Key = TestKeys.IdOf(words[2]),
        },
        "rotate" => Rotate(words[1].TrimEnd('!'), words[1].EndsWith('!'), id, actor),
        _ => new OpenNewOrigin
        {
            Id = id,
            Actor = actor,
            Origin = words[1] == "none" ? default : Origin.Parse(words[1]),
            LostSize = long.Parse(Option(words, "lost") ?? "1", CultureInfo.InvariantCulture),
            LostRoot = new Hash256(0, 0, 0, 9),
        },
    };

    private string Keys(string participant)
    {
        var state = Twin.Ledger.State;
        return string.Join(' ', state.Keys.Of(state.Participants.IndexOf(ParticipantId.Parse(participant))).Select(i =>
        {
            var key = state.Keys[i];
            var previous = key.PreviousIndex < 0 ? "" : $"/{TestKeys.NameOf(state.Keys[key.PreviousIndex].Id)}";
            return $"{TestKeys.NameOf(key.Id)}{previous}{(key.IsReset ? "(reset)" : "")}";
        }));
    }

    private RegisterKey RegisterKey(string[] words, CommandId id, ActorId actor)
    {
        Timestamp? from = Option(words, "from") is { } start ? Time(start) : null;
        Timestamp? until = Option(words, "until") is { } end ? Time(end) : null;
        var participant = ParticipantId.Parse(words[1]);
        var terms = new KeyTerms(TestKeys.PublicKeyOf(words[2]), from ?? default, until);
        return new RegisterKey
        {
            Id = id,
            Actor = actor,
            Participant = participant,
            PublicKey = terms.PublicKey,
            ValidFrom = from,
            ValidUntil = until,
            Endorsement = Option(words, "endorsed") is { } by ? Endorsement(participant, terms, by) : null,
            IsReset = words.Contains("reset"),
        };
    }

    private KeyEndorsement Endorsement(ParticipantId participant, KeyTerms terms, string by)
    {
        var key = by.TrimEnd('!');
        var signed = by.EndsWith('!') ? terms with { ValidFrom = new Timestamp(1) } : terms;
        return new KeyEndorsement(
            TestKeys.IdOf(key),
            TestKeys.Endorse(Twin.Ledger.State.Identity.Origin, participant, signed, TestKeys.PublicKeyOf(key)));
    }

    private RotateLedgerKey Rotate(string name, bool isWrong, CommandId id, ActorId actor)
    {
        var identity = Twin.Ledger.State.Identity;
        var terms = new KeyTerms(TestKeys.PublicKeyOf(name), default, null);
        var byNew = TestKeys.Endorse(identity.Origin, null, terms, terms.PublicKey);
        return new RotateLedgerKey
        {
            Id = id,
            Actor = actor,
            PublicKey = terms.PublicKey,
            SignedByOld = TestKeys.Endorse(identity.Origin, null, terms, identity.Key),
            SignedByNew = isWrong ? byNew with { D = 1 } : byNew,
        };
    }

    private Approval Approval(string text, SettlementRequest? request)
    {
        var match = ApprovalPattern().Match(text);
        var batch = match.Groups["index"].Success
            ? new ApprovalBatch(
                int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture),
                int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture),
                [new Hash256(0, 0, 0, 7)])
            : null;
        var (participant, key) = (ParticipantId.Parse(match.Groups["who"].Value),
            TestKeys.IdOf(match.Groups["key"].Value));
        var approval = request is null
            ? new Approval(participant, key, default)
            : TestKeys.Approve(Twin.Ledger.State.Identity.Origin, request, participant, key, batch);
        return match.Groups["wrong"].Success ? TestKeys.Spoil(approval) : approval;
    }

    [GeneratedRegex(@"^(?<who>\w+):(?<key>[\w-]+)(@(?<index>\d+)/(?<count>\d+))?(?<wrong>!)?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ApprovalPattern();
}
