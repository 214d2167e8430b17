using System.Globalization;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Values of the core as every output spells them.</summary>
internal static class Words
{
    public static string Of(Stage stage) => stage.ToString().ToUpperInvariant();

    public static string Of(Decision decision) => Camel(decision.ToString());

    public static string Of(AccountStatus status) => Camel(status.ToString());

    public static string Of(ConsentPolicy policy) => Camel(policy.ToString());

    public static string Of(SettlementKind kind) => Camel(kind.ToString());

    public static string Of(OnShortage shortage) => Camel(shortage.ToString());

    public static string Of(ConsentTerm consent) => Camel(consent.ToString());

    public static string Of(Int128 number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Grouped(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
