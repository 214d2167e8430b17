using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>The first block of a ledger: one record that names it and its operator.</summary>
internal static class GenesisBlock
{
    public static void Write(ILedgerStore store, LedgerOptions options, ITimeSource time, Func<Hash256> newSaltKey)
    {
        if (options.CreateAs is not { } creation)
        {
            throw new LedgerException(LedgerFailure.NotInitialised, "the store holds no ledger: create one first");
        }

        var block = new Block();
        var now = new Timestamp(time.WallMicros);
        var origin = Origin.Parse(creation.Name);
        block.Append(
            RegistryMachine.Create(creation.Name, creation.Operator, newSaltKey(), origin, default, now),
            blockNo: 1,
            eventNo: 1);
        block.Seal(default);
        store.Commit(new BlockWrite(1, block.Memory, []));
    }

    /// <summary>A ledger that is opened with the wish to create it must be the one that would have been
    /// created.</summary>
    public static void Check(Genesis? genesis, LedgerOptions options)
    {
        if (options.CreateAs is { } creation && genesis is not null
            && (genesis.Name != creation.Name || genesis.Operator != creation.Operator))
        {
            throw new LedgerException(
                LedgerFailure.AlreadyInitialised,
                $"the store holds the ledger '{genesis.Name}' of {genesis.Operator}, "
                + $"not '{creation.Name}' of {creation.Operator}");
        }
    }
}
