namespace VeritasVault.Model;

/// <summary>The ledger's own names and keys: none is used twice.</summary>
public sealed partial class ModelLedger
{
    private readonly List<string> _origins = [];
    private readonly List<string> _ledgerKeys = [];

    /// <summary>The name the ledger was created with.</summary>
    public string FirstOrigin { get; init; } = "origin";

    /// <summary>The key it was created with.</summary>
    public string FirstKey { get; init; } = "key";

    public ModelOutcome RotateLedgerKey(string command, string actor, string publicKey, bool isAcceptable,
        string signatures, bool areRight) =>
        Administer(command, actor, $"ledger key {publicKey} {signatures}",
            [],
            [
                ("KEY_UNACCEPTABLE", () => !isAcceptable),
                ("KEY_EXISTS", () => publicKey == FirstKey || _ledgerKeys.Contains(publicKey)),
                ("SIGNATURE_INVALID", () => !areRight),
            ],
            () => _ledgerKeys.Add(publicKey));

    public ModelOutcome OpenNewOrigin(string command, string actor, string origin, long lostSize) =>
        Administer(command, actor, $"origin {origin} {lostSize}",
            [
                ("ID_MALFORMED", () => origin.Length == 0),
                ("PARAMETER_OUT_OF_RANGE", () => lostSize < 1),
            ],
            [("ORIGIN_USED", () => origin == FirstOrigin || _origins.Contains(origin))],
            () => _origins.Add(origin));
}
