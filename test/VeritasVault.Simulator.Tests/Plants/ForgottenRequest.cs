using VeritasVault.Core;
using VeritasVault.Engine;
using VeritasVault.Storage;

namespace VeritasVault.Simulator.Tests;

/// <summary>After a restart the first request is taken for one that is under way already.</summary>
internal sealed class ForgottenRequest : CallsPlant
{
    private int _openings;
    private int _forgotten;

    public override ILedgerStore Wrap(ILedgerStore store)
    {
        _openings++;
        return store;
    }

    public override void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver)
    {
        if (_openings > 1 && _forgotten < _openings)
        {
            _forgotten = _openings;
            return;
        }

        Calls.Begin(request, deliver);
    }
}
