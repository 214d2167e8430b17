using System.Text.Json;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>
/// Reads a settlement. The first syntax error ends it; of other problems the one with the smallest code is told.
/// </summary>
internal sealed class SettlementLineParser(AssetScales scales)
{
    private static readonly string[] Members =
    [
        "id", "kind", "legs", "onShortage", "consent", "notBefore", "deadline", "expectedVersions", "replaces",
        "reference", "metadata", "as", "secret", "approvals", "isolation", "prepare", "onHold", "recovery",
    ];

    private const int LegQuantity = 4;

    private static readonly string[] LegMembers =
        ["id", "from", "to", "asset", "quantity", "authoriser", "creditAuthoriser", "ledger"];

    private static readonly string[] VersionMembers = ["account", "asset", "version"];

    private static readonly string[] RecoveryMembers = ["tries", "delayMs", "delayMaxMs"];

    private readonly List<Instruction> _legs = [];
    private LineProblemException? _worst;
    private SettlementId _id;
    private SettlementKind _kind;
    private OnShortage _onShortage;
    private ConsentTerm _consent;
    private Timestamp? _notBefore;
    private Timestamp? _deadline;
    private ExpectedVersion[] _expected = [];
    private SettlementId? _replaces;
    private string? _reference;
    private string? _metadata;
    private ActorId? _actor;
    private Hash256? _secret;
    private Approval[] _approvals = [];
    private Isolation _isolation;
    private PrepareMode _prepare;
    private bool _onHold;
    private RecoveryPolicy? _recovery;

    public ParsedLine Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new StrictJson(line);
            json.Read("line");
            json.Expect(JsonTokenType.StartObject, "line", "an object");
            var seen = 0UL;
            while (json.NextMember(Members, ref seen, string.Empty, out var member))
            {
                ReadMember(ref json, member);
            }

