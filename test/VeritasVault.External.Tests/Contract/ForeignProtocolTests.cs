using VeritasVault.Core;
using Xunit;

namespace VeritasVault.External.Tests;

public sealed class ForeignProtocolTests
{
    [Theory]
    [InlineData(ForeignCall.Prepare, "Prepared Committed Aborted Refused")]
    [InlineData(ForeignCall.Commit, "NotFound Committed Aborted Refused")]
    [InlineData(ForeignCall.Abort, "Committed Aborted Refused")]
    [InlineData(ForeignCall.Query, "NotFound Prepared Committed Aborted Refused")]
    public void A_ledger_that_holds_may_answer(ForeignCall call, string states) =>
        Assert.Equal(states, Allowed(LedgerCapabilities.Binding, call));

    [Theory]
    [InlineData(ForeignCall.Prepare, "")]
    [InlineData(ForeignCall.Commit, "Committed Aborted Refused")]
    [InlineData(ForeignCall.Abort, "")]
    [InlineData(ForeignCall.Query, "NotFound Committed Aborted Refused")]
    public void A_ledger_that_cannot_hold_may_answer(ForeignCall call, string states) =>
        Assert.Equal(states, Allowed(LedgerCapabilities.None, call));

    [Fact]
    public void A_limited_hold_says_when_it_ends()
    {
        var limited = LedgerCapabilities.TimeLimited(5);
        Assert.False(limited.Allows(ForeignCall.Prepare, new ForeignReply(ForeignState.Prepared)));
        Assert.True(limited.Allows(
            ForeignCall.Prepare, new ForeignReply(ForeignState.Prepared, heldUntil: new Timestamp(1))));
    }

    [Fact]
    public void What_strangers_write_is_bounded_and_printable()
    {
        var reply = new ForeignReply(
            ForeignState.Refused, new string('c', 65),
            "red \u001b[31m, turned \u202e, half \ud800, new\nline" + new string('t', 300));
        Assert.Equal(64, reply.Code.Length);
        Assert.Equal(256, reply.Text.Length);
        Assert.StartsWith("red ?[31m, turned ?, half ?, new?line", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quantity_is_greater_than_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples.Operation(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Samples.Operation(1, -1));
    }

    private static string Allowed(LedgerCapabilities capabilities, ForeignCall call) =>
        string.Join(' ', Enum.GetValues<ForeignState>().Where(state =>
            capabilities.Allows(call, new ForeignReply(state))));
}
