namespace VeritasVault.Cli;

/// <summary>What every command is built with.</summary>
internal sealed class CliHost(CliIo io)
{
    public CliIo Io { get; } = io;

    public GlobalOptions Options { get; } = new();
}
