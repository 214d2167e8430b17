namespace VeritasVault.Core.Tests;

/// <summary>Codes and stages as texts.</summary>
internal static class Codes
{
    private static readonly Dictionary<string, OutcomeCode> ByName = OutcomeCatalog.All.ToDictionary(code => code.Name());

    public static OutcomeCode Of(string name) => ByName[name];

    public static string Of(Stage stage) => stage.ToString().ToUpperInvariant();
}
