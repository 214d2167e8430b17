using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Commands about what is under way: executing, holding back, the operator's word, external ledgers,
/// locks.</summary>
internal static partial class CommandLineParser
{
    private static readonly LedgerHold[] Holds = Enum.GetValues<LedgerHold>();
    private static readonly LockMode[] Modes = [LockMode.Shared, LockMode.Exclusive];

    private static PermitCoordination PermitCoordination(CommandMembers m, ActorId actor)
    {
        m.Allow("participant", "permitted");
        m.Require("permitted");
        return new PermitCoordination
        {
            Id = OwnId(m),
            Actor = actor,
            Participant = ParticipantId.Parse(m.Id("participant")),
            IsPermitted = m.Flag("permitted"),
        };
    }

    private static RegisterLedger RegisterLedger(CommandMembers m, ActorId actor)
    {
        m.Allow("ledger", "hold", "holdSeconds");
        return DerivedCommands.RegisterLedger(
            GivenId(m),
            actor,
            LedgerId.Parse(m.Id("ledger")),
            m.Choice("hold", Words.Of, Holds),
            m.Has("holdSeconds") ? (int)m.Number("holdSeconds", 1, Limits.HoldSecondsMax) : null);
    }

    private static ExecuteCommand Execute(CommandMembers m, ActorId actor)
    {
        m.Allow("settlement");
        return new ExecuteCommand { Id = OwnId(m), Actor = actor, Settlement = m.Uuid("settlement") };
    }

    private static HoldCommand Hold(CommandMembers m, ActorId actor)
    {
        m.Allow("settlement", "onBehalfOf");
        return new HoldCommand
        {
            Id = OwnId(m),
            Actor = actor,
            Settlement = m.Uuid("settlement"),
            OnBehalfOf = OnBehalfOf(m),
        };
    }

    private static ReleaseCommand Release(CommandMembers m, ActorId actor)
    {
        m.Allow("settlement", "onBehalfOf");
        return new ReleaseCommand
        {
            Id = OwnId(m),
            Actor = actor,
            Settlement = m.Uuid("settlement"),
            OnBehalfOf = OnBehalfOf(m),
        };
    }

    private static RetryCommand Resume(CommandMembers m, ActorId actor)
    {
        m.Allow("settlement");
        return new RetryCommand { Id = OwnId(m), Actor = actor, Settlement = m.Uuid("settlement") };
    }

    private static AbortCommand Abort(CommandMembers m, ActorId actor)
    {
        m.Allow("settlement", "reason");
        return new AbortCommand
        {
            Id = OwnId(m),
            Actor = actor,
            Settlement = m.Uuid("settlement"),
            Reason = m.OptionalText("reason") ?? string.Empty,
        };
    }

    private static AcquireLock AcquireLock(CommandMembers m, ActorId actor)
    {
        m.Allow("account", "asset", "mode", "leaseSeconds", "reason");
        return new AcquireLock
        {
            Id = OwnId(m),
            Actor = actor,
            Account = m.Has("account") ? AccountId.Parse(m.Id("account")) : default,
            Asset = m.Has("asset") ? AssetId.Parse(m.Id("asset")) : default,
            Mode = m.Choice("mode", Words.Of, Modes),
            LeaseSeconds = Lease(m),
            Reason = m.Text("reason"),
        };
    }

    private static RenewLock RenewLock(CommandMembers m, ActorId actor)
    {
        m.Allow("lock", "token", "leaseSeconds");
        return new RenewLock
        {
            Id = OwnId(m),
            Actor = actor,
            Lock = m.Number("lock", 1, long.MaxValue),
            Token = m.Number("token", 1, long.MaxValue),
            LeaseSeconds = Lease(m),
        };
    }

    private static UpgradeLock UpgradeLock(CommandMembers m, ActorId actor)
    {
        m.Allow("lock", "token");
        return new UpgradeLock
        {
            Id = OwnId(m),
            Actor = actor,
            Lock = m.Number("lock", 1, long.MaxValue),
            Token = m.Number("token", 1, long.MaxValue),
        };
    }

    private static ReleaseLock ReleaseLock(CommandMembers m, ActorId actor)
    {
        m.Allow("lock", "token");
        return new ReleaseLock
        {
            Id = OwnId(m),
            Actor = actor,
            Lock = m.Number("lock", 1, long.MaxValue),
            Token = m.Number("token", 1, long.MaxValue),
        };
    }

    private static int Lease(CommandMembers m) => (int)m.Number("leaseSeconds", 1, Limits.LeaseSecondsMax);
}
