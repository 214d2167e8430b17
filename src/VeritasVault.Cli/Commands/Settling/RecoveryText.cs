using System.CommandLine.Parsing;
using System.Globalization;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Reads and writes a recovery policy as one word: tries, bound of the first wait, bound of any
/// wait.</summary>
internal static class RecoveryText
{
    public static RecoveryPolicy? Parse(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        var numbers = new int[3];
        var parts = word.Split(',');
        var isGood = parts.Length == numbers.Length;
        for (var i = 0; isGood && i < numbers.Length; i++)
        {
            isGood = int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]);
        }

        if (!isGood)
        {
            result.AddError(
                $"'{word}' is no recovery policy: give tries and two bounds in milliseconds, such as 10,200,30000.");
            return null;
        }

        return new RecoveryPolicy(numbers[0], numbers[1], numbers[2]);
    }

    public static string Of(RecoveryPolicy? policy) => policy is null ? string.Empty
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{policy.Tries} tries, first wait up to {policy.DelayMs} ms, none above {policy.DelayMaxMs} ms");
}
