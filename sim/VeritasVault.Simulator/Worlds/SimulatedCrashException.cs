namespace VeritasVault.Simulator;

/// <summary>The process is dead from here on; whatever its code still does reaches nobody.</summary>
internal sealed class SimulatedCrashException() : Exception("simulated crash");
