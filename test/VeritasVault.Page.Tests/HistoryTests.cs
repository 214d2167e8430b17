namespace VeritasVault.Page.Tests;

/// <summary>A remembered checkpoint, witnesses, two histories.</summary>
public class HistoryTests(Chromium chromium)
{
    private const string Valid = "VALID";

    [Fact]
    public async Task The_log_must_be_the_one_that_is_remembered()
    {
        var world = new SampleWorld();
        var file = world.Settle();
        var text = file.Text();
        world.Ledger.AppendCommand(SampleTrade.Time + 9);
        world.Ledger.EndBlock(SampleTrade.Time + 9);
        var fork = new SampleWorld();
        fork.Settle(trade => trade with { Deadline = null });
        fork.Ledger.AppendCommand(SampleTrade.Time + 8);
        fork.Ledger.EndBlock(SampleTrade.Time + 10);
        var (log, other) = (world.Ledger, fork.Ledger);
        var carrying = file.Whole();
        carrying["consistency"] = log.Consistency(4, 7);
        var from6 = file.Whole();
        from6["consistency"] = log.Consistency(6, 7);
        (string Expected, string File, string? Remembered, string? Consistency)[] rows =
        [
            (Valid, text, log.Checkpoint(7), null),
            (Valid, text, log.Checkpoint(2), log.Consistency(2, 7)),
            (Valid, text, log.Checkpoint(9), log.Consistency(7, 9)),
            (Valid, text, log.Checkpoint(0), null),
            (Valid, text, null, log.Consistency(3, 9)),
            (Valid, SampleSettlement.Text(carrying), null, null),
            (Valid, SampleSettlement.Text(carrying), log.Checkpoint(4), null),
            (Valid, SampleSettlement.Text(from6), log.Checkpoint(6), null),
            ("INVALID V21", SampleSettlement.Text(carrying), log.Checkpoint(2), null),
            ("INVALID V21", text, log.Checkpoint(2), null),
            ("INVALID V21", text, log.Checkpoint(2), log.Consistency(2, 9)),
            ("INVALID V21", text, log.Checkpoint(9), log.Consistency(4, 9)),
            ("INVALID V21", text, log.Checkpoint(9), other.Consistency(2, 4)),
            ("INVALID V21", text, null, log.Consistency(3, 9).Replace("old 3", "old 2")),
            ("INVALID V21", text, "ledger.example/main\n7\n", null),
            ("INVALID V21", text, new SampleLedger(log.Origin, "another key").Checkpoint(0), null),
            ("INVALID V21", text, new SampleLedger("ledger.example/other").Checkpoint(0), null),
            ("SPLIT VIEW", text, other.Checkpoint(7), null),
            ("SPLIT VIEW", text, other.Checkpoint(6), log.Consistency(6, 7)),
            ("SPLIT VIEW", text, other.Checkpoint(9), other.Consistency(7, 9)),
            ("SPLIT VIEW", text, log.Checkpoint(9), other.Consistency(7, 9)),
        ];
        var both = $"{log.Policy}{new SampleLedger("ledger.example/other", "another").Policy}"
            .Replace("quorum none\nlog", "log");
        var seen = await chromium.AnswersAsync(rows.Select(row =>
            new Submission(row.File, both) { Remembered = row.Remembered, Consistency = row.Consistency }));
        Assert.Equal(rows.Select((row, i) => $"{i}: {row.Expected}"), seen.Select(
            (answer, i) => $"{i}: {(answer.StartsWith(Valid) ? Valid : Judge.Step(answer))}"));
    }

    [Fact]
    public async Task Another_well_signed_end_of_the_block_is_a_split_view()
    {
        var fork = new SampleWorld();
        fork.Settle(trade => trade with { Deadline = null });
        var file = new SampleWorld().Settle().Whole();
        file["headerProof"] = fork.Ledger.Proof(6, 7);
        var seen = await chromium.AnswersAsync([new(SampleSettlement.Text(file), fork.Ledger.Policy)]);
        Assert.StartsWith("SPLIT VIEW: ", seen[0]);
    }

    [Fact]
    public async Task Witnesses_are_counted_and_their_times_are_bounded()
    {
        var world = new SampleWorld();
        world.Settle();
        var (one, two) = (new SampleKey("witness 1"), new SampleKey("witness 2"));
        var policy = world.Ledger.Policy.Replace("quorum none\n", "")
            + $"witness a {one.Vkey("one.example", 4)}\nwitness b {two.Vkey("two.example", 4)}\n"
            + "group g all a b\nquorum g\n";
        Func<string, string> Lines(ulong first, ulong second) => body =>
            one.NoteLine("one.example", body, first) + two.NoteLine("two.example", body, second);
        (string Expected, Func<string, string> Lines)[] rows =
        [
            (Valid, Lines(100, 200)),
            ("INVALID V7", body => one.NoteLine("one.example", body, 100)),
            ("INVALID V4", body => one.NoteLine("one.example", body, 100) + one.NoteLine("one.example", body, 101)),
            ("INVALID V6", body => one.NoteLine("one.example", body + "x", 100)),
            ("INVALID V6", body => one.NoteLine("one.example", body, 100).Replace("AAAAA", "AAAAB")),
            ("INVALID V7", body => one.NoteLine("one.example", body)),
            ("INVALID V7", Lines(100, 201)),
            ("INVALID V7", Lines(0, 200)),
            ("INVALID V7", Lines(100, 1UL << 63)),
        ];
        var seen = await chromium.AnswersAsync(rows.Select(row =>
            new Submission(world.Ledger.Proof(4, 7, row.Lines), policy) { Alone = true, Now = 200 }));
        Assert.Equal(rows.Select((row, i) => $"{i}: {row.Expected}"), seen.Select(
            (answer, i) => $"{i}: {(answer.StartsWith(Valid) ? Valid : Judge.Step(answer))}"));
    }
}
