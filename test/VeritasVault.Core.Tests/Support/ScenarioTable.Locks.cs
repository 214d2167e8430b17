using System.Globalization;

namespace VeritasVault.Core.Tests;

/// <summary>
/// Rows about locks and external ledgers.
/// <code>
/// ledger bank binding|timed|compensating|without
///                                       registers an external ledger by what it offers
/// account bob/bank on=bank              opens the account bob.bank there; legs there end in @bank
/// lock L1 bob.cash|bob.cash/USD|/USD [shared] [lease=60] [reason=why] [by bob]
///                                       takes a lock and gives it a name for this table
/// renew|upgrade|unlock L1 [token=N] [lease=60] [by bob]
/// token L1                              the fencing token of a held lock: => 2, or => none
/// reply s1 N begin|prepare|commit|abort STATE [until=T] [attempt=N] [fails=WHY] [stuck]
///                                       what came of a call about operation N: => CODE STAGE, then what followed at
///                                       once, or => ignored
/// next s1                               the call whose reply is awaited: => 1 Prepare, or => nothing
/// plan s1                               its operations: => Prepared Planned
/// attempt s1                            => 2
/// followed                              what followed the last record at once: => s2 Wound, or => nothing
/// </code>
/// </summary>
internal sealed partial class ScenarioTable
{
    private readonly Dictionary<string, long> _locks = new(StringComparer.Ordinal);
    private readonly Dictionary<long, long> _tokens = [];

    private Answer Lock(string[] words)
    {
        var answer = Twin.Execute(Command(words));
        if (answer is { Code: OutcomeCode.Applied, IsReplay: false })
        {
            _locks[words[1]] = answer.RecordNo;
        }

        return answer;
    }

    private RegisterLedger Ledger(string[] words, CommandId id, ActorId actor) => new()
    {
        Id = id,
        Actor = actor,
        Ledger = LedgerId.Parse(words[1]),
        Hold = words[2] switch
        {
            "binding" => LedgerHold.Binding,
            "timed" => LedgerHold.TimeLimited,
            "compensating" => LedgerHold.Compensating,
            _ => LedgerHold.None,
        },
        HoldSecondsMax = words[2] == "timed" ? 60 : null,
    };

    private LockCommand AboutLocks(string[] words, CommandId id, ActorId actor)
    {
        var lease = int.Parse(Option(words, "lease") ?? "60", CultureInfo.InvariantCulture);
        if (words[0] == "lock")
        {
            var names = words[2].Split('/');
            return new AcquireLock
            {
                Id = id,
                Actor = actor,
                Account = names[0].Length == 0 ? default : AccountId.Parse(names[0]),
                Asset = names.Length == 1 ? default : AssetId.Parse(names[1]),
                Mode = words.Contains("shared") ? LockMode.Shared : LockMode.Exclusive,
                LeaseSeconds = lease,
                Reason = Option(words, "reason") ?? "audit",
            };
        }

        var number = _locks[words[1]];
        var token = Option(words, "token") is { } given ? long.Parse(given, CultureInfo.InvariantCulture)
            : _tokens.GetValueOrDefault(number, 1);
        return words[0] switch
        {
            "renew" => new RenewLock { Id = id, Actor = actor, Lock = number, Token = token, LeaseSeconds = lease },
            "upgrade" => new UpgradeLock { Id = id, Actor = actor, Lock = number, Token = token },
            _ => new ReleaseLock { Id = id, Actor = actor, Lock = number, Token = token },
        };
    }

    private string Look(string[] words) => words[0] switch
    {
        "reply" => Reply(words),
        "token" => Twin.Ledger.State.Locks.FindPerson(_locks[words[1]])?.Token.ToString(CultureInfo.InvariantCulture)
            ?? "none",
        "followed" => Twin.Ledger.Followed.Count == 0 ? "nothing"
            : string.Join(", ", Twin.Ledger.Followed.Select(step => $"{NameOf(step.Id)} {step.Cause}")),
        "attempt" => Find(words[1]).Attempt.ToString(CultureInfo.InvariantCulture),
        "plan" => string.Join(' ', Find(words[1]).Operations.Select(one => $"{one.State}{(one.IsStuck ? "!" : "")}")),
        _ => Twin.Ledger.State.Open.Find(new SettlementId(IdOf(words[1]))) is { } open
            && ForeignPlan.Next(Twin.Ledger.State, open) is { } next ? $"{next.Operation} {next.Call}" : "nothing",
    };

    private string Reply(string[] words)
    {
        var call = Enum.Parse<ForeignCall>(words[3], ignoreCase: true);
        var isReply = words.Length > 4 && Enum.TryParse<ForeignState>(words[4], out _);
        var reply = new ForeignReplyCommand(
            new SettlementId(IdOf(words[1])),
            int.Parse(Option(words, "attempt") ?? "1", CultureInfo.InvariantCulture),
            int.Parse(words[2], CultureInfo.InvariantCulture), call)
        {
            State = isReply ? Enum.Parse<ForeignState>(words[4]) : default,
            Failure = Option(words, "fails") is { } why ? Enum.Parse<ForeignFailure>(why) : ForeignFailure.None,
            IsGivenUp = words.Contains("stuck"),
            Tries = Option(words, "fails") is null ? 0 : 1,
            Text = Option(words, "text") ?? string.Empty,
            HeldUntil = Option(words, "until") is { } until ? Time(until) : null,
        };
        if (Twin.Reply(reply) is not { } taken)
        {
            return "ignored";
        }

        var followed = Twin.Ledger.Followed.Select(step => $", {step.Cause} {step.Code.Name()}");
        return $"{taken.Code.Name()} {Codes.Of(taken.After)}{string.Concat(followed)}";
    }

    private string NameOf(LockOwner owner) => owner.IsPerson
        ? _locks.Single(pair => pair.Value == owner.Number).Key
        : NameOf(Twin.Ledger.State.Open.Find(owner.Number)!.Request.Id);

    // What is open is read back as it is written, in every state that a table reaches.
    private void CheckRows()
    {
        var state = Twin.Ledger.State;
        foreach (var held in state.Locks.People)
        {
            _tokens[held.Number] = held.Token;
        }

        foreach (var open in state.Open.OldestFirst)
        {
            var (written, again) = (new ByteWriter(), new ByteWriter());
            OpenSettlementFormat.Write(written, open, state);
            var reader = new ByteReader(written.Written);
            OpenSettlementFormat.Write(again, OpenSettlementFormat.Read(ref reader, state), state);
            Assert.True(reader.AtEnd);
            Assert.Equal(written.Written.ToArray(), again.Written.ToArray());
        }
    }
}
