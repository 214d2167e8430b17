namespace VeritasVault.Cli;

/// <summary>What the program touches of its surroundings; tests hand in their own.</summary>
internal sealed record CliIo
{
    /// <summary>Results.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Errors, notes and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Opens the standard input.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Opens a file to read; a hyphen is the standard input.</summary>
    public Stream OpenFile(string path) => path == "-" ? OpenInput() : File.OpenRead(path);

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Whether a person looks at the results, so that tables fit the window.</summary>
    public bool OutputIsTerminal { get; init; }

    /// <summary>Whether a person looks at the errors, so that progress can be drawn.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>Whether signals to the process stop a command in an orderly way.</summary>
    public bool ListenToSignals { get; init; }
}
