namespace VeritasVault.Proofs;

/// <summary>A witness or a group of them, by the name that the policy gives it.</summary>
/// <param name="Name">Unique within the policy.</param>
public abstract record PolicyMember(string Name)
{
    /// <summary>Whether enough of the keys that cosigned are here.</summary>
    internal abstract bool IsSatisfied(IReadOnlyCollection<NoteKey> cosigners);

    /// <summary>One witness.</summary>
    /// <param name="Name">Its name in the policy, which is not that of its key.</param>
    /// <param name="Key">Its key, of type cosignature/v1.</param>
    public sealed record Witness(string Name, NoteKey Key) : PolicyMember(Name)
    {
        internal override bool IsSatisfied(IReadOnlyCollection<NoteKey> cosigners) => cosigners.Contains(Key);
    }

    /// <summary>At least <paramref name="Threshold"/> of the members.</summary>
    /// <param name="Name">Its name in the policy.</param>
    /// <param name="Threshold">From 1 to the count of members.</param>
    /// <param name="Members">Witnesses and groups; each is a member of no other group.</param>
    public sealed record Group(string Name, int Threshold, IReadOnlyList<PolicyMember> Members) : PolicyMember(Name)
    {
        internal override bool IsSatisfied(IReadOnlyCollection<NoteKey> cosigners) =>
            Members.Count(member => member.IsSatisfied(cosigners)) >= Threshold;
    }
}
