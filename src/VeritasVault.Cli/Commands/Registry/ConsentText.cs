using System.CommandLine.Parsing;
using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>Reads how a participant consents.</summary>
internal static class ConsentText
{
    public static ConsentPolicy Parse(ArgumentResult result)
    {
        var word = result.Tokens[0].Value;
        foreach (var policy in Enum.GetValues<ConsentPolicy>())
        {
            if (string.Equals(word, Words.Of(policy), StringComparison.OrdinalIgnoreCase))
            {
                return policy;
            }
        }

        result.AddError($"'{word}' is no way to consent: give implied, recorded or signed.");
        return default;
    }
}
