using VeritasVault.Core;
using VeritasVault.Storage;

namespace VeritasVault.Engine;

/// <summary>
/// Questions to a ledger. Every answer is from the last durable block at the time of the question, so what was answered
/// to a command can be read at once. Safe from any thread.
/// </summary>
public sealed partial class LedgerView
{
    private readonly Projection _projection;
    private readonly ILedgerStore _store;
    private readonly Func<Timestamp> _now;

    internal LedgerView(Projection projection, ILedgerStore store, Func<Timestamp> now)
    {
        _projection = projection;
        _store = store;
        _now = now;
    }

    /// <summary>Which state is answered from.</summary>
    public ViewStamp AsOf => Ask(state => new ViewStamp(
        _projection.BlockNo, state.NextRecordNo - 1, state.NextEventNo - 1, state.LastTime));

    /// <summary>The ledger's name.</summary>
    public string Name => Ask(state => GenesisOf(state).Name);

    /// <summary>The name the ledger's log signs under.</summary>
    public string Origin => Ask(state => state.Identity.Origin.Value);

    /// <summary>The actor that administers the ledger.</summary>
    public ActorId Operator => Ask(state => GenesisOf(state).Operator);

    /// <summary>All participants in the order of registration.</summary>
    public IReadOnlyList<ParticipantInfo> Participants() => Ask(state =>
    {
        var infos = new ParticipantInfo[state.Participants.Count];
        for (var i = 0; i < infos.Length; i++)
        {
            infos[i] = InfoOf(state.Participants[i]);
        }

        return infos;
    });

    /// <summary>One participant, or null.</summary>
    public ParticipantInfo? Participant(ParticipantId id) => Ask(state =>
        state.Participants.Find(id) is { } participant ? InfoOf(participant) : null);

    /// <summary>All assets in the order of registration.</summary>
    public IReadOnlyList<AssetInfo> Assets() => Ask(state =>
    {
        var infos = new AssetInfo[state.Assets.Count];
        for (var i = 0; i < infos.Length; i++)
        {
            infos[i] = InfoOf(state, state.Assets[i]);
        }

        return infos;
    });

    /// <summary>One asset, or null.</summary>
    public AssetInfo? Asset(AssetId id) =>
        Ask(state => state.Assets.Find(id) is { } asset ? InfoOf(state, asset) : null);

    /// <summary>All accounts in the order of opening.</summary>
    public IReadOnlyList<AccountInfo> Accounts() => Ask(state =>
    {
        var infos = new AccountInfo[state.Accounts.Count];
        for (var i = 0; i < infos.Length; i++)
        {
            infos[i] = InfoOf(state, state.Accounts[i]);
        }

        return infos;
    });

    /// <summary>One account, or null.</summary>
    public AccountInfo? Account(AccountId id) =>
        Ask(state => state.Accounts.Find(id) is { } account ? InfoOf(state, account) : null);

    /// <summary>Positions, of one account or one asset or all, ordered by account and asset.</summary>
    public IReadOnlyList<PositionInfo> Positions(AccountId? account = null, AssetId? asset = null) => Ask(state =>
    {
        var infos = new List<PositionInfo>();
        for (var i = 0; i < state.Positions.Count; i++)
        {
            ref readonly var position = ref state.Positions.At(i);
            var accountId = state.Accounts[position.AccountIndex].Id;
            var assetId = state.Assets[position.AssetIndex].Id;
            if ((account is null || account == accountId) && (asset is null || asset == assetId))
            {
                infos.Add(InfoOf(state, position, accountId, assetId));
            }
        }

        infos.Sort(static (a, b) => string.CompareOrdinal(a.Account.Value, b.Account.Value) is var byAccount and not 0
            ? byAccount
            : string.CompareOrdinal(a.Asset.Value, b.Asset.Value));
        return infos;
    });

    /// <summary>Whether the balances of every asset sum to zero, and the first that does not.</summary>
    public AssetId? FirstAssetNotConserved() => Ask(Conservation.FirstViolation);

    private static Genesis GenesisOf(LedgerState state) =>
        state.Genesis ?? throw new InvariantException("an open ledger has a genesis");

    private static ParticipantInfo InfoOf(Participant p) =>
        new(p.Id, p.Policy, p.ConsentsToCredits, p.Version, p.LastModified) { MayCoordinate = p.MayCoordinate };

    private static AssetInfo InfoOf(LedgerState state, Asset asset) => new(
        asset.Id,
        asset.Scale,
        state.Accounts[asset.IssuerIndex].Id,
        asset.IssuanceLimit,
        asset.Version,
        asset.LastModified);

    private static AccountInfo InfoOf(LedgerState state, Account account) => new(
        account.Id,
        state.Participants[account.OwnerIndex].Id,
        account.Status,
        account.Version,
        account.LastModified,
        Checksums.Of(account))
    {
        Ledger = account.LedgerIndex < 0 ? null : state.Ledgers[account.LedgerIndex].Id,
    };

    private static PositionInfo InfoOf(LedgerState state, in Position position, AccountId account, AssetId asset) =>
        new(
        account,
        asset,
        position.Balance,
        position.Reserved,
        position.Version,
        position.LastModified,
        position.CreditLimit,
        position.Ceiling,
        Checksums.Of(position, state));

    private T Ask<T>(Func<LedgerState, T> question)
    {
        lock (_projection.Gate)
        {
            _projection.CatchUpHeld();
            return question(_projection.State);
        }
    }
}
