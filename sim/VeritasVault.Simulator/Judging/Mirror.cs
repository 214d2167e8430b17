using System.Numerics;
using VeritasVault.Core;
using VeritasVault.Model;

namespace VeritasVault.Simulator;

/// <summary>Says the same things to the model that the clients said to the ledger.</summary>
internal static class Mirror
{
    private static readonly string[] Stages =
        [.. Enum.GetValues<Stage>().Select(stage => stage.ToString().ToUpperInvariant())];

    private static readonly string[] Statuses =
        [.. Enum.GetValues<AccountStatus>().Select(s => s.ToString().ToUpperInvariant())];

    private static readonly string[] Policies = ["implied", "recorded", "signed"];
    private static readonly string[] PrepareModes = ["none", "expiring", "binding"];

    public static string NameOf(ConsentPolicy policy) => Policies[(int)policy];

    public static string NameOf(AccountStatus status) => Statuses[(int)status];

    public static string NameOf(Stage stage) => Stages[(int)stage];

    public static ModelSettlement Settlement(SettlementRequest request) => new(
        request.Id.ToString(),
        [.. request.Legs.Select(leg => new ModelLeg(
            leg.From.Value, leg.To.Value, leg.Asset.Value, leg.Quantity, leg.Id.IsEmpty ? null : leg.Id.Value)
        {
            Authoriser = leg.Authoriser.IsEmpty ? null : leg.Authoriser.Value,
            CreditAuthoriser = leg.CreditAuthoriser.IsEmpty ? null : leg.CreditAuthoriser.Value,
        })])
    {
        Kind = request.Kind.ToString(),
        WaitsOnShortage = request.Terms.OnShortage == OnShortage.Wait,
        ExplicitConsent = request.Terms.Consent == ConsentTerm.Explicit,
        Isolation = request.Terms.Isolation == Isolation.Exclusive ? "exclusive" : "escrow",
        Prepare = PrepareModes[(int)request.Terms.Prepare],
        OnHold = request.OnHold,
        NotBefore = request.NotBefore?.Micros,
        Deadline = request.Deadline?.Micros,
        Expected = [.. request.Terms.ExpectedVersions.Select(e =>
            new ModelExpectation(e.Account.Value, e.Asset?.Value, e.Version))],
        Replaces = request.Terms.Replaces?.ToString(),
        Recovery = request.Terms.Recovery is { } policy ? (policy.Tries, policy.DelayMs, policy.DelayMaxMs) : null,
        Reference = request.Reference,
        Metadata = request.Metadata,
        Secret = request.Secret?.ToString(),
    };

    /// <summary>The settlement with its signatures, right or wrong as their signers know it.</summary>
    public static ModelSettlement Settlement(SettlementRequest request, SignatureBook book)
    {
        var settlement = Settlement(request);
        var content = request.Approvals.Length == 0 ? string.Empty : settlement.Content();
        return settlement with { Approvals = [.. request.Approvals.Select(a => Approval(a, content, book))] };
    }

    /// <summary>Gives the model a command; what it accepts it also does.</summary>
    public static ModelOutcome Command(ModelLedger model, LedgerCommand command, SignatureBook book, long time)
    {
        var (id, actor) = (command.Id.ToString(), command.Actor.Value);
        return command switch
        {
            RegisterParticipant c => model.RegisterParticipant(
                id, actor, c.Participant.Value, NameOf(c.Policy), c.ConsentsToCredits),
            SetConsentPolicy c => model.SetConsentPolicy(
                id, actor, c.Participant.Value, NameOf(c.Policy), c.ConsentsToCredits),
            PermitCoordination c => model.PermitCoordination(id, actor, c.Participant.Value, c.IsPermitted),
            RegisterAsset c => model.RegisterAsset(
                id, actor, c.Asset.Value, c.Scale, c.Issuer.Value, Wide(c.IssuanceLimit)),
            SetIssuanceLimit c => model.SetIssuanceLimit(id, actor, c.Asset.Value, Wide(c.IssuanceLimit)),
            OpenAccount c => model.OpenAccount(id, actor, c.Account.Value, c.Owner.Value),
            SetAccountStatus c => model.SetAccountStatus(
                id, actor, c.Account.Value, NameOf(c.Status), c.Reason),
            SetPositionLimits c => model.SetPositionLimits(
                id, actor, c.Account.Value, c.Asset.Value, c.CreditLimit, Wide(c.Ceiling)),
            RegisterKey c => model.RegisterKey(
                id, actor, c.Participant.Value, Terms(c, book), Endorsement(c, book), c.IsReset, time),
            RevokeKey c => model.RevokeKey(id, actor, c.Participant.Value, c.Key.ToString(), time),
            ConsentCommand c => model.Consent(
                id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value, Approval(model, c, book), time),
            RejectCommand c => model.Reject(id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value, time, c.Reason),
            CancelCommand c => model.Cancel(id, actor, c.Settlement.ToString(), time, c.Reason),
            ExecuteCommand c => model.Execute(id, actor, c.Settlement.ToString(), time),
            HoldCommand c => model.Hold(id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value),
            ReleaseCommand c => model.Release(id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value, time),
            EraseMetadataCommand c => model.EraseMetadata(id, actor, c.Settlement.ToString()),
            _ => throw new InvalidOperationException($"the model knows no {command.GetType().Name}"),
        };
    }

    private static ModelKeyTerms Terms(RegisterKey command, SignatureBook book) => new(
        Signer.IdOf(command.PublicKey).ToString(),
        book.IsKey(command.PublicKey),
        command.ValidFrom?.Micros,
        command.ValidUntil?.Micros);

    private static ModelEndorsement? Endorsement(RegisterKey command, SignatureBook book) =>
        command.Endorsement is { } given
            ? new ModelEndorsement(given.By.ToString(), given.Signature.ToString(), book.IsRight(command))
            : null;

    private static ModelApproval? Approval(ModelLedger model, ConsentCommand command, SignatureBook book)
    {
        var id = command.Settlement.ToString();
        var content = model.Open.FirstOrDefault(open => open.Settlement.Id == id)?.Settlement.Content();
        return command.Approval is { } given ? Approval(given, content ?? string.Empty, book) : null;
    }

    private static ModelApproval Approval(Approval approval, string content, SignatureBook book) => new(
        approval.Participant.Value,
        approval.Key.ToString(),
        approval.Signature.ToString() + string.Concat(approval.Batch?.Path.Select(hash => hash.ToString()) ?? []),
        book.IsRight(approval, content))
    {
        Batch = approval.Batch is { } batch ? (batch.Index, batch.Count, batch.Path.Length) : null,
    };

    private static BigInteger? Wide(Int128? value) => value is { } known ? known : null;
}
