namespace VeritasVault.Engine.Tests.Foreign;

/// <summary>Holds calls to external ledgers back until the test lets one of them be made and answered.</summary>
internal sealed class HeldCalls(IForeignCalls inner) : IForeignCalls
{
    private readonly List<Action> _held = [];

    public void Begin(ForeignRequest request, Action<Core.ForeignReplyCommand> deliver) =>
        _held.Add(() => inner.Begin(request, deliver));

    /// <summary>Makes the oldest call; false when none is held.</summary>
    public bool LetOne()
    {
        if (_held.Count == 0)
        {
            return false;
        }

        var call = _held[0];
        _held.RemoveAt(0);
        call();
        return true;
    }

    /// <summary>The process that made them is dead.</summary>
    public void Forget() => _held.Clear();
}