            var end = json.Offset;
            json.End();
            Require(seen, 0, end);
            Require(seen, 2, end);
        }
        catch (LineProblemException problem)
        {
            problem.SettlementId = _id.IsNil ? null : _id.ToString();
            throw;
        }

        ThrowWorst(line.Length);
        return new ParsedLine(Build(), null, _actor);
    }

    private SettlementRequest Build() => new()
    {
        Id = _id,
        Kind = _kind,
        Legs = [.. _legs],
        NotBefore = _notBefore,
        Deadline = _deadline,
        Reference = _reference,
        Metadata = _metadata,
        Secret = _secret,
        Approvals = _approvals,
        OnHold = _onHold,
        Terms = _onShortage == OnShortage.Fail && _consent == ConsentTerm.ByPolicy && _expected.Length == 0
            && _replaces is null && _isolation == Isolation.Escrow && _prepare == PrepareMode.None
            && _recovery is null
            ? SettlementTerms.Default
            : new SettlementTerms
            {
                OnShortage = _onShortage,
                Consent = _consent,
                Isolation = _isolation,
                Prepare = _prepare,
                ExpectedVersions = _expected,
                Replaces = _replaces,
                Recovery = _recovery,
            },
    };

    private void ReadMember(ref StrictJson json, int member)
    {
        var field = Members[member];
        switch (member)
        {
            case 0:
                _id = Uuid(ref json, field);
                break;
            case 1:
                _kind = Choice(ref json, field, Words.Of, Enum.GetValues<SettlementKind>());
                break;
            case 2:
                ReadLegs(ref json);
                break;
            case 3:
                _onShortage = Choice(ref json, field, Words.Of, Enum.GetValues<OnShortage>());
                break;
            case 4:
                _consent = Choice(ref json, field, Words.Of, Enum.GetValues<ConsentTerm>());
                break;
            case 5:
                _notBefore = Time(ref json, field);
                break;
            case 6:
                _deadline = Time(ref json, field);
                break;
            case 7:
                ReadExpected(ref json);
                break;
            case 8:
                _replaces = Uuid(ref json, field);
                break;
            case 9:
                _reference = json.String(field, "a string");
                break;
            case 10:
                _metadata = json.Token == JsonTokenType.StartObject
                    ? json.Verbatim(field)
                    : json.String(field, "a string or an object");
                break;
            case 11:
                ReadActor(ref json, field);
                break;
            case 12:
                _secret = ApprovalReader.Value(ref json, field, KeyText.HashForm, KeyText.Hash);
                break;
            case 13:
                _approvals = new ApprovalReader(Add).ReadAll(ref json, field, mayNameBatch: true);
                break;
            default:
                ReadTerm(ref json, member, field);
                break;
        }
    }

    private void ReadTerm(ref StrictJson json, int member, string field)
    {
        switch (member)
        {
            case 14:
                _isolation = Choice(ref json, field, Words.Of, Enum.GetValues<Isolation>());
                break;
            case 15:
                _prepare = Choice(ref json, field, Words.Of, Enum.GetValues<PrepareMode>());
                break;
            case 16:
                _onHold = json.Boolean(field);
                break;
            default:
                ReadRecovery(ref json);
                break;
        }
    }

    private void ReadLegs(ref StrictJson json)
    {
        json.Expect(JsonTokenType.StartArray, "legs", "an array of legs");
        for (json.Read("legs"); json.Token != JsonTokenType.EndArray; json.Read("legs"))
        {
            ReadLeg(ref json, $"legs[{_legs.Count}].");
        }
    }

    private void ReadLeg(ref StrictJson json, string path)
    {
        json.Expect(JsonTokenType.StartObject, path[..^1], "a leg");
        var (start, quantityAt, seen) = (json.Offset, 0, 0UL);
        var quantity = string.Empty;
        var texts = new string[LegMembers.Length];
        while (json.NextMember(LegMembers, ref seen, path, out var member))
        {
            if (member == LegQuantity)
            {
                quantityAt = json.Offset;
                quantity = json.String(
                    path + "quantity", "the quantity as a string, for example \"12.50\"; numbers lose digits");
            }
            else
            {
                texts[member] = Id(ref json, path + LegMembers[member]);
            }
        }

        for (var member = 1; member <= LegQuantity; member++)
        {
            if ((seen & (1UL << member)) == 0)
            {
                throw new LineProblemException(
                    OutcomeCode.MalformedInput, start, path + LegMembers[member], "the member is missing");
            }
        }

        var asset = AssetOf(texts[3]);
        var code = scales.Parse(asset, quantity, out var minorUnits);
        if (code != OutcomeCode.None)
        {
            Add(new LineProblemException(code, quantityAt, path + "quantity", scales.Explain(asset, quantity, code)));
        }

        var id = InstructionId.TryParse(texts[0], out var given) ? given : default;
        _legs.Add(new Instruction(AccountOf(texts[1]), AccountOf(texts[2]), asset, minorUnits)
        {
            Id = id,
            Authoriser = ParticipantId.TryParse(texts[5], out var debited) ? debited : default,
            CreditAuthoriser = ParticipantId.TryParse(texts[6], out var credited) ? credited : default,
            Ledger = LedgerId.TryParse(texts[7], out var ledger) ? ledger : default,
        });
    }

    private void ReadExpected(ref StrictJson json)
    {
        json.Expect(JsonTokenType.StartArray, "expectedVersions", "an array");
        var expected = new List<ExpectedVersion>();
        for (json.Read("expectedVersions"); json.Token != JsonTokenType.EndArray; json.Read("expectedVersions"))
        {
            var path = $"expectedVersions[{expected.Count}].";
            json.Expect(JsonTokenType.StartObject, path[..^1], "an object with account, asset and version");
            var (start, seen, version) = (json.Offset, 0UL, 0L);
            AccountId account = default;
            AssetId? asset = null;
            while (json.NextMember(VersionMembers, ref seen, path, out var member))
            {
                if (member == 0)
                {
                    account = AccountOf(Id(ref json, path + "account"));
                }
                else if (member == 1)
                {
                    asset = AssetOf(Id(ref json, path + "asset"));
                }
                else
                {
                    version = json.Integer(path + "version");
                }
            }

            if ((seen & 0b101) != 0b101)
            {
                throw new LineProblemException(
                    OutcomeCode.MalformedInput, start, path[..^1], "account or version is missing");
            }

            expected.Add(new ExpectedVersion(account, asset, version));
        }

        _expected = [.. expected];
    }

    private void ReadRecovery(ref StrictJson json)
    {
        json.Expect(JsonTokenType.StartObject, "recovery", "an object with tries, delayMs and delayMaxMs");
        var (start, seen) = (json.Offset, 0UL);
        var numbers = new int[RecoveryMembers.Length];
        while (json.NextMember(RecoveryMembers, ref seen, "recovery.", out var member))
        {
            numbers[member] = (int)Math.Clamp(json.Integer("recovery." + RecoveryMembers[member]), -1, int.MaxValue);
        }

        if (seen != 0b111)
        {
            throw new LineProblemException(
                OutcomeCode.MalformedInput, start, "recovery", "tries, delayMs or delayMaxMs is missing");
        }

        _recovery = new RecoveryPolicy(numbers[0], numbers[1], numbers[2]);
    }

    private string Id(ref StrictJson json, string field)
    {
        var text = json.String(field, "an id as a string");
        if (!TextId.IsValid(text))
        {
            Add(new LineProblemException(
                OutcomeCode.IdMalformed, json.Offset, field, "an id is 1 to 64 of A-Z a-z 0-9 . _ : -"));
        }

        return text;
    }

    // A malformed id has been noted already and the line is refused for it; what stands in for it is never looked at.
    private static AccountId AccountOf(string text) => AccountId.TryParse(text, out var id) ? id : default;

    private static AssetId AssetOf(string text) => AssetId.TryParse(text, out var id) ? id : default;

    private SettlementId Uuid(ref StrictJson json, string field)
    {
        if (!SettlementId.TryParse(json.String(field, "a UUID as a string"), out var id) || id.IsNil)
        {
            Add(
                new LineProblemException(
                    OutcomeCode.SettlementIdMalformed, json.Offset, field, "it is no UUID, or nil"));
        }

        return id;
    }

    private void ReadActor(ref StrictJson json, string field)
    {
        var name = json.String(field, "the name of an actor as a string");
        if (!TextId.IsValid(name))
        {
            Add(
                new LineProblemException(
                    OutcomeCode.ActorMalformed, json.Offset, field, "a name is 1 to 64 of A-Z a-z 0-9 . _ : -"));
            return;
        }

        _actor = ActorId.Local(name);
    }

    private static Timestamp Time(ref StrictJson json, string field) =>
        Timestamp.TryParse(json.String(field, "a time as a string"), out var time)
            ? time
            : throw json.Problem(field, "expected a time in UTC like 2026-11-23T14:30:00Z, or a day");

    private static T Choice<T>(ref StrictJson json, string field, Func<T, string> name, T[] choices)
    {
        var text = json.String(field, "a string");
        foreach (var choice in choices)
        {
            if (name(choice) == text)
            {
                return choice;
            }
        }

        throw json.Problem(field, $"expected one of {string.Join(", ", choices.Select(name))}");
    }

    private static void Require(ulong seen, int member, int end)
    {
        if ((seen & (1UL << member)) == 0)
        {
            throw new LineProblemException(OutcomeCode.MalformedInput, end, Members[member], "the member is missing");
        }
    }

    private void Add(LineProblemException problem)
    {
        if (_worst is null || problem.Code < _worst.Code)
        {
            _worst = problem;
        }
    }

    /// <summary>
    /// Only what the ledger cannot see by itself is told here; the number of legs goes before their quantities.
    /// </summary>
    private void ThrowWorst(int length)
    {
        if (_worst is null)
        {
            return;
        }

        if (_worst.Code > OutcomeCode.TooManyLegs && _legs.Count > Limits.LegsMax)
        {
            _worst = new LineProblemException(
                OutcomeCode.TooManyLegs, length, "legs", $"{_legs.Count} legs, limit {Limits.LegsMax}");
        }

        _worst.SettlementId = _id.IsNil ? null : _id.ToString();
        throw _worst;
    }
}
