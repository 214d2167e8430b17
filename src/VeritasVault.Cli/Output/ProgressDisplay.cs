using Spectre.Console;

namespace VeritasVault.Cli;

/// <summary>Draws a bar on the standard error while long work runs, when somebody is looking.</summary>
internal static class ProgressDisplay
{
    /// <summary>Runs the work; it reports how far it is, from 0 to 1, by calling its argument.</summary>
    public static async Task<T> RunAsync<T>(CliOutput output, string title, Func<Action<double>, Task<T>> work)
    {
        if (!output.ShowsProgress)
        {
            return await work(static _ => { });
        }

        return await output.Progress.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async display =>
            {
                var task = display.AddTask(title, maxValue: 1);
                return await work(done => task.Value = Math.Clamp(done, 0, 1));
            });
    }
}
