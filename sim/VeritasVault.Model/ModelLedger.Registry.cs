using System.Numerics;

namespace VeritasVault.Model;

/// <summary>Participants, assets, accounts and limits: each command takes effect (APPLIED) or is refused.</summary>
public sealed partial class ModelLedger
{
    private static readonly string[] Policies = ["implied", "recorded", "signed"];

    public ModelOutcome RegisterParticipant(
        string command, string actor, string participant, string policy = "implied",
        bool consentsToCredits = false) =>
        Administer(command, actor, $"participant {participant} {policy} {consentsToCredits}",
            [
                ("ID_MALFORMED", () => !IsName(participant)),
                ("PARAMETER_OUT_OF_RANGE", () => !Policies.Contains(policy)),
            ],
            [("PARTICIPANT_EXISTS", () => _participants.ContainsKey(participant))],
            () => _participants.Add(participant,
                new ModelParticipant { Policy = policy, ConsentsToCredits = consentsToCredits }));

    public ModelOutcome SetConsentPolicy(
        string command, string actor, string participant, string policy, bool consentsToCredits) =>
        Administer(command, actor, $"policy {participant} {policy} {consentsToCredits}",
            [
                ("ID_MALFORMED", () => !IsName(participant)),
                ("PARAMETER_OUT_OF_RANGE", () => !Policies.Contains(policy)),
            ],
            [("PARTICIPANT_UNKNOWN", () => !_participants.ContainsKey(participant))],
            () =>
            {
                _participants[participant].Policy = policy;
                _participants[participant].ConsentsToCredits = consentsToCredits;
            });

    public ModelOutcome PermitCoordination(string command, string actor, string participant, bool isPermitted) =>
        Administer(command, actor, $"coordination {participant} {isPermitted}",
            [("ID_MALFORMED", () => !IsName(participant))],
            [("PARTICIPANT_UNKNOWN", () => !_participants.ContainsKey(participant))],
            () => _participants[participant].MayCoordinate = isPermitted);

    public ModelOutcome RegisterAsset(
        string command, string actor, string asset, int scale, string issuer, BigInteger? issuanceLimit = null) =>
        Administer(command, actor, $"asset {asset} {scale} {issuer} {issuanceLimit}",
            [
                ("ID_MALFORMED", () => !IsName(asset) || !IsName(issuer)),
                ("PARAMETER_OUT_OF_RANGE", () => scale is < 0 or > 30 || issuanceLimit < 0),
            ],
            [
                ("ASSET_EXISTS", () => _assets.ContainsKey(asset)),
                ("ACCOUNT_UNKNOWN", () => !_accounts.ContainsKey(issuer)),
                ("ACCOUNT_FOREIGN", () => HomeOf(issuer) is not null),
            ],
            () => _assets.Add(asset, new ModelAsset(issuer) { IssuanceLimit = issuanceLimit }));

    public ModelOutcome SetIssuanceLimit(string command, string actor, string asset, BigInteger? issuanceLimit) =>
        Administer(command, actor, $"issuance {asset} {issuanceLimit}",
            [
                ("ID_MALFORMED", () => !IsName(asset)),
                ("PARAMETER_OUT_OF_RANGE", () => issuanceLimit < 0),
            ],
            [
                ("ASSET_UNKNOWN", () => !_assets.ContainsKey(asset)),
                ("LIMIT_BELOW_USE", () =>
                    issuanceLimit is not null && Available(_assets[asset].Issuer, asset) < -issuanceLimit),
            ],
            () => _assets[asset].IssuanceLimit = issuanceLimit);

    public ModelOutcome OpenAccount(
        string command, string actor, string account, string owner, string? ledger = null) =>
        Administer(command, actor, $"account {account} {owner} '{ledger}'",
            [("ID_MALFORMED", () => !IsName(account) || !IsName(owner))],
            [
                ("ACCOUNT_EXISTS", () => _accounts.ContainsKey(account)),
                ("PARTICIPANT_UNKNOWN", () => !_participants.ContainsKey(owner)),
                ("LEDGER_UNKNOWN", () => ledger is not null && !_ledgers.ContainsKey(ledger)),
            ],
            () => _accounts.Add(account, new ModelAccount(owner, ledger)));

