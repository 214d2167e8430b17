using System.Globalization;

namespace VeritasVault.Simulator.Torture;

/// <summary>What <c>torture</c> is asked for.</summary>
public sealed record TortureOptions
{
    /// <summary>Stores that are made, killed and finished. Default 50.</summary>
    public int Rounds { get; init; } = 50;

    /// <summary>What the moments of the kills follow from; the same seed aims at the same moments.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Settlements in the file of each round. Default 20,000.</summary>
    public int Settlements { get; init; } = 20_000;

    /// <summary>Most kills of one round, at least 1. Default 3.</summary>
    public int KillsPerRoundMax { get; init; } = 3;

    /// <summary>The built command line, veritas.dll.</summary>
    public required string Program { get; init; }

    /// <summary>Whether only the closing line is printed.</summary>
    public bool Json { get; init; }

    /// <summary>
    /// Reads <c>--rounds N --seed N --settlements N --program PATH --json</c>; null when they are wrong.
    /// </summary>
    public static TortureOptions? Parse(string[] arguments)
    {
        var options = new TortureOptions { Program = DefaultProgram() };
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] == "--json")
            {
                options = options with { Json = true };
                continue;
            }

            var value = ++i < arguments.Length ? arguments[i] : string.Empty;
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number > 0;
            switch (arguments[i - 1])
            {
                case "--rounds" when isNumber:
                    options = options with { Rounds = number };
                    break;
                case "--seed" when isNumber:
                    options = options with { Seed = (ulong)number };
                    break;
                case "--settlements" when isNumber:
                    options = options with { Settlements = number };
                    break;
                case "--program" when value.Length > 0:
                    options = options with { Program = value };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }

    // All projects put their output side by side: bin/NAME/CONFIGURATION.
    private static string DefaultProgram()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var beside = own.Parent?.Parent?.FullName ?? AppContext.BaseDirectory;
        return Path.Combine(beside, "VeritasVault.Cli", own.Name, "veritas.dll");
    }
}
