namespace VeritasVault.Simulator;

/// <summary>Something that must never happen has happened.</summary>
internal sealed class FindingException(string message) : Exception(message);
