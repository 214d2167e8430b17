using VeritasVault.Core;

namespace VeritasVault.Simulator;

/// <summary>One line about an operation, for traces and findings.</summary>
internal static class Describe
{
    public static string Operation(Operation operation) => operation switch
    {
        SubmitOperation submit => $"{submit.Actor} submits {string.Join("; ", submit.Requests.Select(Request))}",
        DryRunOperation dryRun => $"{dryRun.Actor} tries {Request(dryRun.Request)}",
        CommandOperation command => command.Command.ToString(),
        WorldOperation world => $"{world.Change} {world.Micros}",
        _ => operation.ToString(),
    };

    private static string Request(SettlementRequest request)
    {
        var legs = string.Join(", ", request.Legs.Select(leg => $"{leg.From}->{leg.To} {leg.Quantity} {leg.Asset}"));
        return $"{request.Id} [{legs}] {request.Terms.OnShortage} {request.Terms.Consent} "
            + $"{request.NotBefore}..{request.Deadline}";
    }
}
