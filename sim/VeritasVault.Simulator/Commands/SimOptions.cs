using System.Globalization;

namespace VeritasVault.Simulator;

/// <summary>What the command line asks for.</summary>
internal sealed record SimOptions
{
    public const string Usage = """
        usage: ./build sim [--seed N | --seeds K [--from N]] [--operations N] [--step K [--fault KIND]]
                           [--jobs N] [--json]
               ./build soak [--minutes M] [--from N] [--operations N] [--jobs N] [--json]

          --seed N        one seed: a long run without a fault, then one for a crash at every step of its store
          --seeds K       K seeds, from 1 or --from on, each with a few faults in its long run, and a crash at every
                          step of a short one
          --step K        one run of one seed, with its fault at step K; 0 is the run without a fault
          --fault KIND    Crash (default), CrashTwice, StateUnknown or NoSpace
          --operations N  operations of a run (200 in a long one, 45 in a short one); every run is swept in full then
          --jobs N        seeds that run side by side, at most one a core
          --minutes M     how long a soak lasts, 10 unless told
          --json          the last line is one JSON object

        Exit codes: 0 nothing found, 1 something found, 2 wrong usage.
        """;

    public ulong From { get; private init; } = 1;

    public int Seeds { get; init; } = 1;

    public int? Operations { get; private init; }

    public long? Step { get; private init; }

    public FaultKind Fault { get; private init; } = FaultKind.Crash;

    public int Jobs { get; private init; } = Environment.ProcessorCount;

    public int Minutes { get; private init; } = 10;

    public bool Json { get; private init; }

    /// <summary>The same for the seeds after these.</summary>
    public SimOptions Following() => this with { From = From + (ulong)Seeds };

    /// <summary>Null when the arguments cannot be understood.</summary>
    public static SimOptions? Parse(IReadOnlyList<string> args)
    {
        SimOptions? options = new();
        for (var i = 0; i < args.Count && options is not null; i++)
        {
            options = args[i] == "--json" ? options with { Json = true }
                : i + 1 < args.Count ? options.With(args[i], args[++i])
                : null;
        }

        return options;
    }

    private SimOptions? With(string name, string value)
    {
        if (name == "--fault")
        {
            return Enum.TryParse<FaultKind>(value, out var kind) && Enum.IsDefined(kind)
                ? this with { Fault = kind }
                : null;
        }

        if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        return name switch
        {
            "--seed" => this with { From = (ulong)number, Seeds = 1 },
            "--from" => this with { From = (ulong)number },
            "--step" => this with { Step = number },
            "--seeds" when number is >= 1 and <= 10_000_000 => this with { Seeds = (int)number },
            "--operations" when number is >= 1 and <= 1_000_000 => this with { Operations = (int)number },
            "--jobs" when number is >= 1 and <= 1024 => this with { Jobs = (int)number },
            "--minutes" when number is >= 1 and <= 100_000 => this with { Minutes = (int)number },
            _ => null,
        };
    }
}
