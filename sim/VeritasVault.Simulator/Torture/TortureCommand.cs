namespace VeritasVault.Simulator.Torture;

/// <summary>The command around <see cref="TortureRun"/>.</summary>
public static class TortureCommand
{
    private const string Usage =
        "usage: torture [--rounds N] [--seed N] [--settlements N] [--program PATH/veritas.dll] [--json]";

    /// <summary>Entry for the simulator's program: 0 all good, 1 something was lost, 2 wrong usage.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (TortureOptions.Parse(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        if (!File.Exists(options.Program))
        {
            await Console.Error.WriteLineAsync(
                $"There is no {options.Program}; build src/VeritasVault.Cli first, or name --program.");
            return 2;
        }

        var result = await TortureRun.RunAsync(options, options.Json ? static _ => { } : Console.Error.WriteLine);
        await Console.Out.WriteLineAsync(result.ToJson());
        return result.IsGood ? 0 : 1;
    }
}
