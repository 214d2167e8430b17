using System.Globalization;

namespace VeritasVault.Core.Tests;

/// <summary>
/// Runs a scenario written as a table: each row is a command and, after <c>=></c>, what must come of it. The
/// independent model runs along and must agree with every row. A backslash ends a row that goes on in the next line.
/// <code>
/// at 50                                 the engine's time, in microseconds
/// participant alice [recorded|signed] [credits]
///                                       registers; recorded, signed: her consent or signature is due for debits;
///                                       credits: and for credits
/// key alice KEY [by alice] [from=T] [until=T] [endorsed=OLD] [reset]
///                                       registers a key of that name; OLD! is an endorsement that does not hold
/// revoke alice KEY [by alice]           revokes it
/// policy alice implied|recorded|signed [credits]
///                                       changes that
/// account alice/cash                    opens the account alice.cash of alice
/// asset USD issuer=alice.cash [scale=2] [limit=100]
/// issuance USD 100|none                 changes the issuance limit
/// freeze|thaw|close alice.cash          changes an account's status
/// limits alice.cash USD [credit=5] [ceiling=9]
/// rotate KEY[!]                         gives the ledger a new key of that name; ! with a signature that does not hold
/// origin NAME|none [lost=SIZE]          gives the ledger a new origin after a loss
/// submit s1 [by alice] alice.cash>bob.cash=5USD[+alice][++bob][#leg-id] ...
///                                       +alice: she is the authoriser; ++bob: he is the authoriser of the credit
///                                       options: wait, explicit, from=T, until=T, kind=K, ref=TEXT, meta=TEXT,
///                                       replaces=ID, recovery=3/200/5000,
///                                       expect=alice.cash/USD:1, expect=alice.cash:1, secret=none,
///                                       sign=alice:KEY: an approval of hers; sign=alice:KEY!: one that does not
///                                       hold; sign=alice:KEY@2/8: the third of a batch of eight
///                                       expiring, binding: it is prepared; onhold: its proposer's side is held back
/// dryrun s1 ...                         the same, as a dry run
/// consent|reject|cancel|erase|execute|hold|release s1 [by alice] [for=P] [sign=alice:KEY]
///                                       speaks about a settlement
/// permit alice [not]                    lets alice prepare bindingly, or no more
/// alone                                 from here on without the model: it knows neither locks nor external ledgers
/// lock|renew|upgrade|unlock ..., ledger|reply|next|plan ...
///                                       see the parts about locks and external ledgers
/// block                                 ends the block; what it woke is tried:
///                                       => s1 SETTLED, s2 WAITING RESERVING, or => nothing
/// balance alice.cash USD                => 5 v1
/// reserved alice.cash USD               what is set aside of it: => 5
/// floor alice.cash USD                  the floor its last version states: => -5, or => none
/// keys alice                            => k1 k2/k1 k3/k2(reset): each with the key before it
/// trail s1                              of an open settlement: => INITIATED@0 VALIDATING@50
/// waits s1                              => Consent alice, Funds alice.cash/USD 5
/// open                                  the open settlements, oldest first: => s1 s2, or => none
/// </code>
/// Commands expect <c>CODE [STAGE] [again] [~ text that the detail contains]</c>, APPLIED when nothing is said; without
/// <c>by</c> the operator acts, and <c>cmd=NAME</c> names a command's id.
/// </summary>
internal sealed partial class ScenarioTable(OpenRoom? room = null)
{
    private readonly Dictionary<string, UInt128> _ids = new(StringComparer.Ordinal) { ["nil"] = 0 };
    private readonly Dictionary<SettlementId, SettlementRequest> _sent = [];
    private readonly List<Lack> _lacks = [];
    private int _commands;

    public Twin Twin { get; } = new(room);

    public static ScenarioTable Run(string table)
    {
        var scenario = new ScenarioTable();
        scenario.Play(table);
        return scenario;
    }

    public void Play(string table)
    {
        var rows = table.Replace("\\\n", string.Empty, StringComparison.Ordinal)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var line in rows)
        {
            var parts = line.Split("=>", StringSplitOptions.TrimEntries);
            var words = parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var actual = Do(words);
            Twin.CheckState();
            CheckRows();
            if (actual is not null)
            {
                Check(line, parts.Length > 1 ? parts[1] : "APPLIED", actual.Value);
            }
        }

