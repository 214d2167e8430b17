namespace VeritasVault.Bench;

internal static class BenchHelp
{
    public static void Print(TextWriter output)
    {
        output.WriteLine(
            """
            Usage: ./build bench NAME... [OPTIONS]        (or ./veritas bench NAME... [OPTIONS])

            """);
        foreach (var workload in Workload.All)
        {
            var count = workload.Settlements == 0 ? string.Empty : $" ({workload.Settlements:N0})";
            output.WriteLine($"  {workload.Name,-13} {workload.Text}{count}");
        }

        output.WriteLine(
            """
              all           all of them

              --settlements N     instead of the number in brackets
              --positions P       positions of the ledger, ten to a participant (10,000)
              --batch N           settlements submitted in one call (8,000; signed-each at most 1,024)
              --callers N         threads that submit side by side (1; signed workloads one a core)
              --repeat N          the median of N runs, after one that is not counted (1; with --compare 5)
              --compare sqlite    the same trades by SQLite, in turn with ours, and the ratio; may be given twice
              --compare postgres  the same with a throw-away PostgreSQL
              --store DIR         where ledgers are made and removed again (the system's temporary directory)
              --history FILE      appends the figures and the machine's facts to a file of JSON lines
              --budgets           alone: runs what has a budget in bench/budgets.json, and fails beyond it
              --json              a JSON line a run, the median last
              --quick             small numbers: only to see that it works

            Shape: 1,000 participants x 10 assets (asset 0 is cash), ascending UUIDv7. Everything is durable, each
            block's checkpoint signed, account histories are kept. What was timed is proven, verified and audited
            afterwards: when that fails, so does the benchmark. How to read the figures: docs/guides/benchmarks.md.

            Exit codes: 0 measured, 1 something was wrong or beyond its budget, 2 wrong usage.

            Examples:
              ./build bench dvp-uniform
              ./build bench dvp-uniform dvp-hot dvp-tight --repeat 5 --history bench.jsonl
              ./build bench dvp-uniform --compare sqlite --compare postgres --json
              ./build bench restart --settlements 10000000 --positions 1000000
              ./build bench all --quick
              ./build bench --budgets
            """);
    }
}
