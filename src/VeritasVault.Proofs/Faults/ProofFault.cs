using System.Globalization;

namespace VeritasVault.Proofs;

/// <summary>Why a proof, or a part of it, is refused.</summary>
/// <param name="Step">The step that failed.</param>
/// <param name="Reason">What is wrong, in a sentence without its full stop; it never repeats hostile input.</param>
public sealed record ProofFault(ProofStep Step, string Reason)
{
    /// <summary>The step's code: V1, V2 and so on.</summary>
    public string Code => "V" + ((int)Step).ToString(CultureInfo.InvariantCulture);

    /// <summary>Code and reason.</summary>
    public override string ToString() => $"{Code}: {Reason}";
}
