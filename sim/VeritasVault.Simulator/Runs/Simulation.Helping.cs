using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>
/// The workload is over and everything sleeps. Now every external ledger can be reached, and people see to what waits
/// for them: what is still open after that hangs.
/// </summary>
internal sealed partial class Simulation
{
    // Resumed, executed; resumed again where something still went wrong on its way; then cancelled or aborted.
    private const int PatientRounds = 3;
    private const int RoundsMax = 8;

    private readonly SeededRandom _help;
    private int _rounds;

    private bool HelpOut()
    {
        if (!_workload.Knobs.Foreign.IsOn || _rounds == RoundsMax)
        {
            return false;
        }

        if (_rounds++ == 0)
        {
            Quietly(() => ForeignJudge.NothingIsSilent(View, _abroad.NextDue is not null));
            _abroad.Heal();
        }

        LedgerCommand[] help = [];
        var isPreparing = false;
        Quietly(() =>
        {
            var open = View.OpenSettlements().Select(id => View.Settlement(id)!).ToArray();
            help = [.. open.Select(HelpFor).OfType<LedgerCommand>()];
            isPreparing = open.Any(info => info.Code == OutcomeCode.Preparing);
        });
        foreach (var command in help)
        {
            _clients.Add(command);
        }

        _trace?.Add($"people help, round {_rounds}: {help.Length} commands");
        _idleWakes = 0;
        return help.Length > 0 || isPreparing;
    }

    private LedgerCommand? HelpFor(SettlementInfo info)
    {
        var id = info.Id;
        var commandId = new CommandId(_help.Next128() | UInt128.One);
        return info.Code switch
        {
            _ when info.Plan.Any(step => step.IsStuck) => new RetryCommand
            {
                Id = commandId,
                Actor = Knobs.Operator,
                Settlement = id,
            },
            OutcomeCode.Prepared when _rounds <= PatientRounds => new ExecuteCommand
            {
                Id = commandId,
                Actor = info.Proposer,
                Settlement = id,
            },
            OutcomeCode.Prepared => new CancelCommand { Id = commandId, Actor = info.Proposer, Settlement = id },
            OutcomeCode.Preparing when _rounds > PatientRounds => new AbortCommand
            {
                Id = commandId,
                Actor = Knobs.Operator,
                Settlement = id,
            },
            _ => null,
        };
    }
}
