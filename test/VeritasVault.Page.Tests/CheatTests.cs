namespace VeritasVault.Page.Tests;

/// <summary>The operator seals what is not so, with good hashes and a good signature of the log.</summary>
public class CheatTests(Chromium chromium)
{
    private static readonly SampleWorld World = new();

    /// <summary>Expected step and what is sealed instead of an honest trade.</summary>
    private static readonly (string Step, Func<SampleTrade, SampleTrade> Bend)[] Rows =
    [
        ("V11", trade => trade with { NotBefore = SampleTrade.Time + 1 }),
        ("V11", trade => trade with { Deadline = SampleTrade.Time }),
        ("V12", trade => trade with { Legs = [trade.Legs[0] with { Quantity = 0 }, .. trade.Legs[1..]] }),
        ("V12", trade => trade with { Legs = [trade.Legs[0] with { Quantity = -9950 }, .. trade.Legs[1..]] }),
        ("V13", trade => trade with { States = trade.States[..4] }),
        ("V13", trade => trade with { States = [.. trade.States, new("vault", "USD", 9, 3, 0, 0)] }),
        ("V13", trade => trade with { States = [trade.States[1], trade.States[0], .. trade.States[2..]] }),
        ("V13", trade => trade with { States = [trade.States[0], trade.States[0], .. trade.States[2..]] }),
        ("V13", trade => trade with { States = State(trade, 1, state => state with { Version = 0 }) }),
        ("V14", trade => trade with { States = State(trade, 0, state => state with { After = 10_051 }) }),
        ("V14", trade => trade with { States = State(trade, 0, state => state with { Before = 20_001 }) }),
        ("V14", trade => trade with { States = State(trade, 0, state => state with { ReservedAfter = 1 }) }),
        ("V14", trade => trade with { States = State(trade, 0, state => state with { Floor = 10_051 }) }),
        ("V14", trade => trade with { States = State(trade, 2, state => state with { Reserved = 10_501 }) }),
        ("V14", trade => trade with { States = State(trade, 1, state => state with { Before = 3, After = 7 }) }),
        ("V15", trade => trade with { Signers = trade.Signers[..1] }),
        ("V15", trade => trade with { Signers = [trade.Signers[1], trade.Signers[0]] }),
        ("V15", trade => trade with { Signers = [trade.Signers[0], trade.Signers[0], trade.Signers[1]] }),
        ("V15", trade => trade with
        {
            Signers = [.. trade.Signers, new(World.Bob) { Name = "carol" }],
        }),
        ("V16", trade => trade with { Message = _ => SampleBytes.Statement("settle/approve/v1", new byte[32]) }),
        ("V16", trade => trade with { Signers = InBatch(trade, (1, 3)), Message = Approval }),
        ("V17", trade => trade with { Signers = InBatch(trade, (3, 3)) }),
        ("V17", trade => trade with { Signers = InBatch(trade, (1, (1 << 20) + 1)) }),
        ("V17", trade => trade with { Signers = InBatch(trade, (1, 17)) }),
        ("V18", trade => trade with { SettledAt = SampleTrade.Time + 1 }),
        ("V18", trade => trade with { SettledAt = SampleTrade.Time - 1, NotBefore = null }),
        ("V18", trade => trade with
        {
            Signers = [new(World.OldAlice), trade.Signers[1]],
            Opened = [World.OldAlice, World.Bob],
        }),
        ("V18", trade => trade with
        {
            Signers = [new(World.Bob) { Name = "alice" }, trade.Signers[1]],
            Opened = [World.Bob],
        }),
        ("V18", trade => trade with { Opened = [.. trade.Opened!, World.ResetBob] }),
        ("V19", trade => trade with { BendBlock = block => block[1] = "ledger.example/other" }),
        ("V19", trade => trade with { BendBlock = block => block[2] = 4 }),
        ("V19", trade => trade with { BendBlock = block => (block[3], block[4], block[6]) = (5, 2, 5) }),
        ("V19", trade => trade with { BendBlock = block => block[4] = 4 }),
        ("V19", trade => trade with { BendBlock = block => block[5] = SampleTrade.Time - 1 }),
        ("V19", trade => trade with { BendBlock = block => block[6] = 3 }),
        ("V18", trade => trade with { BendBlock = block => block[10] = new byte[32] }),
    ];

