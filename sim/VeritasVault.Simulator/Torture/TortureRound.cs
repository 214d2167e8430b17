using System.Numerics;

namespace VeritasVault.Simulator.Torture;

/// <summary>
/// One ledger: the file is run and killed at some moment, looked at, run again and killed again, and at last run to its
/// end. All that is known of the ledger is what its own commands say.
/// </summary>
internal sealed class TortureRound(VeritasProcess veritas, TortureWorkload workload, string directory, Random random)
{
    private const int AckBytesLeast = 45;
    private const int ProofsPerLook = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _store = Path.Combine(directory, "ledger");
    private readonly string _file = Path.Combine(directory, "day.ndjson");
    private readonly string _acks = Path.Combine(directory, "acks");
    private readonly TortureStranger _stranger = new(veritas, Path.Combine(directory, "ledger"), directory);

    public async Task<TortureResult> RunAsync(int kills)
    {
        await File.WriteAllTextAsync(_file, workload.Text);
        await veritas.QueryAsync("init", "--store", _store);
        var result = new TortureResult { Rounds = 1 };
        for (var i = 0; i < kills; i++)
        {
            var killed = Kill(random.NextInt64(0, (long)workload.Count * AckBytesLeast / kills) + AckedBytes());
            result = result with { Kills = result.Kills + (killed ? 1 : 0), Reruns = result.Reruns + 1 };
            result = await LookAsync(result);
        }

        var end = await veritas.QueryAsync("run", _file, "--acks", _acks, "--store", _store);
        var completed = end[^1].GetProperty("completed").GetInt64();
        var failed = end[^1].GetProperty("failed").GetInt64();
        var isFinished = failed == workload.Hopeless && completed == workload.Count - workload.Hopeless + Openings;
        return await LookAsync(result with { Unfinished = isFinished ? 0 : 1 });
    }

    private long Openings => workload.Text.Split("\"kind\":\"issue\"").Length - 1;

    /// <summary>Runs the file until so many bytes are acknowledged, then ends the process without warning.</summary>
    private bool Kill(long bytes)
    {
        using var process = veritas.Start("run", _file, "--acks", _acks, "--store", _store, "--json");
        var ended = false;
        if (!SpinWait.SpinUntil(() => AckedBytes() >= bytes || (ended = process.HasExited), Patience))
        {
            throw new TimeoutException($"no acknowledgement came within {Patience}");
        }

        process.Kill();
        process.WaitForExit();
        return !ended;
    }

    private long AckedBytes() => File.Exists(_acks) ? new FileInfo(_acks).Length : 0;

    private async Task<TortureResult> LookAsync(TortureResult so)
    {
        var list = (await veritas.QueryAsync("list", "--store", _store)).ToDictionary(
            line =>
                line.GetProperty("id").GetString()!, line =>
                    line.GetProperty("code").GetString()!, StringComparer.Ordinal);
        var balances = (await veritas.QueryAsync("balances", "--store", _store)).ToDictionary(
            line => $"{line.GetProperty("account")}/{line.GetProperty("asset")}",
            line => BigInteger.Parse(line.GetProperty("balance").GetString()!),
            StringComparer.Ordinal);
        var audit = (await veritas.QueryAsync("audit", "--store", _store))[^1];
        var passed = audit.GetProperty("passed").GetBoolean() && audit.GetProperty("conserved").GetBoolean();
        var acks = ReadAcks();
        so = await AskTheStrangerAsync(so, acks);
        return so with
        {
            Acknowledged = so.Acknowledged + acks.Count,
            Missing = so.Missing + acks.Count(ack => list.GetValueOrDefault(ack.Id) != ack.Code),
            HalfDone = so.HalfDone
                + workload.CountWrong(list.Where(s => s.Value == "SETTLED").Select(s => s.Key), balances),
            AuditsFailed = so.AuditsFailed + (passed ? 0 : 1),
        };
    }

    private async Task<TortureResult> AskTheStrangerAsync(TortureResult so, List<(string Id, string Code)> acks)
    {
        var torn = await _stranger.LookAsync();
        var (proofs, unproven) = (0, 0);
        for (var i = 0; i < Math.Min(ProofsPerLook, acks.Count); i++)
        {
            var (id, code) = acks[random.Next(acks.Count)];
            proofs++;
            unproven += await _stranger.ProvesAsync(id, code) ? 0 : 1;
        }

        return so with
        {
            Checkpoints = so.Checkpoints + 1,
            Torn = so.Torn + torn,
            Proofs = so.Proofs + proofs,
            Unproven = so.Unproven + unproven,
        };
    }

    private List<(string Id, string Code)> ReadAcks()
    {
        if (!File.Exists(_acks))
        {
            return [];
        }

        // A line without its end was never an acknowledgement.
        var text = File.ReadAllText(_acks);
        return
        [
            .. text[..(text.LastIndexOf('\n') + 1)]
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' '))
                .Select(parts => (parts[0], parts[1])),
        ];
    }
}
