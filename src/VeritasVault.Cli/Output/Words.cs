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

    public static string Of(Isolation isolation) => Camel(isolation.ToString());

    public static string Of(PrepareMode prepare) => Camel(prepare.ToString());

    public static string Of(LockMode mode) => Camel(mode.ToString());

    public static string Of(OperationState state) => Camel(state.ToString());

    /// <summary>Spelled as words of a command line are.</summary>
    public static string Of(LedgerHold hold) =>
        hold == LedgerHold.TimeLimited ? "time-limited" : Camel(hold.ToString());

    public static string Of(Int128 number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Grouped(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The text with control characters spelled out: what a party wrote must not steer the terminal.</summary>
    public static string Printable(string text) => text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0
        && text.AsSpan().IndexOfAnyInRange('\u007f', '\u009f') < 0
        ? text
        : string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));

    public static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
