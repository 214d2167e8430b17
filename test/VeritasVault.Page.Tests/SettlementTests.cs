using System.Text.Json.Nodes;

namespace VeritasVault.Page.Tests;

/// <summary>Settlement files that hold, with the line that every verifier gives for them.</summary>
public class SettlementTests(Chromium chromium)
{
    private const string Head = "VALID settled 01890a5d-ac96-774b-bcce-b302099a8057 at 2025-07-30T10:00:00.123456Z "
        + "in ledger.example/main block 3 index 4: ";
    private const string InPart = "; V13 V14 V15 in part: closed legs";

    [Fact]
    public async Task Good_files_get_their_line()
    {
        (string Expected, JsonObject File)[] rows =
        [
            ($"{Head}instructions disclosed 3 of 3, signed 2 of 3 legs", new SampleWorld().Settle().Whole()),
            ($"{Head}instructions disclosed 1 of 3, signed 1 of 3 legs{InPart}",
                new SampleWorld().Settle(trade => trade with { Opened = null }).InPart([1], [3], [1])),
            ($"{Head}instructions disclosed 2 of 3, signed 1 of 3 legs{InPart}",
                new SampleWorld().Settle().InPart([0, 2], [0, 2, 4], [0, 1])),
            ($"{Head}instructions disclosed 1 of 3, signed 0 of 3 legs{InPart}",
                new SampleWorld().Settle().InPart([2], [], [])),
            ($"{Head}instructions disclosed 3 of 3, signed 2 of 3 legs", InBatches().Whole()),
            ($"{Head}instructions disclosed 3 of 3, signed 2 of 3 legs; key of bob was reset by the operator",
                Reset().Whole()),
            ("VALID failed 01890a5d-ac96-774b-bcce-b302099a8057 with code 403 at 2025-07-30T10:00:00.123456Z "
                + "in ledger.example/main block 3 index 4: instructions disclosed 3 of 3", Failed().Whole()),
            ("VALID failed 01890a5d-ac96-774b-bcce-b302099a8057 with code 403 at 2025-07-30T10:00:00.123456Z "
                + "in ledger.example/main block 3 index 4: instructions disclosed 1 of 3",
                Failed().InPart([2], [], [])),
            ($"{Head}instructions disclosed 1 of 1, signed 0 of 1 legs", Unsigned().Whole()),
        ];
        var policy = new SampleWorld().Ledger.Policy;
        var seen = await chromium.AnswersAsync(
            rows.Select(row => new Submission(SampleSettlement.Text(row.File), policy)));
        Assert.Equal(rows.Select(row => row.Expected), seen);
    }

