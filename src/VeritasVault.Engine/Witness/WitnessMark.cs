using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>The last checkpoint that a ledger's owner remembers outside the store.</summary>
/// <param name="Origin">The log.</param>
/// <param name="BlockNo">The block the checkpoint closed.</param>
/// <param name="Size">Entries of its tree.</param>
/// <param name="Root">Its root.</param>
public sealed record WitnessMark(string Origin, long BlockNo, long Size, Hash256 Root);

/// <summary>
/// Keeps the mark where a restored, shortened or forked store does not take it along. A store behind its mark is not
/// opened.
/// </summary>
public interface IWitnessMarkStore
{
    /// <summary>The mark, or null when there has never been one.</summary>
    /// <exception cref="LedgerException">There is one, but it cannot be read.</exception>
    WitnessMark? Read();

    /// <summary>Replaces the mark; on return it is durable. A crash leaves the old or the new one.</summary>
    /// <exception cref="IOException">It could not be written; the old one stands.</exception>
    void Write(WitnessMark mark);
}
