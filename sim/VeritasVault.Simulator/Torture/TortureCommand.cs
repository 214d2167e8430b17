namespace VeritasVault.Simulator.Torture;

/// <summary>The command around <see cref="TortureRun"/>.</summary>
public static class TortureCommand
{
    private const string Usage =
        "usage: torture [--rounds N] [--seed N] [--settlements N] [--program PATH/veritas.dll] [--json]";

    /// <summary>Entry for the simulator's program: 0 all good, 1 something was lost, 2 wrong usage.</summary>
    public static int Run(string[] args)
    {
        if (TortureOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        if (!File.Exists(options.Program))
        {
            Console.Error.WriteLine(
                $"There is no {options.Program}; build src/VeritasVault.Cli first, or name --program.");
            return 2;
        }

        Action<string> say = options.Json ? static _ => { } : Console.Error.WriteLine;
#pragma warning disable VSTHRD002 // A console program's main thread has no context that could wait for it in turn.
        var result = TortureRun.RunAsync(options, say).GetAwaiter().GetResult();
#pragma warning restore VSTHRD002
        Console.WriteLine(result.ToJson());
        return result.IsGood ? 0 : 1;
    }
}
