using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator.Tests;

/// <summary>A defect on the way to external ledgers.</summary>
internal abstract class CallsPlant : Plant, IForeignCalls
{
    private IForeignCalls? _calls;

    protected IForeignCalls Calls => _calls ?? throw new InvalidOperationException("nothing is planted yet");

    public override IForeignCalls Wrap(IForeignCalls calls)
    {
        _calls = calls;
        return this;
    }

    public abstract void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver);

    /// <summary>Makes another call of the same operation and listens to nobody.</summary>
    protected void Also(ForeignRequest request, ForeignCall call) =>
        Calls.Begin(request with { Key = request.Key with { Call = call } }, _ => { });
}