        if (Twin.IsAlone)
        {
            Records.CheckHistory(Twin.Ledger);
        }
    }

    private static void Check(string line, string expectation, (string Text, string? Detail, bool Again) actual)
    {
        var detail = expectation.Split('~', 2, StringSplitOptions.TrimEntries);
        var again = detail[0].EndsWith(" again", StringComparison.Ordinal);
        var expected = again ? detail[0][..^" again".Length] : detail[0];
        var codeOnly = !expected.Contains(' ') && actual.Text.StartsWith(expected + " ", StringComparison.Ordinal)
            && expected.Length > 0 && char.IsUpper(expected[0]);
        Assert.True(expected == actual.Text || codeOnly, $"{line}\n  gave {actual.Text} ({actual.Detail})");
        Assert.True(again == actual.Again, $"{line}\n  {(again ? "was answered anew" : "was answered again")}");
        Assert.True(
            detail.Length == 1 || actual.Detail?.Contains(detail[1], StringComparison.Ordinal) == true,
            $"{line}\n  gave the detail {actual.Detail}");
    }

    private (string Text, string? Detail, bool Again)? Do(string[] words)
    {
        switch (words[0])
        {
            case "at":
                Twin.Now = Time(words[1]);
                return null;
            case "submit":
                return Shown(Twin.Submit(Request(words), By(words)));
            case "dryrun":
                return Shown(Twin.DryRun(Request(words), By(words)));
            case "alone":
                Twin.IsAlone = true;
                return null;
            case "lock":
                return Shown(Lock(words));
            case "reply" or "next" or "plan" or "attempt" or "followed" or "token":
                return (Look(words), null, false);
            case "block":
                return (Block(), null, false);
            case "balance":
                return (Balance(words[1], words[2]), null, false);
            case "reserved":
                return (Reserved(words[1], words[2]), null, false);
            case "floor":
                return (Floor(words[1], words[2]), null, false);
            case "keys":
                return (Keys(words[1]), null, false);
            case "trail":
                return (string.Join(' ', Find(words[1]).Trail.Select(t => $"{Codes.Of(t.Stage)}@{t.At.Micros}")),
                    null, false);
            case "waits":
                return (Waits(Find(words[1])), null, false);
            case "open":
                var open = string.Join(' ', Twin.Ledger.State.Open.OldestFirst.Select(o => NameOf(o.Request.Id)));
                return (open.Length == 0 ? "none" : open, null, false);
            default:
                return Shown(Twin.Execute(Command(words)));
        }
    }

    private static (string, string?, bool) Shown(Answer answer) =>
        (answer.IsRefused || answer.RecordNo == 0 ? answer.Code.Name()
            : $"{answer.Code.Name()} {Codes.Of(answer.Stage)}", answer.Detail?.ToString(), answer.IsReplay);

    private string Block()
    {
        var taken = new List<SettlementRecordView>();
        Twin.Ledger.Core.Waiting.CloseBlock();
        Twin.TakeDue(taken);
        return taken.Count == 0
            ? "nothing"
            : string.Join(", ", taken.Select(t =>
                $"{NameOf(t.Id)} {t.Code.Name()}{(t.Code == OutcomeCode.Waiting ? $" {Codes.Of(t.After)}" : "")}"));
    }

    private string Reserved(string account, string asset) =>
        Twin.Ledger.State.Positions.At(IndexOf(account, asset)).Reserved.ToString(CultureInfo.InvariantCulture);

    private string Floor(string account, string asset) =>
        Twin.Ledger.State.Positions.At(IndexOf(account, asset)).StatedFloor?.ToString(CultureInfo.InvariantCulture)
        ?? "none";

    private int IndexOf(string account, string asset)
    {
        var state = Twin.Ledger.State;
        return state.Positions.IndexOf(
            state.Accounts.IndexOf(AccountId.Parse(account)), state.Assets.IndexOf(AssetId.Parse(asset)));
    }

    private string Balance(string account, string asset)
    {
        var state = Twin.Ledger.State;
        var index = IndexOf(account, asset);
        return index < 0 ? "none" : $"{state.Positions.At(index).Balance} v{state.Positions.At(index).Version}";
    }

    private string Waits(OpenSettlement open)
    {
        var state = Twin.Ledger.State;
        new LackFinder(state).Find(open, Twin.Now, _lacks);
        return _lacks.Count == 0 ? "nothing" : string.Join(", ", _lacks.Select(lack => lack.Kind switch
        {
            WaitKind.Consent => $"Consent {state.Participants[lack.Participant].Id}",
            WaitKind.Signature => $"Signature {state.Participants[lack.Participant].Id}",
            WaitKind.Release => $"Release {state.Participants[lack.Participant].Id}",
            WaitKind.Execute => "Execute",
            WaitKind.ExternalLedger => $"Ledger {state.Ledgers[lack.Ledger].Id}",
            WaitKind.Operator => $"Operator {state.Ledgers[lack.Ledger].Id}",
            WaitKind.Lock => $"Lock {NameOf(lack.Holder)}",
            WaitKind.Date => $"Date {lack.Until.Micros}",
            WaitKind.Thaw => $"Thaw {state.Accounts[lack.Account].Id}",
            WaitKind.Funds or WaitKind.IssuanceRoom or WaitKind.CeilingRoom =>
                $"{lack.Kind} {state.Accounts[lack.Account].Id}/{state.Assets[lack.Asset].Id} {lack.Missing}",
        }));
    }

    private OpenSettlement Find(string name) =>
        Twin.Ledger.State.Open.Find(new SettlementId(IdOf(name))) ?? throw new InvalidOperationException(
            $"{name} is not open");

    private UInt128 IdOf(string name)
    {
        if (!_ids.TryGetValue(name, out var id))
        {
            id = (UInt128)_ids.Count;
            _ids.Add(name, id);
        }

        return id;
    }

    private string NameOf(SettlementId id) => _ids.Single(pair => pair.Value == id.Bits).Key;

    private static ActorId By(string[] words)
    {
        var by = Array.IndexOf(words, "by");
        return by < 0 ? TestLedger.Operator
            : words[by + 1] == "nobody" ? default
            : ActorId.TryParse(words[by + 1], out var full) ? full
            : ActorId.Local(words[by + 1]);
    }

    private static string? Option(string[] words, string name) =>
        words.FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    private static Timestamp Time(string text) => new(long.Parse(text, CultureInfo.InvariantCulture));

    private static Int128? Number(string? text) => text switch
    {
        null or "none" => null,
        "max" => Int128.MaxValue,
        _ => Int128.Parse(text, CultureInfo.InvariantCulture),
    };
}