    /// <summary>Sets OPEN (thaw), FROZEN or CLOSED.</summary>
    public ModelOutcome SetAccountStatus(string command, string actor, string account, string status,
        string reason = "") =>
        Administer(command, actor, $"status {account} {status} '{reason}'",
            [
                ("ID_MALFORMED", () => !IsName(account)),
                ("PARAMETER_OUT_OF_RANGE", () => status is not ("OPEN" or "FROZEN" or "CLOSED")),
            ],
            [
                ("ACCOUNT_UNKNOWN", () => !_accounts.ContainsKey(account)),
                ("ACCOUNT_STATE_CONFLICT", () => StatusOf(account) == status || StatusOf(account) == "CLOSED"),
                ("ACCOUNT_NOT_EMPTY", () =>
                    status == "CLOSED" && _positions.Any(p => p.Key.Account == account && p.Value.Balance != 0)),
                ("ACCOUNT_NOT_EMPTY", () => status == "CLOSED" && _open.Exists(o =>
                    o.IsReserved && o.Settlement.Legs.Any(leg => leg.From == account || leg.To == account))),
            ],
            () =>
            {
                _accounts[account].Status = status;
                _accounts[account].Version++;
            },
            reason);

    public ModelOutcome SetPositionLimits(
        string command, string actor, string account, string asset, BigInteger creditLimit, BigInteger? ceiling) =>
        Administer(command, actor, $"limits {account} {asset} {creditLimit} {ceiling}",
            [
                ("ID_MALFORMED", () => !IsName(account) || !IsName(asset)),
                ("PARAMETER_OUT_OF_RANGE", () => creditLimit < 0 || ceiling < 0),
            ],
            [
                ("ASSET_UNKNOWN", () => !_assets.ContainsKey(asset)),
                ("ACCOUNT_UNKNOWN", () => !_accounts.ContainsKey(account)),
                ("ACCOUNT_FOREIGN", () => HomeOf(account) is not null),
                ("LIMIT_BELOW_USE", () =>
                    _assets[asset].Issuer != account && Available(account, asset) < -creditLimit),
                ("LIMIT_BELOW_USE", () => Balance(account, asset) + Promised(account, asset) > ceiling),
            ],
            () =>
            {
                Touch(account, asset).CreditLimit = creditLimit;
                Touch(account, asset).Ceiling = ceiling;
            });

    private ModelOutcome Administer(
        string command, string actor, string content,
        (string Code, Func<bool> Fails)[] form, (string Code, Func<bool> Fails)[] circumstances, Action apply,
            string reason = "", Func<bool>? mayGive = null)
    {
        var malformed = First(
        [
            .. form.Where(check => check.Code == "ID_MALFORMED"),
            ("SETTLEMENT_ID_MALFORMED", () => command == NilId),
            ("ACTOR_MALFORMED", () => !IsActor(actor)),
            ("TEXT_TOO_LONG", () => reason.Length > 256),
            .. form.Where(check => check.Code != "ID_MALFORMED"),
            ("ACTOR_NOT_AUTHORISED", () => !IsOperator(actor) && mayGive?.Invoke() != true),
        ]);
        if (malformed is not null)
        {
            return new ModelOutcome(malformed);
        }

        if (Earlier(command, content) is { } earlier)
        {
            return earlier;
        }

        if (First(circumstances) is { } refusal)
        {
            return new ModelOutcome(refusal);
        }

        apply();
        return Remember(command, content, new ModelOutcome("APPLIED"));
    }

    private ModelOutcome? Earlier(string command, string content) =>
        !_commands.TryGetValue(command, out var earlier) ? null
        : earlier.Content == content ? earlier.Outcome
        : new ModelOutcome("COMMAND_ID_REUSED");

    private ModelOutcome Remember(string command, string content, ModelOutcome outcome)
    {
        _commands.Add(command, (content, outcome));
        return outcome;
    }
}
