using System.CommandLine;
using VeritasVault.Engine;

namespace VeritasVault.Cli;

/// <summary>Writes all of a ledger into one file: to move it, or to keep it.</summary>
internal sealed class ExportCommand : VeritasCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "The file to write; must not be there yet" };

    private ExportCommand(CliHost host, string name, string description, params string[] examples)
        : base(host, name, description, examples) => Arguments.Add(_file);

    public static ExportCommand Export(CliHost host) => new(
        host,
        "export",
        "Writes the whole ledger to a file: blocks, references and metadata; not its signing key.",
        "veritas export main.vvx",
        "veritas export main.vvx --json");

    public static ExportCommand Backup(CliHost host) => new(
        host,
        "backup",
        "Writes a backup of the ledger for `veritas restore`, while no other process has it open; keep a copy of the "
            + "signing key elsewhere.",
        "veritas backup monday.vvx",
        "veritas backup monday.vvx --json");

    protected override async Task<int> RunAsync(CommandContext context)
    {
        var path = context.Value(_file);
        if (File.Exists(path))
        {
            throw new CliException(
                ExitCode.BadInput, "FILE_EXISTS", $"There is a file {path} already.", "Name another, or remove it.");
        }

        await using var ledger = await context.OpenAsync();
        var unfinished = path + ".unfinished";
        TransferReport report;
        await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
        {
            report = await ProgressDisplay.RunAsync(
                context.Output, "Writing", show => ledger.ExportAsync(stream, new TransferBar(show), context.Stop));
            RandomAccess.FlushToDisk(stream.SafeFileHandle);
        }

        // Under its name it is whole: a crash leaves the unfinished one.
        File.Move(unfinished, path);
        TransferBar.Report(context, "Wrote", path, report);
        return ExitCode.Ok;
    }
}
