using System.CommandLine;

namespace VeritasVault.Cli;

/// <summary>What the commands about locks have in common.</summary>
internal static class LockOptions
{
    public static Argument<long> Number() => new("NUMBER") { Description = "The lock's number" };

    public static Option<long> Token() => new("--token")
    {
        Description = "Its fencing token, as the last acquisition or upgrade gave it",
        HelpName = "N",
        Required = true,
    };

    public static Option<int> Lease() => new("--lease")
    {
        Description = "Seconds until it ends by itself, 1 to 86,400",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 60,
    };
}
