namespace VeritasVault.Core.Tests;

/// <summary>Whether the entry of a hold says that it is placed or released.</summary>
public sealed class HoldRecordTests
{
    [Theory]
    [InlineData(OutcomeCode.Prepared, true)]
    [InlineData(OutcomeCode.Preparing, true)]
    [InlineData(OutcomeCode.Waiting, false)]
    [InlineData(OutcomeCode.RollingBack, false)]
    public void A_hold_is_placed_by_whoever_reserves_and_released_by_whoever_gives_back(OutcomeCode code, bool places)
    {
        var record = new SettlementRecord { Cause = Cause.Resume, Code = code };
        record.AddPosition();

        Assert.True(record.IsHold);
        Assert.Equal(places, record.PlacesHold);
    }
}
