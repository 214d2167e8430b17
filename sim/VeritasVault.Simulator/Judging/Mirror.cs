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

    public static string NameOf(ConsentPolicy policy) => Policies[(int)policy];

    public static string NameOf(AccountStatus status) => Statuses[(int)status];

    public static string NameOf(Stage stage) => Stages[(int)stage];

    public static ModelSettlement Settlement(SettlementRequest request) => new(
        request.Id.ToString(),
        [.. request.Legs.Select(leg => new ModelLeg(
            leg.From.Value, leg.To.Value, leg.Asset.Value, leg.Quantity, leg.Id.IsEmpty ? null : leg.Id.Value))])
    {
        Kind = request.Kind.ToString(),
        WaitsOnShortage = request.Terms.OnShortage == OnShortage.Wait,
        ExplicitConsent = request.Terms.Consent == ConsentTerm.Explicit,
        NotBefore = request.NotBefore?.Micros,
        Deadline = request.Deadline?.Micros,
        Expected = [.. request.Terms.ExpectedVersions.Select(e =>
            new ModelExpectation(e.Account.Value, e.Asset?.Value, e.Version))],
        Replaces = request.Terms.Replaces?.ToString(),
        Reference = request.Reference,
        Metadata = request.Metadata,
    };

    /// <summary>Gives the model a command; what it accepts it also does.</summary>
    public static ModelOutcome Command(ModelLedger model, LedgerCommand command, long time)
    {
        var (id, actor) = (command.Id.ToString(), command.Actor.Value);
        return command switch
        {
            RegisterParticipant c => model.RegisterParticipant(
                id, actor, c.Participant.Value, NameOf(c.Policy), c.ConsentsToCredits),
            SetConsentPolicy c => model.SetConsentPolicy(
                id, actor, c.Participant.Value, NameOf(c.Policy), c.ConsentsToCredits),
            RegisterAsset c => model.RegisterAsset(
                id, actor, c.Asset.Value, c.Scale, c.Issuer.Value, Wide(c.IssuanceLimit)),
            SetIssuanceLimit c => model.SetIssuanceLimit(id, actor, c.Asset.Value, Wide(c.IssuanceLimit)),
            OpenAccount c => model.OpenAccount(id, actor, c.Account.Value, c.Owner.Value),
            SetAccountStatus c => model.SetAccountStatus(
                id, actor, c.Account.Value, NameOf(c.Status), c.Reason),
            SetPositionLimits c => model.SetPositionLimits(
                id, actor, c.Account.Value, c.Asset.Value, c.CreditLimit, Wide(c.Ceiling)),
            ConsentCommand c => model.Consent(id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value, null, time),
            RejectCommand c => model.Reject(id, actor, c.Settlement.ToString(), c.OnBehalfOf?.Value, time, c.Reason),
            CancelCommand c => model.Cancel(id, actor, c.Settlement.ToString(), time, c.Reason),
            EraseMetadataCommand c => model.EraseMetadata(id, actor, c.Settlement.ToString()),
            _ => throw new InvalidOperationException($"the model knows no {command.GetType().Name}"),
        };
    }

    private static BigInteger? Wide(Int128? value) => value is { } known ? known : null;
}
