using VeritasVault.Storage;

namespace VeritasVault.TestKit.Engine;

/// <summary>Fails chosen steps of a memory store, and notes all of them.</summary>
public sealed class ScriptedFaults : IStoreFaults
{
    private readonly Lock _gate = new();
    private readonly List<StoreStep> _seen = [];
    private readonly Dictionary<StoreStep, (Func<Exception> Make, bool Always)> _failures = [];

    /// <summary>Told of each step before it may fail.</summary>
    public Action<StoreStep>? OnStep { get; set; }

    public int Count(StoreStep step)
    {
        lock (_gate)
        {
            return _seen.Count(seen => seen == step);
        }
    }

    public void FailNext(StoreStep step, StoreFailure failure) =>
        Plan(step, () => new StoreException(failure, $"played {failure} at {step}"), always: false);

    public void FailAlways(StoreStep step, StoreFailure failure) =>
        Plan(step, () => new StoreException(failure, $"played {failure} at {step}"), always: true);

    public void FailNext(StoreStep step, Exception failure) => Plan(step, () => failure, always: false);

    public void Heal()
    {
        lock (_gate)
        {
            _failures.Clear();
        }
    }

    public void At(StoreStep step)
    {
        OnStep?.Invoke(step);
        (Func<Exception> Make, bool Always) failure;
        lock (_gate)
        {
            _seen.Add(step);
            if (!_failures.TryGetValue(step, out failure))
            {
                return;
            }

            if (!failure.Always)
            {
                _failures.Remove(step);
            }
        }

        throw failure.Make();
    }

    private void Plan(StoreStep step, Func<Exception> make, bool always)
    {
        lock (_gate)
        {
            _failures[step] = (make, always);
        }
    }
}
