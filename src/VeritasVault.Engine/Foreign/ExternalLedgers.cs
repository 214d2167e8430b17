using VeritasVault.Core;
using VeritasVault.External;

namespace VeritasVault.Engine;

/// <summary>
/// Calls the configured adapters, each through bounded retries, and turns what comes back into replies. A call that is
/// given up is tried again when the operator says so, or when the ledger is opened the next time.
/// </summary>
internal sealed class ExternalLedgers : IForeignCalls
{
    private readonly Dictionary<string, IExternalLedger> _ledgers = new(StringComparer.Ordinal);
    private readonly ResilientLedgerOptions _retries;
    private readonly TimeProvider _time;

    public ExternalLedgers(
        IReadOnlyDictionary<string, IExternalLedger> ledgers, ResilientLedgerOptions retries, TimeProvider time)
    {
        foreach (var (name, ledger) in ledgers)
        {
            _ledgers.Add(name, ledger);
        }

        _retries = retries;
        _time = time;
    }

    public void Begin(ForeignRequest request, Action<ForeignReplyCommand> deliver)
    {
        if (!_ledgers.TryGetValue(request.Ledger.Value, out var ledger))
        {
            deliver(NoForeignCalls.NotConfigured(request));
            return;
        }

        if (ledger.Capabilities.Hold != request.Hold)
        {
            // Whoever was promised a hold must not get an execution: the plan follows from what was registered.
            deliver(ReplyTo(request) with
            {
                Failure = ForeignFailure.Rejected,
                IsGivenUp = true,
                Tries = 1,
                Text = $"{request.Ledger} is registered as {request.Hold}, its adapter is {ledger.Capabilities.Hold}",
            });
            return;
        }

        // On the pool: an adapter that blocks or throws before its first await must not do so in the lane.
        _ = Task.Run(() => CallAsync(request, ledger, deliver));
    }

    private async Task CallAsync(ForeignRequest request, IExternalLedger ledger, Action<ForeignReplyCommand> deliver)
    {
        var told = ReplyTo(request);
        var tries = 0;
        var resilient = new ResilientLedger(ledger, RetriesOf(request), _time, Random.Shared, attempt =>
        {
            tries++;
            if (attempt.NextDelay is not null)
            {
                deliver(told with { Failure = attempt.Failure, Tries = tries, Text = attempt.Text });
            }
        });
        deliver(await AskAsync(request, resilient, told, () => tries).ConfigureAwait(false));
    }

    private ResilientLedgerOptions RetriesOf(ForeignRequest request) => request.Recovery is { } policy
        ? _retries with
        {
            AttemptsMax = policy.Tries,
            DelayFirst = TimeSpan.FromMilliseconds(policy.DelayMs),
            DelayMax = TimeSpan.FromMilliseconds(policy.DelayMaxMs),
        }
        : _retries;

    private static async Task<ForeignReplyCommand> AskAsync(
        ForeignRequest request, ResilientLedger ledger, ForeignReplyCommand told, Func<int> tries)
    {
        try
        {
            var reply = await MakeAsync(request, ledger).ConfigureAwait(false);
            return told with
            {
                State = reply.State,
                Code = reply.Code,
                Text = reply.Text,
                HeldUntil = reply.HeldUntil,
            };
        }
        catch (ForeignLedgerException failed)
        {
            return told with
            {
                Failure = failed.Failure,
                IsGivenUp = true,
                Tries = tries(),
                Text = failed.Message,
            };
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            // A defect of the adapter: nobody knows what it did, so people decide.
            return told with
            {
                Failure = ForeignFailure.Broken,
                IsGivenUp = true,
                Tries = tries(),
                Text = ForeignText.Bounded($"{defect.GetType().Name}: {defect.Message}", ForeignText.TextLengthMax),
            };
        }
    }

    private static Task<ForeignReply> MakeAsync(ForeignRequest request, ResilientLedger ledger)
    {
        var (settlement, attempt, number, call) = request.Key;
        var operation = new ForeignOperation
        {
            Id = OperationId.Of(settlement, attempt, number),
            Transfers = [.. request.Legs.Select(
                leg => new ForeignTransfer(leg.From, leg.To, leg.Asset, leg.Quantity))],
            HoldUntil = request.HoldUntil,
        };
        return call switch
        {
            ForeignCall.Prepare => ledger.PrepareAsync(operation, CancellationToken.None),
            ForeignCall.Commit => ledger.CommitAsync(operation, CancellationToken.None),
            ForeignCall.Abort => ledger.AbortAsync(operation, CancellationToken.None),
            ForeignCall.Query => ledger.QueryAsync(operation.Id, CancellationToken.None),
            ForeignCall.Begin => throw new InvariantException("beginning calls nobody"),
        };
    }

    private static ForeignReplyCommand ReplyTo(ForeignRequest request) => new(
        request.Key.Settlement, request.Key.Attempt, request.Key.Operation, request.Key.Call);
}
