using VeritasVault.Core;

namespace VeritasVault.External.Tests;

/// <summary>Most tests need one transfer only; here its parts are the operation's.</summary>
internal static class OneTransfer
{
    extension(ForeignOperation operation)
    {
        internal AccountId From => operation.OnlyTransfer().From;

        internal AccountId To => operation.OnlyTransfer().To;

        internal AssetId Asset => operation.OnlyTransfer().Asset;

        /// <summary>The same with another content.</summary>
        internal ForeignOperation With(
            AccountId? from = null, AccountId? to = null, AssetId? asset = null, Int128? quantity = null) =>
            operation with
            {
                Transfers =
                [
                    new ForeignTransfer(
                        from ?? operation.From, to ?? operation.To, asset ?? operation.Asset,
                        quantity ?? operation.OnlyTransfer().Quantity),
                ],
            };
    }
}
