namespace VeritasVault.Core.Tests;

/// <summary>Codes and stages as texts.</summary>
internal static class Codes
{
    /// <summary>Codes that the core never gives, and who does.</summary>
    public static readonly Dictionary<OutcomeCode, string> GivenElsewhere = new()
    {
        [OutcomeCode.None] = "no answer at all",
        [OutcomeCode.MalformedInput] = "readers of text",
        [OutcomeCode.TruncatedInput] = "readers of text",
        [OutcomeCode.InvalidUtf8] = "readers of text",
        [OutcomeCode.LineTooLong] = "readers of text",
        [OutcomeCode.QuantityMalformed] = "QuantityText",
        [OutcomeCode.QuantityScale] = "QuantityText",
        [OutcomeCode.RollingBack] = "the status of a settlement; who ended it is answered with the code of its end",
        [OutcomeCode.RegistryFull] = "the core, but only after 100 million entries: more than a test can register",
        [OutcomeCode.QueueFull] = "the engine's intake",
        [OutcomeCode.StorageFull] = "the engine",
        [OutcomeCode.OutcomeUnknown] = "the engine",
        [OutcomeCode.EngineStopped] = "the engine",
        [OutcomeCode.LedgerReadOnly] = "the engine",
    };

    private static readonly Dictionary<string,
        OutcomeCode> ByName = OutcomeCatalog.All.ToDictionary(code => code.Name());

    public static OutcomeCode Of(string name) => ByName[name];

    public static string Of(Stage stage) => stage.ToString().ToUpperInvariant();
}