    [Fact]
    public async Task Entries_of_every_kind_are_known()
    {
        var world = new SampleWorld();
        var hash = SampleBytes.Made("hash");
        var id = hash[..16];
        const ulong lastMicrosecond = 253_402_300_799_999_999; // of the year 9999
        (string Expected, object?[] Entry)[] rows =
        [
            ("VALID entry settlement in", ["settle/settlement/v1", null, id, 4, 3, 9, hash, 0, hash, 2, hash, 1]),
            ("VALID entry failure in", ["settle/failure/v1", null, id, 4, 3, 9, hash, 4, 403, 1, 1, null, 0]),
            ("VALID entry command in", ["settle/command/v1", null, 4, 3, 9, 2, hash]),
            ("VALID entry command in", ["settle/command/v1", null, 4, 3, lastMicrosecond, 2, hash]),
            ("INVALID V3", ["settle/command/v1", null, 4, 3, lastMicrosecond + 1, 2, hash]),
            ("INVALID V3", ["settle/key/v1", null, 4, 3, 9, "alice", id, 1, hash, 9, lastMicrosecond + 1, null, null,
                null, 0]),
            ("VALID entry key in",
                ["settle/key/v1", null, 4, 3, 9, "alice", id, 1, hash, 9, null, null, null, null, 0]),
            ("VALID entry key in",
                ["settle/key/v1", null, 4, 3, 9, null, id, 1, hash, 0, null, null, id, SampleBytes.Concat(hash, hash),
                    0]),
            ("VALID entry origin in", ["settle/origin/v1", null, 4, 3, 9, "ledger.example/old", 7, hash]),
            ("VALID entry block in", ["settle/block/v1", null, 3, 4, 1, 9, 4, hash, null, 0, hash, 0, hash]),
            ("INVALID V9", ["settle/command/v1", null, 5, 3, 9, 2, hash]),
            ("INVALID V9", ["settle/command/v1", "ledger.example/other", 4, 3, 9, 2, hash]),
            ("INVALID V9", ["settle/block/v1", null, 3, 4, 2, 9, 4, hash, null, 0, hash, 0, hash]),
            ("INVALID V3", ["settle/command/v1", null, 4, 3, 9, 2]),
            ("INVALID V3", ["settle/command/v1", null, 4, 3, 9, 2, hash, null]),
            ("INVALID V3", ["settle/command/v1", null, 4, 3, 9, 2, id]),
            ("INVALID V3", ["settle/command/v2", null, 4, 3, 9, 2, hash]),
            ("VALID entry hold in", ["settle/hold/v1", null, id, 4, 3, 9, hash, 1, hash, 1]),
            ("VALID entry hold in", ["settle/hold/v1", null, id, 4, 3, 9, hash, 2, hash, 1]),
            ("INVALID V3", ["settle/hold/v1", null, id, 4, 3, 9, hash, 3, hash, 1]),
            ("INVALID V3", ["settle/hold/v1", null, id, 4, 3, 9, hash, 1, hash, 0]),
            ("VALID entry confirmed in", ["settle/confirmed/v1", null, id, 4, 3, 9, hash, 1]),
            ("INVALID V3", ["settle/confirmed/v1", null, id, 4, 3, 9, hash, 0]),
            ("INVALID V3", ["settle/settlement/v1", null, id, 4, 3, 9, hash, 1, hash, 2, hash, 1]),
            ("INVALID V3", ["settle/failure/v1", null, id, 4, 3, 9, hash, 3, 403, 1, 1, null, 0]),
            ("INVALID V3", ["settle/failure/v1", null, id, 4, 3, 9, hash, 4, 403, 6, 1, null, 0]),
            ("INVALID V3", ["settle/key/v1", null, 4, 3, 9, "alice", id, 1, hash, 9, null, null, null, null, 2]),
            ("INVALID V3", ["settle/key/v1", null, 4, 3, 9, "alice", id, 2, hash, 9, null, null, null, null, 0]),
        ];
        var seen = await chromium.AnswersAsync(rows.Select(row => Alone(row.Entry)));
        Assert.Equal(
            rows.Select(row => row.Expected.StartsWith('V')
                ? $"{row.Expected} {world.Ledger.Origin} index 4 of 5"
                : row.Expected),
            seen.Select(Judge.Step));
    }

    [Fact]
    public async Task A_key_that_stays_over_a_loss_serves_both_names_of_the_log()
    {
        var old = new SampleLedger("ledger.example/old");
        var policy = old.Policy.Replace("quorum none\n", new SampleLedger("ledger.example/main").Policy);
        var text = new SampleWorld().Settle().Text();
        var seen = await chromium.AnswersAsync([new(text, policy), new(text, old.Policy)]);
        Assert.StartsWith(Head, seen[0]);
        Assert.StartsWith("INVALID V6: ", seen[1]);
    }

    private static SampleSettlement InBatches() => new SampleWorld().Settle(trade => trade with
    {
        Signers = [trade.Signers[0] with { Batch = (4, 7) }, trade.Signers[1] with { Batch = (0, 1) }],
    });

    private static SampleSettlement Reset()
    {
        var world = new SampleWorld();
        return world.Settle(trade => trade with
        {
            Signers = [trade.Signers[0], new(world.NextBob)],
            Opened = [world.OldAlice, world.Alice, world.ResetBob, world.NextBob],
        });
    }

    private static SampleSettlement Failed() => new SampleWorld().Settle(trade => trade with
    {
        FailedWith = 403,
        Deadline = SampleTrade.Time,
        States = [],
        Signers = [],
    });

    private static SampleSettlement Unsigned() => new SampleWorld().Settle(trade => trade with
    {
        Legs = [trade.Legs[2]],
        States =
        [
            new("bob-cash", "USD", 1, 7, -500, -450) { Floor = -1_000 },
            new("fees", "USD", 3, 19, 50, 0),
        ],
        Signers = [],
    });

    private static Submission Alone(object?[] entry)
    {
        var ledger = new SampleWorld().Ledger;
        ledger.Append(SampleBytes.Statement([.. entry.Select((item, i) => i == 1 ? item ?? ledger.Origin : item)]));
        return new(ledger.Proof(4, 5), ledger.Policy) { Alone = true };
    }
}
