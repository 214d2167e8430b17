using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>What a proof opens to its reader; everything else stays a hash of salted bytes
/// (spec/proof-files.md).</summary>
public abstract record ProofView
{
    private ProofView()
    {
    }

    /// <summary>Everything: for auditors.</summary>
    public static ProofView Whole { get; } = new WholeView();

    /// <summary>A participant's own legs and positions.</summary>
    public static ProofView Of(ParticipantId participant) => new ParticipantView(participant);

    /// <summary>Some legs and nothing else.</summary>
    /// <param name="positions">Their places, from 0; places the settlement does not have are ignored.</param>
    public static ProofView Legs(IEnumerable<int> positions) => new LegsView([.. positions]);

    internal sealed record WholeView : ProofView;

    internal sealed record ParticipantView(ParticipantId Participant) : ProofView;

    internal sealed record LegsView(IReadOnlyList<int> Positions) : ProofView;
}
