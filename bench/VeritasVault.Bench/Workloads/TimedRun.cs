namespace VeritasVault.Bench;

/// <summary>
/// One run of a workload that settles: the trades are made before the clock starts, and when it has stopped some are
/// proven and verified, the ledger is audited and closed, and the machine's limits are measured beside it.
/// </summary>
internal sealed class TimedRun(RunPlan plan, World world, TradeShape shape)
{
    private const int WarmUpBatches = 16;

    private readonly Trades _trades = new(world, shape, seed: 2);
    private readonly Latencies _latencies = new();
    private readonly Aftermath _aftermath = new(world);
    private readonly long _bytesBefore = GC.GetTotalMemory(forceFullCollection: true);
    private LaneCost[] _lanes = new LaneCost[LaneMeter.Names.Length];
    private long _untimed;
    private long _blocksAfter;
    private long _blocksUpTo;
    private double _requestsMiB;
    private double _peakMiB;

    public Meter Meter { get; } = new(() => world.Ledger.LogCompressions);

    public Tally Tally { get; } = new();

    public Latencies Latencies => _latencies;

    /// <summary>All that the ledger has of this run, timed or not.</summary>
    public long DecidedAtAll => Tally.Decided + _untimed;

    public double Rate => Tally.Decided / Meter.Elapsed.TotalSeconds;

    /// <summary>Trades for the next part.</summary>
    public TradeBatch[] Next(int count) => _trades.Next(count, plan.Batch);

    /// <summary>A few batches of the same kind, untimed, for the just-in-time compiler.</summary>
    public async Task WarmUpAsync(Func<TradeBatch[], Tally, Task> run)
    {
        var tally = new Tally();
        await run(Next(Math.Min(WarmUpBatches * plan.Batch, 1 + (plan.Settlements / 4))), tally);
        AddUntimed(tally.Decided);
    }

    /// <summary>Others were settled in this ledger before.</summary>
    public void AddUntimed(long settlements) => _untimed += settlements;

    /// <summary>A timed part.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> TimeAsync(TradeBatch[] batches, Func<TradeBatch[], Tally, Task> run)
    {
        var before = world.Ledger.View.AsOf.BlockNo;
        _blocksAfter = _blocksAfter == 0 ? before : _blocksAfter;
        _requestsMiB = Math.Max(_requestsMiB, (GC.GetTotalMemory(true) - _bytesBefore) / 1048576.0);
        if (Meter.Elapsed == TimeSpan.Zero)
        {
            PeakMemory.Reset();
        }

        Meter.Start();
        var lanes = world.Lanes.Read();
        await run(batches, Tally);
        var elapsed = Meter.Stop();
        _lanes = [.. _lanes.Zip(world.Lanes.Read().Zip(lanes), (sum, part) => sum + part.First - part.Second)];
        _peakMiB = PeakMemory.MiB;
        _blocksUpTo = world.Ledger.View.AsOf.BlockNo;
        _aftermath.Sample(batches);
        return elapsed;
    }

    /// <summary>Proves, verifies, audits, closes and reports.</summary>
    public async Task<BenchReport> FinishAsync()
    {
        var sizes = BlockSizes.Read(world.Store, _blocksAfter, _blocksUpTo);
        await _aftermath.CheckAsync();
        await world.DisposeAsync();
        var report = new BenchReport(plan.Name);
        var (decided, seconds) = ((double)Tally.Decided, Meter.Elapsed.TotalSeconds);
        report.Add(Figures.SettlementsPerSecond, decided / seconds);
        report.Add("completedPerSecond", Tally.Settled / seconds);
        report.Add(Figures.LegsPerSecond, shape.Legs * Tally.Settled / seconds);
        _latencies.AddTo(report);
        report.Add(Figures.BytesPerSettlement, DiskUse.BytesOf(plan.LedgerDirectory) / (double)DecidedAtAll);
        report.Add("allocatedBytesPerSettlement", Meter.AllocatedBytes / decided);
        report.Add(Figures.CompressionsPerSettlement, Meter.Compressions / decided);
        report.Add("cpuMicrosPerSettlement", Meter.Cpu.TotalMicroseconds / decided);
        report.Add("cpuPercentOfEachCore", 100 * Meter.Cpu.TotalSeconds / seconds / Environment.ProcessorCount);
        report.Add("peakResidentMiB", _peakMiB);
        report.Add("ofThemRequestsMiB", _requestsMiB);
        for (var i = 0; i < _lanes.Length; i++)
        {
            report.Add($"{LaneMeter.Names[i]}CpuMicrosPerSettlement", _lanes[i].Cpu.TotalMicroseconds / decided);
            report.Add($"{LaneMeter.Names[i]}AllocatedBytesPerSettlement", _lanes[i].AllocatedBytes / decided);
        }

        sizes.AddTo(report);
        AddLimits(report, sizes);
        return report;
    }

    private void AddLimits(BenchReport report, BlockSizes sizes)
    {
        var (decided, seconds) = (Tally.Decided, Meter.Elapsed.TotalSeconds);
        var puts = MachineLimits.BarePutsPerSecond(plan.Directory, (int)sizes.BytesMean, plan.LimitTime);
        report.AddLimit("blockPutsPerSecond", puts, sizes.Blocks / seconds / puts);
        var append = AppendLimit.MiBPerSecond(plan.Directory, plan.LimitTime);
        report.AddLimit("appendMiBPerSecond", append, sizes.Blocks * sizes.BytesMean / 1048576 / seconds / append);
        var hashing = MachineLimits.CompressionsPerSecond(plan.LimitTime);
        report.AddLimit("compressionsPerSecondOfACore", hashing, Meter.Compressions / seconds / hashing);
        var verifying = MachineLimits.VerificationsPerSecond(plan.LimitTime);
        var signatures = shape.Signing == Signing.Each ? 2 * decided / seconds : (double?)null;
        report.AddLimit(
            "verificationsPerSecondOfAllCores",
            verifying * Environment.ProcessorCount,
            signatures / verifying / Environment.ProcessorCount);
    }
}
