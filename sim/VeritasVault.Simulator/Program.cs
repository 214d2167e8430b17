using VeritasVault.Simulator.Torture;
using VeritasVault.Simulator.TwoPhase;

namespace VeritasVault.Simulator;

internal static class Program
{
    /// <summary>What the first word may be; without one of them the arguments belong to the simulator.</summary>
    private static readonly SortedDictionary<string, Func<string[], Task<int>>> Commands = new(StringComparer.Ordinal)
    {
        ["soak"] = static args => Task.FromResult(SimCommand.Soak(args)),
        ["torture"] = static args => args is ["two-phase", ..]
            ? TwoPhaseCommand.RunAsync(args[1..])
            : TortureCommand.RunAsync(args),
        ["two-phase-child"] = TwoPhaseChild.RunAsync,
    };

    private static Task<int> Main(string[] args) =>
        args.Length > 0 && Commands.TryGetValue(args[0], out var command)
            ? command(args[1..])
            : Task.FromResult(SimCommand.Run(args));
}
