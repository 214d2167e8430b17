using CsCheck;
using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests;

/// <summary>A generated run of a ledger in the sample world: commands of every kind, time, flushes, crashes.</summary>
internal sealed record GeneratedCourse(int Seed, List<GeneratedCourse.Step> Steps)
{
    /// <summary>What happens in one step; numbers choose among the few ids and names there are.</summary>
    public enum Act
    {
        Submit,
        SubmitBatch,
        Consent,
        Reject,
        Cancel,
        Erase,
        Execute,
        Hold,
        Release,
        Permit,
        Status,
        Limits,
        Policy,
        IssuanceLimit,
        Register,
        Pass,
        Flush,
        Reopen,
        Crash,
    }

    private static readonly string[] Names = ["bank", "alice", "bob", "carol"];

    public static Gen<GeneratedCourse> Gen { get; } = CsCheck.Gen.Select(
        CsCheck.Gen.Int[0, 1_000_000], GenStep().List[1, 60], (seed, steps) => new GeneratedCourse(seed, steps));

    public static void Do(LedgerRig rig, Step step)
    {
        switch (step.Act)
        {
            case Act.Submit:
                rig.Submit(Request(rig, step, 0), Who(step));
                break;
            case Act.SubmitBatch:
                rig.SubmitMany([.. Enumerable.Range(0, 7).Select(i => Request(rig, step, i))]);
                break;
            case Act.Pass:
                rig.Pass(TimeSpan.FromSeconds(step.C * 20));
                break;
            case Act.Flush:
                rig.Flush();
                break;
            case Act.Reopen:
                rig.Reopen();
                break;
            case Act.Crash:
                rig.Crash(step.A % 3);
                rig.Open();
                break;
            default:
                rig.Execute(Command(step));
                break;
        }
    }

    private static LedgerCommand Command(Step step)
    {
        var id = 1_000 + step.Id;
        var about = 2 + (step.A % 40);
        var name = Names[step.B % 4];
        return step.Act switch
        {
            Act.Consent => Consent(id, about, name),
            Act.Reject => Reject(id, about, name, step.C == 0 ? "" : "no"),
            Act.Cancel => Cancel(id, about, step.C == 0 ? "operator" : name),
            Act.Erase => Erase(id, about, step.C == 0 ? name : "operator"),
            Act.Execute => new ExecuteCommand
            {
                Id = Cid(id),
                Actor = step.C > 1 ? Operator : Actor(name),
                Settlement = Sid(about),
            },
            Act.Hold => new HoldCommand { Id = Cid(id), Actor = Actor(name), Settlement = Sid(about) },
            Act.Release => new ReleaseCommand { Id = Cid(id), Actor = Actor(name), Settlement = Sid(about) },
            Act.Permit => new PermitCoordination
            {
                Id = Cid(id),
                Actor = Operator,
                Participant = ParticipantId.Parse(name),
                IsPermitted = step.C > 0,
            },
            Act.Status => Status(id, name, (AccountStatus)(step.C % 3 == 2 && step.A > 30 ? 2 : step.C % 2)),
            Act.Limits => Limits(
                id, name, step.C % 2 == 0 ? "EUR" : "BOND", step.A * 10, step.C > 1 ? step.A * 100 : null),
            Act.Policy => new SetConsentPolicy
            {
                Id = Cid(id),
                Actor = Operator,
                Participant = ParticipantId.Parse(name),
                Policy = (ConsentPolicy)(step.C % 2),
                ConsentsToCredits = step.A % 5 == 0,
            },
            Act.IssuanceLimit => new SetIssuanceLimit
            {
                Id = Cid(id),
                Actor = Operator,
                Asset = AssetId.Parse("EUR"),
                IssuanceLimit = step.C == 0 ? null : 3_000 + (step.A * 50),
            },
            _ => Register(id, $"more-{step.Id}"),
        };
    }

    private static SettlementRequest Request(LedgerRig rig, Step step, int place)
    {
        var mix = step.A + (place * 7);
        var from = Names[mix % 4];
        var to = Names[(step.B + place) % 4];
        Instruction[] legs = step.C % 3 == 0
            ? [Leg(from, to, "EUR", 1 + (mix * 37 % 1_500)), Leg(to, from, "BOND", 1 + (mix % 9))]
            : [Leg(from, to, mix % 11 == 0 ? "GOLD" : "EUR", 1 + (mix * 37 % 1_500))];
        return new SettlementRequest
        {
            Id = Sid(2 + ((step.Id + place) % 40)),
            Legs = legs,
            Terms = new SettlementTerms
            {
                OnShortage = (OnShortage)(step.B % 2),
                Consent = (ConsentTerm)(mix % 5 == 0 ? 1 : 0),
                Prepare = (PrepareMode)(mix % 8 == 3 ? 2 : mix % 3 == 1 && step.B % 3 > 0 ? 1 : 0),
            },
            NotBefore = mix % 4 == 1 ? rig.Time.In(TimeSpan.FromSeconds(30)) : null,
            Deadline = mix % 3 == 1 ? rig.Time.In(TimeSpan.FromSeconds(70)) : null,
            Reference = mix % 6 == 2 ? $"ref {mix}" : null,
        };
    }

    private static ActorId Who(Step step) => step.C == 1 ? Actor(Names[step.A % 4]) : Operator;

    private static Gen<Step> GenStep()
    {
        var act = CsCheck.Gen.Frequency(
            (12, CsCheck.Gen.Const(Act.Submit)),
            (2, CsCheck.Gen.Const(Act.SubmitBatch)),
            (3, CsCheck.Gen.Const(Act.Pass)),
            (2, CsCheck.Gen.Const(Act.Flush)),
            (1, CsCheck.Gen.Const(Act.Reopen)),
            (1, CsCheck.Gen.Const(Act.Crash)),
            (12, CsCheck.Gen.Int[(int)Act.Consent, (int)Act.Register].Select(number => (Act)number)));
        return CsCheck.Gen.Select(
            act,
            CsCheck.Gen.Int[0, 60],
            CsCheck.Gen.Int[0, 40],
            CsCheck.Gen.Int[0, 7],
            CsCheck.Gen.Int[0, 3],
            (what, id, a, b, c) => new Step(what, id, a, b, c));
    }

    /// <summary>One step; what the numbers mean depends on the act.</summary>
    public sealed record Step(Act Act, int Id, int A, int B, int C);
}