    /// <summary>Keys of Alice that cannot be hers by the rules, each made with the key before it.</summary>
    private static readonly Func<SampleRegistration, SampleRegistration>[] Keys =
    [
        key => key with { Endorsement = null },
        key => key with { Reset = true },
        key => key with { Previous = null },
        key => key with { Previous = World.Bob.Key.Id },
        key => key with { Previous = null, Endorsement = null, Reset = true },
        key => key with { ValidUntil = SampleTrade.Time + 10 },
        key => key with { RevokedAt = SampleTrade.Time - 1 },
        key => key with { Endorsement = World.Bob.Key.Sign([1]) },
    ];

    [Fact]
    public async Task What_was_sealed_falsely_is_refused_at_its_step()
    {
        var texts = Rows.Select(row => new SampleWorld().Settle(row.Bend).Text());
        var seen = await chromium.AnswersAsync(texts.Select(text => new Submission(text, World.Ledger.Policy)));
        Assert.Equal(Rows.Select((row, i) => $"{i}: INVALID {row.Step}"), seen.Select(
            (answer, i) => $"{i}: {Judge.Step(answer)}"));
    }

    [Fact]
    public async Task A_key_without_a_rightful_descent_is_refused()
    {
        var texts = Keys.Select(bend =>
        {
            var world = new SampleWorld();
            var key = new SampleRegistration("alice", new("alice 3"));
            var endorsed = new SampleLedger(world.Ledger.Origin).RegisterNext(world.Alice, key);
            world.Ledger.Register(bend(endorsed));
            return world.Settle(trade => trade with
            {
                Signers = [new(world.Ledger.Keys[^1]), trade.Signers[1]],
                Opened = [.. trade.Opened!, world.Ledger.Keys[^1]],
            }).Text();
        });
        var seen = await chromium.AnswersAsync(texts.Select(text => new Submission(text, World.Ledger.Policy)));
        Assert.All(seen, answer => Assert.StartsWith("INVALID V18: ", answer));
    }

    [Fact]
    public async Task Signatures_outside_the_Ed25519_rule_are_refused()
    {
        var order = EdwardsCurve.Order;
        var file = new SampleWorld().Settle().Whole();
        var good = Convert.FromHexString($"{file["signatures"]![0]!["signature"]}");
        var large = (EdwardsCurve.Number(good.AsSpan(32)) + order).ToByteArray(isUnsigned: true);
        byte[][] bad = [[.. good[..32], .. large], [1, .. new byte[31], .. good[32..]], new byte[64]];
        var texts = bad.Select(signature =>
        {
            var world = new SampleWorld();
            var forger = new SampleSettlement(world.Ledger, world.Trade, _ => signature);
            return forger.Text();
        });
        var seen = await chromium.AnswersAsync(texts.Select(text => new Submission(text, World.Ledger.Policy)));
        Assert.All(seen, answer => Assert.StartsWith("INVALID V16: ", answer));
    }

    private static SampleState[] State(SampleTrade trade, int at, Func<SampleState, SampleState> bend) =>
        [.. trade.States.Select((state, i) => i == at ? bend(state) : state)];

    private static SampleSigner[] InBatch(SampleTrade trade, (int, int) batch) =>
        [trade.Signers[0] with { Batch = batch }, trade.Signers[1]];

    /// <summary>A single approval of the root of a batch, in place of the batch.</summary>
    private static byte[] Approval(byte[] message) =>
        SampleBytes.Statement("settle/approve/v1", SampleBytes.Hash(message));
}
