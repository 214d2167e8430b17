namespace VeritasVault.Core.Tests;

/// <summary>Keys that are names, so that a scenario can say which one is meant.</summary>
internal static class TestKeys
{
    /// <summary>The public key of a name of at most 32 characters.</summary>
    public static PublicKey PublicKeyOf(string name)
    {
        var bytes = new byte[PublicKey.Size];
        System.Text.Encoding.ASCII.GetBytes(name, bytes);
        return PublicKey.Read(bytes);
    }
}
