using VeritasVault.Core;
using VeritasVault.TestKit.Engine;
using Xunit;

namespace VeritasVault.Engine.Tests;

/// <summary>Engine time against sequences of what the outside's clocks say.</summary>
public sealed class ClockTests
{
    private const long Start = 1_800_000_000_000_000;

    /// <summary>
    /// Readings as seconds (wall, monotonic) since the start, with the expected engine time and suspicion.
    /// </summary>
    public static TheoryData<string, (double Wall, double Monotonic, double Engine, bool Suspect)[]> Courses => new()
    {
        { "the clocks agree", [(1, 1, 1, false), (2, 2, 2, false), (3600, 3600, 3600, false)] },
        { "a step of exactly the bound is believed", [(5, 0, 5, false), (6, 1, 6, false)] },
        { "a step beyond the bound is not", [(5.000001, 0, 0, true), (7, 2, 2, true)] },
        { "a far jump is not", [(1, 1, 1, false), (86_400, 2, 2, true), (86_401, 3, 3, true)] },
        { "suspicion stays when the clock comes back", [(100, 1, 1, true), (2, 2, 2, true)] },
        {
            "a small step back stops time",
            [(10, 10, 10, false), (7, 11, 10, false), (9, 13, 10, false), (11, 15, 11, false)]
        },
        { "a large step back is not believed", [(10, 10, 10, false), (4, 11, 11, true), (5, 12, 12, true)] },
        { "the clock stands still", [(10, 10, 10, false), (10, 14, 10, false), (10, 18, 10, false)] },
        {
            "slow drift is followed",
            [(1.5, 1, 1.5, false), (3, 2, 3, false), (15, 10, 15, false), (22.5, 15, 22.5, false)]
        },
        { "drift faster than the bound between looks is not", [(10, 10, 10, false), (30, 20, 20, true)] },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void Engine_time_follows(
        string course, (double Wall, double Monotonic, double Engine, bool Suspect)[] readings)
    {
        var source = new Source();
        var clock = Clock(source, last: Start);
        foreach (var (wall, monotonic, engine, suspect) in readings)
        {
            source.Set(wall, monotonic);
            Assert.Equal((course, At(engine), suspect), (course, clock.Now(), clock.IsSuspect));
            Assert.Equal(At(engine), clock.Last);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(90 * 86_400, false)]
    [InlineData((90 * 86_400) + 1, true)]
    [InlineData(-5, false)]
    [InlineData(-6, true)]
    public void At_open_the_last_block_bounds_what_is_believed(long wallSeconds, bool suspect)
    {
        var source = new Source();
        source.Set(wallSeconds, 0);
        var clock = Clock(source, last: Start);
        Assert.Equal(suspect, clock.IsSuspect);
        var expected = suspect ? 0 : Math.Max(0, wallSeconds);
        Assert.Equal((At(expected), suspect), (clock.Now(), clock.IsSuspect));
    }

    [Theory]
    [InlineData(365 * 86_400, 365 * 86_400)]
    [InlineData(-86_400, 0)]
    public void A_clock_vouched_for_at_open_is_believed_either_way(long wallSeconds, long engineSeconds)
    {
        var source = new Source();
        source.Set(wallSeconds, 0);
        var clock = Clock(source, last: Start, trusted: true);
        Assert.Equal((At(engineSeconds), false), (clock.Now(), clock.IsSuspect));
        source.Set(wallSeconds + 10, 10);
        clock.Now();
        Assert.False(clock.IsSuspect);
    }

    [Fact]
    public void A_new_ledger_believes_the_clock_it_finds()
    {
        var source = new Source();
        source.Set(500, 0);
        Assert.False(Clock(source, last: 0).IsSuspect);
    }

    [Fact]
    public void Confirming_a_jump_forward_takes_it_over()
    {
        var source = new Source();
        var clock = Clock(source, last: Start);
        source.Set(1_000, 1);
        Assert.Equal((At(1), true), (clock.Now(), clock.IsSuspect));
        clock.Confirm();
        source.Set(1_001, 2);
        Assert.Equal((At(1_001), false), (clock.Now(), clock.IsSuspect));
        source.Set(1_002, 3);
        Assert.Equal((At(1_002), false), (clock.Now(), clock.IsSuspect));
    }

    [Fact]
    public void Confirming_a_step_back_lets_time_stand_until_the_clock_has_caught_up()
    {
        var source = new Source();
        var clock = Clock(source, last: Start);
        source.Set(100, 100);
        clock.Now();
        source.Set(41, 101);
        Assert.Equal((At(101), true), (clock.Now(), clock.IsSuspect));
        clock.Confirm();
        source.Set(42, 102);
        Assert.Equal((At(101), false), (clock.Now(), clock.IsSuspect));
        source.Set(101, 161);
        Assert.Equal((At(101), false), (clock.Now(), clock.IsSuspect));
        source.Set(102, 162);
        Assert.Equal((At(102), false), (clock.Now(), clock.IsSuspect));
    }

    [Fact]
    public void A_confirmation_is_for_the_clock_of_its_moment_and_not_for_a_later_jump()
    {
        var source = new Source();
        var clock = Clock(source, last: Start);
        source.Set(-100, 1);
        clock.Now();
        Assert.True(clock.IsSuspect);
        clock.Confirm();
        clock.Now();
        source.Set(1_000_000, 2);
        Assert.Equal((At(1), true), (clock.Now(), clock.IsSuspect));
    }

    [Fact]
    public void A_confirmed_clock_makes_an_idle_ledger_ready_again()
    {
        using var rig = LedgerRig.WithWorld();
        rig.Time.StepWall(TimeSpan.FromHours(1));
        rig.Execute(Samples.Register(50, "more"));
        Assert.True(rig.Engine.Clock.IsSuspect);
        rig.Engine.ConfirmClock();
        rig.Scheduler.Run();
        Assert.False(rig.Engine.Clock.IsSuspect);
    }

    private static Timestamp At(double seconds) => new(Start + (long)(seconds * 1_000_000));

    private static EngineClock Clock(ITimeSource source, long last, bool trusted = false) =>
        new(source, new Timestamp(last), TimeSpan.FromSeconds(5), TimeSpan.FromDays(90), trusted);

    private sealed class Source : ITimeSource
    {
        public long WallMicros { get; private set; } = Start;

        public long MonotonicMicros { get; private set; }

        public void Set(double wall, double monotonic)
        {
            WallMicros = Start + (long)Math.Round(wall * 1_000_000);
            MonotonicMicros = (long)Math.Round(monotonic * 1_000_000);
        }
    }
}
