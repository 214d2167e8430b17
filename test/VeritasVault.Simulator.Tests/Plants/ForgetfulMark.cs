using VeritasVault.Engine;

namespace VeritasVault.Simulator.Tests;

/// <summary>A witness mark that takes every checkpoint and remembers none.</summary>
internal sealed class ForgetfulMark : Plant
{
    public override IWitnessMarkStore Wrap(IWitnessMarkStore mark) => new Blank(mark);

    private sealed class Blank(IWitnessMarkStore inner) : IWitnessMarkStore
    {
        public WitnessMark? Read() => null;

        public void Write(WitnessMark mark) => inner.Write(mark);
    }
}
