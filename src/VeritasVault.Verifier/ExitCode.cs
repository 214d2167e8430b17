namespace VeritasVault.Verifier;

/// <summary>How the program ends (spec/verification.md).</summary>
internal static class ExitCode
{
    public const int Valid = 0;
    public const int Invalid = 1;
    public const int WrongUsage = 2;
    public const int SplitView = 3;
    public const int Unreadable = 4;
}
