namespace VeritasVault.Core;

/// <summary>
/// A number for each resource that grows by one whenever a person acquires it or has it forced open, and never goes
/// back, also when nobody holds it: whoever shows an older one has been overtaken.
/// </summary>
internal sealed class FencingTokens
{
    private readonly SortedDictionary<Resource, long> _tokens = [];

    public int Count => _tokens.Count;

    /// <summary>Resources with their tokens, in canonical order; those never acquired are left out.</summary>
    public IEnumerable<KeyValuePair<Resource, long>> All => _tokens;

    /// <summary>The newest token of a resource; 0 before the first.</summary>
    public long Of(Resource resource) => _tokens.GetValueOrDefault(resource);

    public long Advance(Resource resource)
    {
        var token = Of(resource) + 1;
        _tokens[resource] = token;
        return token;
    }

    /// <summary>Puts back a stored token.</summary>
    public void Restore(Resource resource, long token)
    {
        Invariant.Holds(token > 0);
        _tokens.Add(resource, token);
    }
}
