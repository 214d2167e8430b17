using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The registry as Merkle trees (spec/statements.md, Keys and registry): one leaf for each participant, key, asset,
/// account
/// and limited position, kept up to date with the state.
/// </summary>
internal sealed class RegistryTrees
{
    private readonly LedgerState _state;
    private readonly DenseTree _participants;
    private readonly DenseTree _keys;
    private readonly DenseTree _assets;
    private readonly DenseTree _accounts;
    private readonly DenseTree _limits;
    private readonly StatementWriter _writer = new();
    private RegistryStatement? _statement;

    public RegistryTrees(LedgerState state, IMessageHasher hasher)
    {
        _state = state;
        _participants = new DenseTree(hasher);
        _keys = new DenseTree(hasher);
        _assets = new DenseTree(hasher);
        _accounts = new DenseTree(hasher);
        _limits = new DenseTree(hasher);
        Rebuild();
    }

    private Hash32 SaltKey => _state.Genesis is { } genesis ? genesis.SaltKey.ToHash32() : default;

    /// <summary>Roots and sizes; made again only after something changed.</summary>
    public RegistryStatement Statement => _statement ??= new RegistryStatement(
        _participants.Count, _participants.Root(), _keys.Count, _keys.Root(), _assets.Count, _assets.Root(),
        _accounts.Count, _accounts.Root(), _limits.Count, _limits.Root());

    /// <summary>A registry command has been applied to the state.</summary>
    public void Note(RegistryCommand command)
    {
        _statement = null;
        switch (command)
        {
            case RegisterParticipant c:
                PutParticipant(_state.Participants.IndexOf(c.Participant));
                break;
            case SetConsentPolicy c:
                PutParticipant(_state.Participants.IndexOf(c.Participant));
                break;
            case PermitCoordination c:
                PutParticipant(_state.Participants.IndexOf(c.Participant));
                break;
            case RegisterAsset c:
                PutAsset(_state.Assets.IndexOf(c.Asset));
                break;
            case SetIssuanceLimit c:
                PutAsset(_state.Assets.IndexOf(c.Asset));
                break;
            case OpenAccount c:
                PutAccount(_state.Accounts.IndexOf(c.Account));
                break;
            case SetAccountStatus c:
                PutAccount(_state.Accounts.IndexOf(c.Account));
                break;
            case SetPositionLimits c:
                PutLimit(_state.Positions.At(_state.Positions.IndexOf(
                    _state.Accounts.IndexOf(c.Account), _state.Assets.IndexOf(c.Asset))));
                break;
            case RegisterKey:
                PutKey(_state.Keys.Count - 1);
                break;
            case RevokeKey c:
                PutKey(_state.Keys.Find(c.Key)!.Index);
                break;
            case OpenNewOrigin:
                PutKeys();
                break;
            case RotateLedgerKey or RegisterLedger or LockCommand:
                // Bound by their own entries; no tree holds them.
                break;
            default:
                throw new InvariantException($"no tree holds {command.GetType().Name}");
        }
    }

    private void Rebuild()
    {
        for (var i = 0; i < _state.Participants.Count; i++)
        {
            PutParticipant(i);
        }

        PutKeys();
        for (var i = 0; i < _state.Assets.Count; i++)
        {
            PutAsset(i);
        }

        for (var i = 0; i < _state.Accounts.Count; i++)
        {
            PutAccount(i);
        }

        for (var i = 0; i < _state.Limited.Count; i++)
        {
            PutLimit(_state.Positions.At(_state.Limited[i]));
        }
    }

    private void PutParticipant(int index)
    {
        var participant = _state.Participants[index];
        _writer.Clear();
        RegistryLeaf.Participant(
            _writer, index, Salt(RegistryTree.Participants, index, participant.Version), participant.Version,
            participant.Id.Value, (int)participant.Policy, participant.ConsentsToCredits,
            participant.MayCoordinate);
        Put(_participants, index);
    }

    private void PutKeys()
    {
        for (var i = 0; i < _state.Keys.Count; i++)
        {
            PutKey(i);
        }
    }

    private void PutKey(int index)
    {
        _writer.Clear();
        RegistryLeaves.KeyOf(_state, _state.Keys[index], _state.Identity.Origins[^1], isRevoked: true).Write(_writer);
        Put(_keys, index);
    }

    private void PutAsset(int index)
    {
        var asset = _state.Assets[index];
        _writer.Clear();
        RegistryLeaf.Asset(
            _writer, index, Salt(RegistryTree.Assets, index, asset.Version), asset.Version, asset.Id.Value, asset.Scale,
            _state.Accounts[asset.IssuerIndex].Id.Value, asset.IssuanceLimit);
        Put(_assets, index);
    }

    private void PutAccount(int index)
    {
        var account = _state.Accounts[index];
        _writer.Clear();
        RegistryLeaf.Account(
            _writer, index, Salt(RegistryTree.Accounts, index, account.Version), account.Version, account.Id.Value,
            _state.Participants[account.OwnerIndex].Id.Value, (int)account.Status);
        Put(_accounts, index);
    }

    private void PutLimit(in Position position)
    {
        var index = position.LimitsIndex;
        _writer.Clear();
        RegistryLeaf.Limit(
            _writer, index, Salt(RegistryTree.Limits, index, position.LimitsVersion), position.LimitsVersion,
            _state.Accounts[position.AccountIndex].Id.Value, _state.Assets[position.AssetIndex].Id.Value,
            position.CreditLimit, position.Ceiling);
        Put(_limits, index);
    }

    private Bytes16 Salt(RegistryTree tree, int index, long version) =>
        Salts.OfRegistry(SaltKey, tree, index, version);

    private void Put(DenseTree tree, int index)
    {
        var leaf = MerkleHash.Leaf(_writer.Written);
        if (index == tree.Count)
        {
            tree.Append(leaf);
        }
        else
        {
            tree.Update(index, leaf);
        }
    }
}
