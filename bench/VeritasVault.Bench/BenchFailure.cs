namespace VeritasVault.Bench;

/// <summary>A measurement that is worth nothing: something was answered, proven or audited otherwise than it must
/// be, or a program that is compared does not run.</summary>
internal sealed class BenchFailure(string message) : Exception(message)
{
    public static void Unless(bool holds, string message)
    {
        if (!holds)
        {
            throw new BenchFailure(message);
        }
    }
}
