using System.CommandLine;

namespace VeritasVault.Cli;

/// <summary>A command that only holds others.</summary>
internal sealed class GroupCommand(string name, string description) : Command(name, description);
