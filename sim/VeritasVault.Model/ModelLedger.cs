using System.Numerics;
using System.Text.RegularExpressions;

namespace VeritasVault.Model;

/// <summary>
/// The ledger's rules said a second time, as plainly as possible and without a line of the product: texts, big integers
/// and dictionaries. It predicts the code of every answer and is the judge of tests and simulations.
/// </summary>
/// <remarks>
/// Every command is one call that answers at once. What the engine does by itself is told to the model too: <see
/// cref="Retry"/> and <see cref="Expire"/>. Time is an argument and must not fall.
/// </remarks>
/// <param name="operatorActor">The actor that administers the ledger, like <c>local:operator</c>.</param>
/// <param name="openMax">How many settlements may be open.</param>
/// <param name="openPerActorMax">How many of them one actor other than the operator may have proposed.</param>
public sealed partial class ModelLedger(string operatorActor, int openMax = 1_000_000, int openPerActorMax = 100_000)
{
    /// <summary>The largest quantity and balance; the smallest balance is its negative.</summary>
    public static readonly BigInteger QuantityMax = BigInteger.Pow(2, 127) - 1;

    private const string NilId = "00000000-0000-0000-0000-000000000000";

    private readonly Dictionary<string, ModelParticipant> _participants = [];
    private readonly Dictionary<string, ModelAsset> _assets = [];
    private readonly Dictionary<string, ModelAccount> _accounts = [];
    private readonly Dictionary<(string Account, string Asset), ModelPosition> _positions = [];
    private readonly List<ModelOpen> _open = [];

    // Without a content: cancelled before it was seen.
    private readonly Dictionary<string, (string? Content, string Proposer, ModelOutcome Outcome)> _decided = [];
    private readonly Dictionary<string, (string Content, ModelOutcome Outcome)> _commands = [];

    /// <summary>The undecided settlements, oldest first.</summary>
    public IReadOnlyList<ModelOpen> Open => _open;

    /// <summary>Every position ever touched.</summary>
    public IReadOnlyDictionary<(string Account, string Asset), ModelPosition> Positions => _positions;

    /// <summary>Balance of a position; zero when it was never touched.</summary>
    public BigInteger Balance(string account, string asset) =>
        _positions.TryGetValue((account, asset), out var position) ? position.Balance : 0;

    /// <summary>OPEN, FROZEN or CLOSED.</summary>
    public string StatusOf(string account) => _accounts[account].Status;

    /// <summary>The version of an account.</summary>
    public long VersionOf(string account) => _accounts[account].Version;

    /// <summary>The outcome an id is pinned to; null when it is open or unknown.</summary>
    public ModelOutcome? OutcomeOf(string settlement) =>
        _decided.TryGetValue(settlement, out var decided) ? decided.Outcome : null;

    /// <summary>What is broken of what must hold at every moment; null when nothing is.</summary>
    public string? BrokenRule()
    {
        foreach (var asset in _assets.Keys)
        {
            if (_positions.Where(p => p.Key.Asset == asset)
                .Aggregate(BigInteger.Zero, (sum, p) => sum + p.Value.Balance) != 0)
            {
                return $"{asset} is not conserved";
            }
        }

        foreach (var ((account, asset), position) in _positions)
        {
            if (Available(account, asset) < Floor(account, asset)
                || position.Balance + Promised(account, asset) > (position.Ceiling ?? QuantityMax))
            {
                return $"{account}/{asset} is out of bounds";
            }
        }

        if (_open.Find(o => o.IsReserved && o.Settlement.Legs.Any(leg =>
            StatusOf(leg.From) == "CLOSED" || StatusOf(leg.To) == "CLOSED")) is { } stranded)
        {
            return $"{stranded.Settlement.Id} is reserved over a closed account";
        }

        return BrokenLock();
    }

    /// <summary>The lowest balance a position may have.</summary>
    private BigInteger Floor(string account, string asset) =>
        _assets[asset].Issuer == account ? -(_assets[asset].IssuanceLimit ?? QuantityMax)
        : _positions.TryGetValue((account, asset), out var position) ? -position.CreditLimit
        : 0;

    private ModelPosition Touch(string account, string asset)
    {
        if (!_positions.TryGetValue((account, asset), out var position))
        {
            position = new ModelPosition();
            _positions.Add((account, asset), position);
        }

        return position;
    }

    private ModelOpen? FindOpen(string settlement) => _open.Find(o => o.Settlement.Id == settlement);

    private bool IsOperator(string actor) => actor == operatorActor;

    /// <summary>The participant an actor acts for; null when it acts for none.</summary>
    private string? ParticipantOf(string actor)
    {
        var name = actor[(actor.IndexOf(':') + 1)..];
        return _participants.ContainsKey(name) ? name : null;
    }

    private bool IsParty(ModelSettlement settlement, string? participant) => participant is not null
        && settlement.Legs.Any(leg => OwnerOf(leg.From) == participant || OwnerOf(leg.To) == participant);

    private string? OwnerOf(string account) => _accounts.TryGetValue(account, out var found) ? found.Owner : null;

    private static bool IsName(string? text) => text is not null && NamePattern().IsMatch(text);

    private static bool IsActor(string text) => ActorPattern().IsMatch(text) && !text.StartsWith("engine:");

    /// <summary>The code of the first check that fails, in the order given.</summary>
    private static string? First(params IEnumerable<(string Code, Func<bool> Fails)> checks) =>
        checks.Where(check => check.Fails()).Select(check => check.Code).FirstOrDefault();

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,64}\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[a-z]{1,16}:[A-Za-z0-9._:-]{1,64}\z",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ActorPattern();
}
