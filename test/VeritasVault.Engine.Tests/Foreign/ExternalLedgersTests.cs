using VeritasVault.Core;
using VeritasVault.External;
using VeritasVault.External.TestKit;
using Xunit;
using static VeritasVault.TestKit.Engine.Samples;

namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>How the engine calls adapters: bounded retries, as the settlement wants them, and never an adapter of
/// another sort than the ledger was registered as.</summary>
public sealed class ExternalLedgersTests
{
    private static readonly LedgerId Bank = LedgerId.Parse("bank");

    [Theory]
    [InlineData(null, 2)]
    [InlineData(5, 5)]
    [InlineData(1, 1)]
    public async Task A_call_is_tried_as_often_as_the_settlement_wants_or_else_the_engine(int? tries, int expected)
    {
        var faulty = new FaultyLedger(new MemoryExternalLedger(LedgerCapabilities.Binding));
        for (var call = 1; call <= expected; call++)
        {
            faulty.On(call, new Fault.LoseRequest());
        }

        var replies = await CallAsync(faulty, Request() with
        {
            Recovery = tries is { } wanted ? new RecoveryPolicy(wanted, 1, 1) : null,
        });

        Assert.Equal(Enumerable.Range(1, expected), replies.Select(reply => reply.Tries));
        Assert.Equal([.. Enumerable.Repeat(false, expected - 1), true], replies.Select(reply => reply.IsGivenUp));
        Assert.All(replies, reply => Assert.Equal(ForeignFailure.Unreachable, reply.Failure));
        Assert.Equal(expected, faulty.Calls.Count);
    }

    [Theory]
    [InlineData(LedgerHold.TimeLimited)]
    [InlineData(LedgerHold.Compensating)]
    [InlineData(LedgerHold.None)]
    public async Task An_adapter_of_another_sort_than_registered_is_never_called(LedgerHold registered)
    {
        var faulty = new FaultyLedger(new MemoryExternalLedger(LedgerCapabilities.Binding));

        var reply = Assert.Single(await CallAsync(faulty, Request() with { Hold = registered }));

        Assert.Equal((ForeignFailure.Rejected, true), (reply.Failure, reply.IsGivenUp));
        Assert.Equal($"bank is registered as {registered}, its adapter is Binding", reply.Text);
        Assert.Empty(faulty.Calls);
    }

    [Fact]
    public async Task A_ledger_without_an_adapter_waits_for_the_operator()
    {
        var calls = new ExternalLedgers(
            new Dictionary<string, IExternalLedger>(), new ResilientLedgerOptions(), TimeProvider.System);
        var reply = Assert.Single(await CallAsync(calls, Request()));
        Assert.Equal((ForeignFailure.Unreachable, true), (reply.Failure, reply.IsGivenUp));
    }

    private static ForeignRequest Request() => new(
        new ForeignCallKey(Sid(11), 1, 1, ForeignCall.Prepare), Bank,
        [ForeignWorld.Euros("bob-at-bank", "alice-at-bank", 5)], HoldUntil: null)
    {
        Hold = LedgerHold.Binding,
    };

    private static Task<List<ForeignReplyCommand>> CallAsync(IExternalLedger ledger, ForeignRequest request)
    {
        var retries = new ResilientLedgerOptions
        {
            AttemptsMax = 2,
            DelayFirst = TimeSpan.FromMilliseconds(1),
            DelayMax = TimeSpan.FromMilliseconds(1),
        };
        var adapters = new Dictionary<string, IExternalLedger> { ["bank"] = ledger };
        return CallAsync(new ExternalLedgers(adapters, retries, TimeProvider.System), request);
    }

    /// <summary>All that is delivered, up to the reply or giving up.</summary>
    private static async Task<List<ForeignReplyCommand>> CallAsync(ExternalLedgers calls, ForeignRequest request)
    {
        var replies = new List<ForeignReplyCommand>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.Begin(request, reply =>
        {
            replies.Add(reply);
            if (reply.IsGivenUp || reply.Failure == ForeignFailure.None)
            {
                done.TrySetResult();
            }
        });
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return replies;
    }
}
