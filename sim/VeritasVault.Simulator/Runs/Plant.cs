using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Simulator;

/// <summary>Seams at which tests of the simulator plant defects; a run without one is the product itself.</summary>
internal class Plant
{
    /// <summary>Stands between engine and store.</summary>
    public virtual ILedgerStore Wrap(ILedgerStore store) => store;

    /// <summary>Stands between engine and witness mark.</summary>
    public virtual IWitnessMarkStore Wrap(IWitnessMarkStore mark) => mark;

    /// <summary>Stands between engine and external ledgers.</summary>
    public virtual IForeignCalls Wrap(IForeignCalls calls) => calls;

    /// <summary>Has the last word before the judge looks.</summary>
    public virtual void BeforeTheEnd(LedgerEngine engine)
    {
    }

    /// <summary>Stands between engine and client.</summary>
    public virtual void Deliver(Answer[] answers, Action<Answer[]> deliver) => deliver(answers);
}
