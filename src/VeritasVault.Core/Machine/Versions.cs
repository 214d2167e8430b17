using System.Globalization;

namespace VeritasVault.Core;

/// <summary>Optimistic concurrency: versions the proposer has seen, compared once.</summary>
internal static class Versions
{
    public static OutcomeDetail? FirstMismatch(LedgerState state, ExpectedVersion[] expectedVersions)
    {
        foreach (var expected in expectedVersions)
        {
            var current = Current(state, expected);
            if (current != expected.Version)
            {
                var name = expected.Asset is { } asset ? $"{expected.Account}/{asset}" : expected.Account.Value;
                return new OutcomeDetail(
                    name,
                    Current: current.ToString(CultureInfo.InvariantCulture),
                    Expected: expected.Version.ToString(CultureInfo.InvariantCulture));
            }
        }

        return null;
    }

    private static long Current(LedgerState state, ExpectedVersion expected)
    {
        var account = state.Accounts.IndexOf(expected.Account);
        Invariant.Holds(account >= 0);
        if (expected.Asset is not { } asset)
        {
            return state.Accounts[account].Version;
        }

        var position = state.Positions.IndexOf(account, state.Assets.IndexOf(asset));
        return position < 0 ? 0 : state.Positions.At(position).Version;
    }
}
