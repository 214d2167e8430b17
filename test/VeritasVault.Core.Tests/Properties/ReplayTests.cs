using CsCheck;

namespace VeritasVault.Core.Tests;

/// <summary>State is a function of the records: replayed, re-decided and restored states are the live one, bit for
/// bit.</summary>
public sealed class ReplayTests
{
    [Fact]
    public void A_state_replayed_from_the_records_is_the_live_state()
    {
        Step.Day.Sample(
            steps =>
            {
                var day = new RandomDay();
                day.Play(steps);
                var live = day.Twin.Ledger;
                var replayed = new LedgerCore(new LedgerState(), rule: TestKeys.Rule);
                var reader = new RecordReader(replayed.State);
                for (var i = 0; i < live.Records.Count; i++)
                {
                    var bytes = new ByteReader(live.Records[i]);
                    replayed.Commit(reader.Read(ref bytes, i + 1, default, withBody: true));
                }

                Assert.Null(StateComparison.FirstDifference(live.State, replayed.State));
                Assert.Equal(live.Core.Recent.Count, replayed.Recent.Count);
                Assert.Equal(live.Core.Waiting.Count, replayed.Waiting.Count);
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public void Deciding_again_what_a_record_says_gives_the_same_bytes()
    {
        Step.Day.Sample(
            steps =>
            {
                var day = new RandomDay();
                day.Play(steps);
                Records.CheckHistory(day.Twin.Ledger);
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public void A_state_restored_from_rows_is_the_live_state_and_goes_on_like_it()
    {
        Step.Day.Sample(
            steps =>
            {
                var day = new RandomDay();
                day.Play(steps);
                day.Twin.Drain();
                var restored = StateRows.Copy(day.Twin.Ledger.State);
                Assert.Null(StateComparison.FirstDifference(day.Twin.Ledger.State, restored));

                // After a restart everything open is tried once; where the live ledger had come to rest, nothing moves.
                var core = new LedgerCore(restored, rule: TestKeys.Rule);
                core.Rebuild(day.Twin.Now);
                Assert.Equal(restored.Open.Count, core.Waiting.Count);
                core.Waiting.CloseBlock();
                var tried = 0;
                while (core.TryTakeDue(day.Twin.Now, out var record))
                {
                    Assert.Null(record);
                    tried++;
                }

                Assert.Equal(restored.Open.Count, tried);
            },
            iter: 300, threads: 1);
    }

    [Fact]
    public void A_comparison_names_the_first_difference()
    {
        var first = new RandomDay().Twin.Ledger;
        var second = new RandomDay().Twin.Ledger;
        Assert.Null(StateComparison.FirstDifference(first.State, second.State));
        second.Execute(
            new OpenAccount
            {
                Id = new CommandId(7),
                Actor = TestLedger.Operator,
                Account = AccountId.Parse("x"),
                Owner = ParticipantId.Parse("bob")
            },
            default);
        Assert.StartsWith("counters differ", StateComparison.FirstDifference(first.State, second.State),
            StringComparison.Ordinal);
        first.Execute(
            new OpenAccount
            {
                Id = new CommandId(7),
                Actor = TestLedger.Operator,
                Account = AccountId.Parse("y"),
                Owner = ParticipantId.Parse("bob")
            },
            default);
        Assert.Equal("account 18 differs", StateComparison.FirstDifference(first.State, second.State));
    }
}
