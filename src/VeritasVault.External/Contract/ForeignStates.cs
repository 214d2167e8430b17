using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>What <see cref="ForeignState"/> means to whoever drives an operation.</summary>
public static class ForeignStates
{
    /// <summary>Whether no call can change the state any more.</summary>
    public static bool IsFinal(this ForeignState state) => state switch
    {
        ForeignState.NotFound or ForeignState.Prepared => false,
        ForeignState.Committed or ForeignState.Aborted or ForeignState.Refused => true,
    };

    /// <summary>Whether no value moved and none ever will under this id. Not true of
    /// <see cref="ForeignState.NotFound"/>: a prepare may still be under way.</summary>
    public static bool IsWithoutEffect(this ForeignState state) =>
        state is ForeignState.Aborted or ForeignState.Refused;
}
