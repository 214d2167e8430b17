using VeritasVault.Core;
using VeritasVault.Proofs;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>The first block of a ledger: one record that names it and its operator.</summary>
internal static class GenesisBlock
{
    private const int OriginKeyDigits = 8;

    /// <summary>Makes the first block, which creates the ledger.</summary>
    /// <exception cref="LedgerException">None was to be created, or there is no key to sign with.</exception>
    public static void Write(ILedgerStore store, LedgerOptions options, ITimeSource time, Func<Hash256> newSaltKey)
    {
        if (options.CreateAs is not { } creation)
        {
            throw new LedgerException(LedgerFailure.NotInitialised, "the store holds no ledger: create one first");
        }

        if (options.Key is not { } key)
        {
            throw new LedgerException(
                LedgerFailure.WrongKey, "a new ledger needs the key that will sign its checkpoints");
        }

        var block = new Block();
        var now = new Timestamp(time.WallMicros);
        var record = RegistryMachine.Create(
            creation.Name,
            creation.Operator,
            newSaltKey(),
            OriginOf(creation, key),
            PublicKey.Read(key.PublicKey.Bytes),
            now);
        block.Append(record, blockNo: 1, eventNo: 1);
        var log = new LogWriter(new LedgerState(), new MerkleFrontier(MessageHasher.Best), new LogKeys(key));
        log.Extend(block);
        block.Seal(default);
        store.Commit(new BlockWrite(1, block.Memory, []));
    }

    /// <summary>Checks that the ledger found is the one to be created, if one was, and that the key is its
    /// own.</summary>
    /// <exception cref="LedgerException">It is not.</exception>
    public static void Check(LedgerState state, LedgerOptions options)
    {
        if (options.CreateAs is { } creation && state.Genesis is { } genesis
            && (genesis.Name != creation.Name || genesis.Operator != creation.Operator))
        {
            throw new LedgerException(
                LedgerFailure.AlreadyInitialised,
                $"the store holds the ledger '{genesis.Name}' of {genesis.Operator}, "
                + $"not '{creation.Name}' of {creation.Operator}");
        }

        if (options.Key is { } key && PublicKey.Read(key.PublicKey.Bytes) != state.Identity.Key)
        {
            throw new LedgerException(
                LedgerFailure.WrongKey,
                $"the signing key is {key.PublicKey}, the ledger signs with {state.Identity.Key}");
        }
    }

    private static Origin OriginOf(LedgerCreation creation, SigningKey key) => Origin.Parse(
        creation.Origin ?? $"{creation.Name}/{Hash32.Of(key.PublicKey.Bytes).ToString()[..OriginKeyDigits]}");
}
