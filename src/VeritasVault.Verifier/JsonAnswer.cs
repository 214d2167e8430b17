using System.Text;
using VeritasVault.Proofs;

namespace VeritasVault.Verifier;

/// <summary>An answer as one JSON object; members that do not apply are null.</summary>
internal static class JsonAnswer
{
    public static string Write(VerifiedFile file)
    {
        var result = file.Result;
        var proof = result.Settlement;
        var json = new CanonicalJson();
        json.Begin('{');
        Text(json, "file", file.Path);
        Text(json, "sha256", file.Hash.ToString());
        Text(json, "outcome", result.Outcome switch
        {
            VerificationOutcome.Valid => "valid",
            VerificationOutcome.Invalid => "invalid",
            VerificationOutcome.SplitView => "splitView",
        });
        Text(json, "answer", result.Line);
        Text(json, "step", result.Fault?.Code);
        Text(json, "reason", result.Fault?.Reason);
        List(json, "notes", result.Notes);
        List(json, "passed", result.Passed.Select(step => new ProofFault(step, "").Code));
        Text(json, "entry", result.Entry?.Name);
        Text(json, "settlementId", proof is null ? null : ProofTexts.Uuid(proof.Transaction.SettlementId));
        Text(json, "time", result.Entry is { } entry ? ProofTexts.Time(entry.Timestamp) : null);
        Text(json, "origin", result.Checkpoint?.Origin);
        Number(json, "index", result.Entry?.LogIndex);
        Number(json, "size", result.Checkpoint?.Size);
        Text(json, "root", result.Checkpoint?.Root.ToString());
        Number(json, "instructionsDisclosed", proof?.Instructions.Count);
        Number(json, "instructions", proof?.Transaction.InstructionCount);
        Number(json, "signedLegs", proof is null ? null : result.SignedLegs);
        List(json, "witnesses", result.Signers?.Cosigners.Select(signature => signature.Key.Name) ?? []);
        Text(json, "firstCheckpoint", TextOf(result.Split?.First));
        Text(json, "secondCheckpoint", TextOf(result.Split?.Second));
        json.End('}');
        return Encoding.UTF8.GetString(json.ToBytes());
    }

    private static string? TextOf(ReadOnlyMemory<byte>? note) =>
        note is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    // As in the proof files: numbers that may be large are texts.
    private static void Number(CanonicalJson json, string name, long? value) =>
        Text(json, name, value?.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static void List(CanonicalJson json, string name, IEnumerable<string> values)
    {
        json.Name(name);
        json.Begin('[');
        foreach (var value in values)
        {
            json.String(value);
        }

        json.End(']');
    }

    private static void Text(CanonicalJson json, string name, string? value)
    {
        json.Name(name);
        if (value is null)
        {
            json.Null();
        }
        else
        {
            json.String(value);
        }
    }
}
