using Xunit;

namespace VeritasVault.Simulator.Tests;

/// <summary>A judge that never objects is worthless: each of these defects must be found within a few seeds.</summary>
public class PlantedDefectTests
{
    private const int SeedsMax = 6;
    private const int Operations = 60;

    [Fact]
    public void An_acknowledgement_before_the_block_is_durable_is_found() =>
        MustBeFound(() => new LateDisk(), "but the history ends", "do not continue", "does not open");

    [Fact]
    public void An_id_index_that_loses_rows_is_found() =>
        MustBeFound(() => new ForgetfulIndex(), string.Empty);

    [Fact]
    public void A_doubled_delivery_is_found() => MustBeFound(() => new DoubledDelivery(), "answered twice");

    [Fact]
    public void A_failure_reported_as_success_is_found() => MustBeFound(() => new FlatteringAnswer(), "was answered");

    [Fact]
    public void A_lost_answer_is_found() => MustBeFound(() => new LostAnswer(), "never answered", "unanswered");

    [Fact]
    public void A_witness_mark_that_forgets_is_found() => MustBeFound(() => new ForgetfulMark(), "an old copy");

    [Fact]
    public void An_old_disk_in_the_place_of_the_new_one_is_found() =>
        MustBeFound(() => new OldDisk(), "the witness mark remembers");

    [Fact]
    public void An_older_block_in_the_place_of_one_is_found() =>
        MustBeFound(() => new SwappedBlock(), "block", "follows");

    [Fact]
    public void A_tree_of_the_log_that_was_lost_is_found() => MustBeFound(() => new LostTiles(), "log", "open");

    private static void MustBeFound(Func<Plant> plant, params string[] saying)
    {
        var findings = new List<string>();
        for (ulong seed = 1; seed <= SeedsMax; seed++)
        {
            var report = new SeedRunner(seed, Operations, plant).RunAll();
            findings.AddRange(report.Findings.Select(finding => finding.Text));
            if (findings.Exists(text => Array.Exists(saying, words => text.Contains(words, StringComparison.Ordinal))))
            {
                return;
            }
        }

        Assert.Fail($"{SeedsMax} seeds did not find it; what they found: {string.Join(" | ", findings)}");
    }
}
