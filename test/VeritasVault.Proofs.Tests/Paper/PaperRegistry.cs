namespace VeritasVault.Proofs.Tests;

/// <summary>The registry's five trees, as lists of leaves.</summary>
internal sealed class PaperRegistry(Hash32 saltKey)
{
    private readonly List<Hash32>[] _leaves = [[], [], [], [], []];

    public List<RegistryKeyStatement> Keys { get; } = [];

    public RegistryStatement Statement => new(
        Count(RegistryTree.Participants), Root(RegistryTree.Participants),
        Count(RegistryTree.Keys), Root(RegistryTree.Keys),
        Count(RegistryTree.Assets), Root(RegistryTree.Assets),
        Count(RegistryTree.Accounts), Root(RegistryTree.Accounts),
        Count(RegistryTree.Limits), Root(RegistryTree.Limits));

    public void AddParticipant(string id, int policy) =>
        Add(RegistryTree.Participants, (writer, i, salt) =>
            RegistryLeaf.Participant(writer, i, salt, 1, id, policy, consentsToCredits: false, mayCoordinate: false));

    public void AddAsset(string id, string issuer) =>
        Add(RegistryTree.Assets, (writer, i, salt) => RegistryLeaf.Asset(writer, i, salt, 1, id, 2, issuer, null));

    public void AddAccount(string id, string owner) =>
        Add(RegistryTree.Accounts, (writer, i, salt) => RegistryLeaf.Account(writer, i, salt, 1, id, owner, 0));

    /// <summary>Registers a key; salt and index are those of its place.</summary>
    public void AddKey(RegistryKeyStatement key)
    {
        var placed = key with { Index = Keys.Count, Salt = SaltOf(RegistryTree.Keys, Keys.Count, key.Version) };
        Keys.Add(placed);
        _leaves[(int)RegistryTree.Keys - 1].Add(placed.LeafHash());
    }

    public Hash32[] KeyPath(long index) =>
        [.. NaiveTree.Path((int)index, _leaves[(int)RegistryTree.Keys - 1].ToArray())];

    private Bytes16 SaltOf(RegistryTree tree, long index, long version) =>
        Salts.OfRegistry(saltKey, tree, index, version);

    private void Add(RegistryTree tree, Action<StatementWriter, long, Bytes16> write)
    {
        var leaves = _leaves[(int)tree - 1];
        var writer = new StatementWriter();
        write(writer, leaves.Count, SaltOf(tree, leaves.Count, 1));
        leaves.Add(MerkleHash.Leaf(writer.Written));
    }

    private long Count(RegistryTree tree) => _leaves[(int)tree - 1].Count;

    private Hash32 Root(RegistryTree tree) => NaiveTree.Root(_leaves[(int)tree - 1].ToArray());
}
