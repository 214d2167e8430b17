namespace VeritasVault.Cli;

/// <summary>A kind of input: turns it into settlements and commands and hands them to the pipeline in order.</summary>
internal interface IRunFormat
{
    /// <summary>Reads all of the input, or until the pipeline stops.</summary>
    Task ReadAsync(RunPipeline pipeline);
}
