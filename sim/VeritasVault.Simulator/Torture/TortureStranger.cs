using System.Globalization;
using System.Text;
using System.Text.Json;
using VeritasVault.Engine;
using VeritasVault.Proofs;

namespace VeritasVault.Simulator.Torture;

/// <summary>
/// Somebody outside who wrote down every checkpoint that the killed ledger showed, and checks with the library's
/// verifier alone that the log is still the same one.
/// </summary>
internal sealed class TortureStranger(VeritasProcess veritas, string store, string directory)
{
    private readonly List<(long Size, string Note)> _seen = [];
    private ProofVerifier? _verifier;
    private TlogPolicy? _policy;

    /// <summary>Takes the newest checkpoint; says how many of the older ones it contradicts or does not
    /// continue.</summary>
    public async Task<int> LookAsync()
    {
        var keys = (await veritas.QueryAsync("keys", "--store", store))[^1];
        var (size, note) = (keys.GetProperty("size").GetInt64(), keys.GetProperty("checkpoint").GetString()!);
        Trust(keys.GetProperty("all"));
        if (Read(note) is not { } newest || newest.Size != size)
        {
            return 1;
        }

        var wrong = 0;
        foreach (var older in _seen)
        {
            wrong += await ContinuesAsync(older.Size, older.Note, newest, note) ? 0 : 1;
        }

        _seen.Add((size, note));
        return wrong;
    }

    /// <summary>Whether the ledger proves that a settlement came to the outcome that was acknowledged.</summary>
    public async Task<bool> ProvesAsync(string id, string code)
    {
        var (exit, _, _) = await veritas.RunAsync("prove", id, "--out", directory, "--store", store, "--json");
        if (exit != 0)
        {
            return false;
        }

        var file = await File.ReadAllBytesAsync(Path.Combine(directory, id + ".settlement.json"));
        var result = _verifier!.Verify(file, VerifierKnowledge.None with
        {
            Remembered = Encoding.UTF8.GetBytes(_seen[^1].Note),
        });
        var isSettled = result.Settlement is { Failure: null };
        return result.Outcome == VerificationOutcome.Valid && isSettled == (code == "SETTLED")
            && result.Line.Contains(id, StringComparison.Ordinal);
    }

    private void Trust(JsonElement vkeys)
    {
        var policy = string.Concat(vkeys.EnumerateArray().Select(vkey => $"log {vkey.GetString()}\n"));
        if (!TlogPolicy.TryParse(Encoding.UTF8.GetBytes(policy + "quorum none\n"), out _policy, out var reason))
        {
            throw new InvalidOperationException($"the ledger's verifier keys are refused: {reason}");
        }

        _verifier = new ProofVerifier(_policy, LedgerEd25519.Instance);
    }

    private Checkpoint? Read(string note) =>
        _policy!.TryVerifyLog(Encoding.UTF8.GetBytes(note), LedgerEd25519.Instance, out var checkpoint, out _)
            ? checkpoint
            : null;

    private async Task<bool> ContinuesAsync(long oldSize, string oldNote, Checkpoint newest, string note)
    {
        var older = Read(oldNote)!;
        if (newest.Size <= oldSize)
        {
            return newest == older;
        }

        var number = oldSize.ToString(CultureInfo.InvariantCulture);
        var answer = await veritas.QueryAsync("consistency", number, "--store", store);
        return ConsistencyFile.TryParse(
                Encoding.UTF8.GetBytes(answer[^1].GetProperty("consistency").GetString()!), out var file, out _)
            && file.OldSize == oldSize
            && Encoding.UTF8.GetString(file.CheckpointNote.Span) == note
            && MerkleProof.IsConsistent(oldSize, newest.Size, file.Proof.Span, older.Root, newest.Root);
    }
}
