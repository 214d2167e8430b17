namespace VeritasVault.Core;

/// <summary>Checksums of accounts and positions: SHA-256 of the names they belong to and their canonical row.</summary>
internal static class Checksums
{
    public static Hash256 Of(Account account)
    {
        var writer = new ByteWriter();
        writer.Text("account");
        StateRowFormat.Write(writer, account);
        return Hash256.Of(writer.Written);
    }

    public static Hash256 Of(in Position position, LedgerState state)
    {
        var writer = new ByteWriter();
        writer.Text("position");
        writer.Text(state.Accounts[position.AccountIndex].Id.Value);
        writer.Text(state.Assets[position.AssetIndex].Id.Value);
        StateRowFormat.Write(writer, position);
        return Hash256.Of(writer.Written);
    }
}
