using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage;
using Xunit;

namespace VeritasVault.TestKit.Engine;

/// <summary>
/// The real engine on a memory disk, clocks the test moves and lanes the test steps. Closing, crashing and opening
/// again keep disk and clocks.
/// </summary>
internal sealed class LedgerRig : IDisposable
{
    private LedgerEngine? _engine;
    private LedgerView? _view;

    public LedgerRig(LedgerOptions? options = null, MemoryDisk? disk = null, int? seed = null)
    {
        Options = WithKey(options ?? new LedgerOptions { CreateAs = new LedgerCreation() });
        Disk = disk ?? new MemoryDisk();
        Seed = seed;
        Open();
    }

    /// <summary>The key of every ledger that a rig makes.</summary>
    public static SigningKey Key { get; } = SigningKey.FromSeed(new byte[SigningKey.SeedSize]);

    public int? Seed { get; set; }

    public LedgerOptions Options { get; set; }

    public MemoryDisk Disk { get; }

    public ManualTime Time { get; } = new();

    public ScriptedFaults Faults { get; } = new();

    public StepScheduler Scheduler { get; private set; } = new();

    public MemoryLedgerStore Store { get; private set; } = null!;

    public LedgerEngine Engine => _engine ?? throw new InvalidOperationException("the ledger is closed");

    public LedgerView View => _view ?? throw new InvalidOperationException("the ledger is closed");

    /// <summary>A rig with the sample world, funded.</summary>
    public static LedgerRig WithWorld(LedgerOptions? options = null, int? seed = null)
    {
        var rig = new LedgerRig(options is null ? null : options with { CreateAs = new LedgerCreation() }, seed: seed);
        foreach (var command in Samples.World())
        {
            Assert.Equal(OutcomeCode.Applied, rig.Execute(command).Code);
        }

        Assert.Equal(OutcomeCode.Settled, rig.Submit(Samples.Funding).Code);
        return rig;
    }

    public static LedgerOptions WithKey(LedgerOptions options) =>
        options.Key is null ? options with { Key = Key } : options;

    public void Open()
    {
        Scheduler = new StepScheduler(Seed);
        Store = MemoryLedgerStore.Open(Disk, Faults);
        try
        {
            _engine = LedgerEngine.Open(Store, Options, Time, Scheduler, () => new Hash256(1, 2, 3, 4));
            _view = new LedgerView(_engine.Projection, Store, () => _engine.Clock.Last);
        }
        catch
        {
            Store.Dispose();
            throw;
        }

        Scheduler.Run();
    }

    public void Close()
    {
        _engine?.Dispose();
        _engine = null;
        _view = null;
    }

    /// <summary>The process dies: what was derived and not synced is lost from the given write on.</summary>
    public void Crash(int keepDerivedWrites = 0)
    {
        Disk.Crash(Math.Min(keepDerivedWrites, Disk.UnsyncedDerivedWrites));
        _engine = null;
        _view = null;
    }

    public void Reopen()
    {
        Close();
        Open();
    }

    /// <summary>Writes the derived rows, so that ids leave the core's memory at the next block.</summary>
    public void Flush() => Engine.Projection.Flush();

    public Answer Execute(LedgerCommand command)
    {
        var answers = new List<Answer>();
        Engine.Execute(command, answers.Add);
        Scheduler.Run();
        return Assert.Single(answers);
    }

    public Answer Submit(SettlementRequest request, ActorId? actor = null) =>
        Assert.Single(SubmitMany([request], actor));

    public Answer[] SubmitMany(IReadOnlyList<SettlementRequest> requests, ActorId? actor = null)
    {
        var answers = new List<Answer[]>();
        Engine.Submit([.. requests], actor ?? Samples.Operator, answers.Add);
        Scheduler.Run();
        return Assert.Single(answers);
    }

    /// <summary>Submits without stepping any lane; the answer arrives in the list.</summary>
    public List<Answer> Begin(SettlementRequest request, ActorId? actor = null)
    {
        var answers = new List<Answer>();
        Engine.Submit([request], actor ?? Samples.Operator, answers.AddRange);
        return answers;
    }

    public Answer DryRun(SettlementRequest request, ActorId? actor = null)
    {
        var answers = new List<Answer>();
        Engine.DryRun(request, actor ?? Samples.Operator, answers.Add);
        Scheduler.Run();
        return Assert.Single(answers);
    }

    public AuditReport Audit() =>
        new Auditor(Store, Engine.Projection, LedgerEd25519.Instance, hasThreads: false)
            .Run(null, CancellationToken.None);

    public Int128 Balance(string account, string asset = "EUR") =>
        View.Positions(AccountId.Parse(account), AssetId.Parse(asset)) is [var position] ? position.Balance : 0;

    /// <summary>Lets both clocks run and every lane look.</summary>
    public void Pass(TimeSpan time)
    {
        Time.Pass(time);
        Scheduler.Wake();
    }

    public void Dispose()
    {
        if (_engine is null)
        {
            return;
        }

        // A test that left the store broken or the lanes in the middle of something has nothing left to close in order.
        Crash();
    }
}
