using VeritasVault.Model;

namespace VeritasVault.Core.Tests;

/// <summary>Keys and signatures in the words of the model: who signs with which key, and whether it is right.</summary>
internal static class Signing
{
    public static ModelKeyTerms ToModel(RegisterKey command) => new(
        TestKeys.Rule.KeyIdOf(command.PublicKey).ToString(),
        TestKeys.Rule.IsAcceptable(command.PublicKey),
        command.ValidFrom?.Micros,
        command.ValidUntil?.Micros);

    public static ModelEndorsement? ToModel(RegisterKey command, Origin origin)
    {
        var terms = new KeyTerms(command.PublicKey, command.ValidFrom ?? default, command.ValidUntil);
        return command.Endorsement is not { } endorsement ? null
            : new ModelEndorsement(
                endorsement.By.ToString(),
                endorsement.Signature.ToString(),
                TestKeys.Rule.Endorses(
                    origin, command.Participant, terms, TestKeys.PublicKeyOf(endorsement.By), endorsement.Signature));
    }

    public static bool AreRight(RotateLedgerKey command, LedgerIdentity identity)
    {
        var terms = new KeyTerms(command.PublicKey, default, null);
        return TestKeys.Rule.Endorses(identity.Origin, null, terms, identity.Key, command.SignedByOld)
            && TestKeys.Rule.Endorses(identity.Origin, null, terms, command.PublicKey, command.SignedByNew);
    }

    public static ModelApproval ToModel(
        Approval approval, LedgerState state, SettlementRequest? request, Hash256? metadataHash)
    {
        var isRight = request is not null && TestKeys.Rule.Approves(
            state.Identity.Origin, request, metadataHash, approval, TestKeys.PublicKeyOf(approval.Key));
        return new ModelApproval(
            approval.Participant.Value, approval.Key.ToString(), approval.Signature.ToString(), isRight)
        {
            Batch = approval.Batch is { } batch ? (batch.Index, batch.Count, batch.Path.Length) : null,
        };
    }

    public static ModelApproval? ToModel(Approval? approval, LedgerState state, SettlementId about) =>
        approval is { } given
            ? ToModel(given, state, state.Open.Find(about)?.Request, state.Open.Find(about)?.MetadataHash)
            : null;
}
