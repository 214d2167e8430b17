namespace VeritasVault.Core;

/// <summary>One resource and the mode in which it is held or wanted.</summary>
internal readonly record struct LockClaim(Resource Resource, LockMode Mode)
{
    /// <summary>Escrow means a reservation, which only positions know.</summary>
    public bool IsOffered => Mode is >= LockMode.Shared and <= LockMode.Exclusive
        && Resource.Kind is >= ResourceKind.Account and <= ResourceKind.Position
        && (Mode != LockMode.Escrow || Resource.IsPosition);

    /// <summary>Sorts claims into canonical order and joins those on the same resource.</summary>
    public static void MakeCanonical(List<LockClaim> claims)
    {
        claims.Sort(static (left, right) => left.Resource.CompareTo(right.Resource));
        var kept = 0;
        for (var i = 0; i < claims.Count; i++)
        {
            if (kept > 0 && claims[kept - 1].Resource == claims[i].Resource)
            {
                claims[kept - 1] = claims[i] with { Mode = LockMatrix.Join(claims[kept - 1].Mode, claims[i].Mode) };
            }
            else
            {
                claims[kept++] = claims[i];
            }
        }

        claims.RemoveRange(kept, claims.Count - kept);
    }

    /// <summary>Whether claims are in canonical order, one a resource, and each is offered.</summary>
    public static bool AreCanonical(ReadOnlySpan<LockClaim> claims)
    {
        for (var i = 0; i < claims.Length; i++)
        {
            if (!claims[i].IsOffered || (i > 0 && claims[i - 1].Resource >= claims[i].Resource))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The mode that canonical claims have on a resource; null when they have none.</summary>
    public static LockMode? ModeIn(ReadOnlySpan<LockClaim> claims, Resource resource)
    {
        var (low, high) = (0, claims.Length - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var order = claims[middle].Resource.CompareTo(resource);
            if (order == 0)
            {
                return claims[middle].Mode;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }
}
