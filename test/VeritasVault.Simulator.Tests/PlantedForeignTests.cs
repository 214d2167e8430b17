using VeritasVault.Core;
using Xunit;

namespace VeritasVault.Simulator.Tests;

/// <summary>Defects of what is prepared, called, reserved and locked over time: each is found in one of the recorded
/// seeds, which find nothing without it.</summary>
public sealed class PlantedForeignTests
{
    private static readonly ulong[] Seeds = [1, 6, 8, 10, 12, 15, 16];

    [Fact]
    public void A_commit_that_is_sent_before_the_decision_is_durable_is_found() =>
        MustBeFound(() => new HastyCommit(), "was called with Commit");

    [Fact]
    public void An_abort_after_the_decision_is_found() =>
        MustBeFound(() => new SecondThoughts(), "was called with Abort");

    [Fact]
    public void An_earlier_reply_that_is_believed_is_found() =>
        MustBeFound(() => new OldReplyBelieved(), "is left at");

    [Fact]
    public void A_request_that_is_forgotten_after_a_restart_is_found() =>
        MustBeFound(() => new ForgottenRequest(), "but nobody asks");

    [Fact]
    public void A_commit_that_was_never_carried_out_is_found() => MustBeFound(
        () => new EmptyPromise(ForeignCall.Commit, ForeignState.Committed), "the external ledgers have done");

    [Fact]
    public void An_abort_that_was_never_carried_out_is_found() => MustBeFound(
        () => new EmptyPromise(ForeignCall.Abort, ForeignState.Aborted), "yet something");

    [Fact]
    public void A_reservation_that_is_kept_is_found() =>
        MustBeFound(() => new KeptReservation(), "are reserved for nobody");

    [Fact]
    public void A_lock_that_outlives_its_settlement_is_found() =>
        MustBeFound(() => new StaleLock(), "a lock has an owner that is not there");

    [Fact]
    public void A_call_that_is_tried_again_for_ever_is_found() =>
        MustBeFound(() => new EndlessTries(), "does not come to rest");

    [Fact]
    public void Without_a_defect_nothing_is_found()
    {
        foreach (var seed in Seeds)
        {
            Assert.Null(new SeedRunner(seed, SeedRunner.LongRun).Run(FaultPlan.None).Finding);
        }
    }

    private static void MustBeFound(Func<Plant> plant, string saying)
    {
        var findings = new List<string>();
        foreach (var seed in Seeds)
        {
            if (new SeedRunner(seed, SeedRunner.LongRun, plant).Run(FaultPlan.None).Finding is { } text)
            {
                if (text.Contains(saying, StringComparison.Ordinal))
                {
                    return;
                }

                findings.Add($"{seed}: {text}");
            }
        }

        Assert.Fail($"no seed found it; what they found: {string.Join(" | ", findings)}");
    }
}
