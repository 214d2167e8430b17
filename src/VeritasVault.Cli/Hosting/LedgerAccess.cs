using System.Globalization;
using VeritasVault.Engine;
using VeritasVault.Storage;
using VeritasVault.Storage.RocksDb;

namespace VeritasVault.Cli;

/// <summary>Opens ledgers in directories.</summary>
internal static class LedgerAccess
{
    /// <summary>The environment variable with the free space below which nothing new is accepted, in bytes.</summary>
    public const string LowSpaceVariable = "VERITAS_LOW_SPACE_BYTES";

    public static Task<SettlementLedger> OpenAsync(
        CommandContext context, LedgerCreation? create, string? acceptLossAs = null) => OpenAsync(
            context,
            KeyAccess.Find(context, mayCreate: create is not null && !Exists(context.StoreDirectory)),
            create,
            acceptLossAs);

    /// <summary>Opens it with this key, whatever is in the file of its key.</summary>
    public static async Task<SettlementLedger> OpenAsync(
        CommandContext context, SigningKey? key, LedgerCreation? create = null, string? acceptLossAs = null)
    {
        var options = new LedgerOptions
        {
            CreateAs = create,
            TrustClock = context.TrustClock,
            Key = key,
            Witness = new WitnessMarkFile(context.WitnessFile),
            AcceptLossAs = acceptLossAs,
        };
        var ledger = await SettlementLedger.OpenAsync(OpenStore(context, create is not null), options, context.Stop);
        if (ledger.Health.IsClockSuspect)
        {
            context.Output.Note(
                "Warning: the clock is far from the ledger's last block and is not believed. "
                + "When it is right, say so with --trust-clock.");
        }

        if (ledger.Health.WitnessTrouble is { } trouble)
        {
            context.Output.Note($"Warning: the witness mark cannot be written, nobody watches the store: {trouble}");
        }

        return ledger;
    }

    /// <summary>Whether something in the directory looks like a ledger.</summary>
    public static bool Exists(string directory) =>
        Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any();

    private static RocksDbLedgerStore OpenStore(CommandContext context, bool create)
    {
        var directory = context.StoreDirectory;
        if (!create && !Exists(directory))
        {
            throw new StoreException(StoreFailure.NotFound, $"There is no ledger at {directory}.");
        }

        var options = new RocksDbStoreOptions { CreateIfMissing = create };
        var lowSpace = context.Io.Variable(LowSpaceVariable);
        if (!string.IsNullOrEmpty(lowSpace))
        {
            options = options with { LowSpaceBytes = LowSpaceBytes(lowSpace) };
        }

        return RocksDbLedgerStore.Open(directory, options);
    }

    private static long LowSpaceBytes(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && bytes is >= 1 << 26 and <= 1L << 40
            ? bytes
            : throw new CliException(
                ExitCode.BadInput,
                "PARAMETER_OUT_OF_RANGE",
                $"{LowSpaceVariable} is '{text}'.",
                "Set it to a number of bytes from 67108864 (64 MiB) to 1099511627776 (1 TiB), or unset it.");
}
