using System.Text.Json;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Progress and result of moving a ledger.</summary>
internal sealed class TransferBar(Action<double> show) : IProgress<TransferProgress>
{
    public void Report(TransferProgress value) =>
        show(value.BlocksTotal == 0 ? 0 : (double)value.BlocksDone / value.BlocksTotal);

    public static void Report(
        CommandContext context,
        string verb,
        string path,
        TransferReport report,
        Action<Utf8JsonWriter>? members = null)
    {
        if (context.Output.IsJson)
        {
            context.Output.Json(json =>
            {
                json.WriteString("file", path);
                json.WriteNumber("blocks", report.Blocks);
                json.WriteNumber("entries", report.Entries);
                json.WriteString("root", report.Root.ToString());
                json.WriteNumber("metadata", report.MetadataRows);
                members?.Invoke(json);
            });
        }
        else
        {
            context.Output.Line(
                $"{verb} {path}: {Words.Grouped(report.Blocks)} blocks, {Words.Grouped(report.Entries)} entries, root "
                + $"{report.Root}.");
        }
    }
}
