using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A leg written as <c>FROM>TO QUANTITY ASSET</c>.</summary>
internal static class LegText
{
    public static Instruction Parse(string text, int place, AssetScales scales)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var accounts = parts.Length == 3 ? parts[0].Split('>') : [];
        if (accounts.Length != 2)
        {
            throw new CliException(
                ExitCode.BadInput,
                OutcomeCode.MalformedInput.Name(),
                $"--leg '{text}' is no leg.",
                "Write it as \"FROM>TO QUANTITY ASSET\", for example \"alice-cash>bob-cash 100.00 USD\".");
        }

        var asset = InputText.Asset(parts[2], $"legs[{place}].asset");
        var code = scales.Parse(asset, parts[1], out var quantity);
        return code == OutcomeCode.None
            ? new Instruction(
                InputText.Account(accounts[0], $"legs[{place}].from"),
                InputText.Account(accounts[1], $"legs[{place}].to"),
                asset,
                quantity)
            : throw CliException.Of(code, $"legs[{place}].quantity", parts[1]);
    }
}
