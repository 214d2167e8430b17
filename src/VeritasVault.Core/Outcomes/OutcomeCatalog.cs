namespace VeritasVault.Core;

/// <summary>What each outcome code means: name, category, which kind of no it is, whether a retry can help, and the
/// cure.</summary>
public static class OutcomeCatalog
{
    /// <summary>All codes in the order of their numbers.</summary>
    public static IReadOnlyList<OutcomeCode> All { get; } = Enum.GetValues<OutcomeCode>();

    // Below All, from which it is built: static members are initialised in the order they are written.
    private static readonly OutcomeInfo[] ByNumber = BuildTable();

    /// <summary>The description of a code.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is no code of this version.</exception>
    public static OutcomeInfo Describe(this OutcomeCode code) =>
        (int)code < ByNumber.Length && ByNumber[(int)code] is { } info
            ? info
            : throw new ArgumentOutOfRangeException(nameof(code), code, "not an outcome code of this version");

    internal static bool IsKnown(OutcomeCode code) => (int)code < ByNumber.Length && ByNumber[(int)code] is not null;

    /// <summary>The code's name in capitals, as every output shows it.</summary>
    public static string Name(this OutcomeCode code) => code.Describe().Name;

    private static OutcomeInfo[] BuildTable()
    {
        var table = new OutcomeInfo[(int)All.Max() + 1];
        foreach (var code in All)
        {
            table[(int)code] = (int)code switch
            {
                < 100 => OutcomeCatalogProgress.Of(code),
                < 109 => OutcomeCatalogInput.Of(code),
                < 120 => OutcomeCatalogTerms.Of(code),
                < 130 => OutcomeCatalogAuthority.Of(code),
                < 140 => OutcomeCatalogRegistry.Of(code),
                < 145 => OutcomeCatalogSpoken.Of(code),
                < 158 => OutcomeCatalogKeys.Of(code),
                < 200 => OutcomeCatalogPrepared.Of(code),
                >= 300 and < 400 => OutcomeCatalogResources.Of(code),
                >= 500 and < 600 => OutcomeCatalogSystem.Of(code),
                _ => OutcomeCatalogDecided.Of(code),
            };
        }

        return table;
    }
}
