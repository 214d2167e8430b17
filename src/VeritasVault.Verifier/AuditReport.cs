using System.Globalization;
using System.Text;
using VeritasVault.Proofs;

namespace VeritasVault.Verifier;

/// <summary>
/// A report for an audit file, in Markdown. It says what the verified bytes say and reads no clock: the same files
/// give the same report.
/// </summary>
internal sealed class AuditReport
{
    private readonly StringBuilder _text = new();

    private AuditReport()
    {
    }

    public static string Write(VerifyArguments arguments, IReadOnlyList<VerifiedFile> files)
    {
        var report = new AuditReport();
        report.Line("# Verification of settlement proofs");
        report.Line("");
        report.Row("File", "Answer");
        report.Row("---", "---");
        foreach (var file in files)
        {
            report.Row(Cell(file.Path), Cell(file.Result.Line));
        }

        report.Line("");
        report.Line($"Trusted: {Cell(arguments.Policy is { } policy ? "policy " + policy : "log " + arguments.Vkey)}. "
            + $"Time compared with: {arguments.NowSeconds?.ToString(CultureInfo.InvariantCulture) ?? "none"}.");
        foreach (var file in files)
        {
            report.WriteFile(file);
        }

        return report._text.ToString();
    }

    /// <summary>A text that cannot break out of its cell, whatever a hostile file put into it.</summary>
    internal static string Cell(string text)
    {
        var cell = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029)
            {
                cell.Append(' ');
            }
            else if (rune.Value is '|' or '`' or '<' or '>' or '*' or '_' or '[' or ']' or '\\' or '#' or '!')
            {
                cell.Append('\\').Append(rune);
            }
            else
            {
                cell.Append(rune);
            }
        }

        return cell.ToString();
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private void WriteFile(VerifiedFile file)
    {
        var result = file.Result;
        Line("");
        Line($"## {Cell(file.Path)}");
        Line("");
        Line($"**{Cell(result.Line)}**");
        Line("");
        Line($"- SHA-256 of the file: {file.Hash}");
        if (result.Outcome == VerificationOutcome.Valid)
        {
            WritePlace(result);
            if (result.Settlement is { } proof)
            {
                WriteSettlement(proof, result);
            }
        }

        WriteSteps(result);
        if (result.Split is { } split)
        {
            Quote("First checkpoint", split.First);
            Quote("Second checkpoint", split.Second);
            Quote("Consistency file", split.Proof ?? ReadOnlyMemory<byte>.Empty);
        }
    }

    private void WritePlace(VerificationResult result)
    {
        var (entry, checkpoint) = (result.Entry!, result.Checkpoint!);
        Line($"- Entry: {entry.Name}, {ProofTexts.Time(entry.Timestamp)}, block {Number(entry.BlockNo)}");
        Line($"- Log: {Cell(checkpoint.Origin)}, index {Number(entry.LogIndex)} of {Number(checkpoint.Size)}");
        Line($"- Root: {checkpoint.Root}");
        Line($"- Signed by: {Cell(result.Signers!.Log.ToString())}");
        foreach (var witness in result.Signers.Cosigners)
        {
            var time = DateTime.UnixEpoch.AddSeconds(Math.Min(witness.TimeSeconds!.Value, 253_402_300_799));
            Line($"- Witness: {Cell(witness.Key.Name)} at {time:yyyy-MM-ddTHH:mm:ssZ}");
        }

        Line($"- Compared with a remembered checkpoint: {(result.IsConsistentWithRemembered ? "one history" : "no")}");
    }

    private void WriteSettlement(SettlementProof proof, VerificationResult result)
    {
        var transaction = proof.Transaction;
        Line($"- Settlement: {ProofTexts.Uuid(transaction.SettlementId)}");
        Line($"- Transaction hash: {proof.TransactionHash}");
        Line($"- Not before: {TimeOrNone(transaction.NotBefore)}; deadline: {TimeOrNone(transaction.Deadline)}");
        WriteLegs(proof);
        WritePositions(proof);
        WriteSignatures(proof);
        Section("Not disclosed");
        Line($"- Legs: {Number(transaction.InstructionCount - proof.Instructions.Count)} of "
            + $"{Number(transaction.InstructionCount)}");
        if (result.Entry is SettlementEntry entry)
        {
            Line($"- Positions: {Number(entry.StateCount - proof.States.Count(state => state.Opened is not null))} of "
                + $"{Number(entry.StateCount)}");
            Line($"- Signatures: {Number(entry.SignatureCount - proof.Signatures.Count)} of "
                + $"{Number(entry.SignatureCount)}");
        }

        Line($"- Terms: {(proof.Terms is null ? "closed" : "open")}");
    }

    private void WriteLegs(SettlementProof proof)
    {
        Section("Legs");
        Row("#", "Id", "From", "To", "Asset", "Quantity (minor units)", "Signature due from");
        Row("---", "---", "---", "---", "---", "---:", "---");
        foreach (var leg in proof.Instructions.Select(opened => opened.Statement))
        {
            var due = new[] { leg.Authoriser, leg.CreditAuthoriser }.OfType<string>().Select(Cell);
            Row(
                Number(leg.Position), Cell(leg.Id), Cell(leg.DebitAccount), Cell(leg.CreditAccount), Cell(leg.Asset),
                leg.Quantity.ToString(CultureInfo.InvariantCulture), string.Join(", ", due));
        }
    }

    private void WritePositions(SettlementProof proof)
    {
        if (proof.States.All(state => state.Opened is null))
        {
            return;
        }

        Section("Positions");
        Row("Account", "Asset", "Version", "Before", "After");
        Row("---", "---", "---:", "---:", "---:");
        foreach (var state in proof.States)
        {
            if (state.Opened is { } position)
            {
                Row(
                    Cell(position.Account), Cell(position.Asset), Number(state.Statement.VersionAfter),
                    position.Before.Balance.ToString(CultureInfo.InvariantCulture),
                    position.After.Balance.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private void WriteSignatures(SettlementProof proof)
    {
        if (proof.Signatures.Count == 0)
        {
            return;
        }

        Section("Signatures");
        Row("Participant", "Key", "Key valid from", "Signed");
        Row("---", "---", "---", "---");
        foreach (var line in proof.Signatures.Select(opened => opened.Statement))
        {
            var key = proof.Keys!.Opened.First(opened => opened.Statement.KeyId == line.KeyId).Statement;
            Row(
                Cell(line.Participant),
                key.KeyId + (key.IsReset ? " (reset by the operator)" : ""),
                ProofTexts.Time(key.ValidFrom),
                line.Batch is { } batch
                    ? $"number {Number(batch.Index + 1)} of {Number(batch.Count)} at once"
                    : "alone");
        }
    }

    private void WriteSteps(VerificationResult result)
    {
        Section("Steps");
        var passed = result.Passed.Select(step => new ProofFault(step, "").Code);
        Line("Passed: " + string.Join(", ", passed) + ".");
        Line("Failed: " + (result.Fault is { } fault ? Cell(fault.ToString()) : "none") + ".");
        foreach (var note in result.Notes)
        {
            Line("Note: " + Cell(note) + ".");
        }
    }

    private static string TimeOrNone(long? micros) => micros is { } time ? ProofTexts.Time(time) : "none";

    private void Section(string title)
    {
        Line("");
        Line($"### {title}");
        Line("");
    }

    // Indented by four: code, which nothing in it can end.
    private void Quote(string title, ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty)
        {
            return;
        }

        Section(title);
        foreach (var line in Encoding.UTF8.GetString(text.Span).Split('\n'))
        {
            Line("    " + line);
        }
    }

    private void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    private void Line(string text) => _text.Append(text).Append('\n');
}
