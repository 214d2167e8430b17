using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>
/// The witness mark on a disk of its own: some writes fail, and a crash may lose the last one. What it holds was
/// written at some time, so a store that never lies is never behind it.
/// </summary>
internal sealed class SimulatedMark(SeededRandom random, int failPercent, Func<bool> isDead) : IWitnessMarkStore
{
    private WitnessMark? _before;
    private WitnessMark? _mark;

    /// <summary>What a process that starts would read.</summary>
    public WitnessMark? Current => _mark;

    /// <inheritdoc/>
    public WitnessMark? Read()
    {
        // What a process has started from is not lost any more.
        _before = _mark;
        return _mark;
    }

    public void Write(WitnessMark mark)
    {
        if (isDead())
        {
            // Nothing of a dead process reaches the disk.
            return;
        }

        if (random.Chance(failPercent))
        {
            throw new IOException("simulated failure of the witness mark's disk");
        }

        (_before, _mark) = (_mark, mark);
    }

    /// <summary>The process died; the last write may have been under way.</summary>
    public void Crash()
    {
        if (random.Chance(30))
        {
            _mark = _before;
        }
    }
}
