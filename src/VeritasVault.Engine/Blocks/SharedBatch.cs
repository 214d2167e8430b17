using System.Runtime.InteropServices;
using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>What a block stores of one signed batch: notes of the places and signatures that its records rest
/// on.</summary>
internal sealed class SharedBatch
{
    private const int GroupBytes = BatchGroups.Width * Hash256.Size;
    private const int NumberBytes = 5;
    private const int SignatureBytes = Signature.Size + NumberBytes;
    private const int HeadBytes = Hash256.Size + 32;

    private readonly Dictionary<int, Signature> _signatures = [];
    private readonly List<int> _keys = [];
    private readonly List<int> _groups = [];
    private readonly List<int> _above = [];
    private readonly List<int> _scratch = [];

    public ApprovalTree? Tree { get; private set; }

    /// <summary>The most bytes it takes.</summary>
    public int Size { get; private set; }

    public void Begin(ApprovalTree tree)
    {
        Tree = tree;
        Size = HeadBytes;
    }

    /// <summary>Notes that a record rests on a signature over this batch.</summary>
    /// <returns>False when the key has another signature over it already.</returns>
    public bool Note(int index, int keyIndex, Signature signature)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_signatures, keyIndex, out var exists);
        if (exists && known != signature)
        {
            return false;
        }

        if (!exists)
        {
            known = signature;
            _keys.Add(keyIndex);
            Size += SignatureBytes;
        }

        AddGroup(index / BatchGroups.Width);
        return true;
    }

    public void Write(ByteWriter writer)
    {
        var tree = Tree ?? throw new InvariantException("no batch was begun");
        writer.Var(tree.Count);
        writer.Hash(tree.Root);
        WriteSignatures(writer);
        WriteGroups(writer, tree);
    }

    public void Clear()
    {
        Tree = null;
        _signatures.Clear();
        _keys.Clear();
        _groups.Clear();
        Size = 0;
    }

    private void WriteSignatures(ByteWriter writer)
    {
        _keys.Sort();
        writer.Var(_keys.Count);
        var before = 0;
        foreach (var key in _keys)
        {
            writer.Var(key - before);
            writer.Signature(_signatures[key]);
            before = key;
        }
    }

    private void WriteGroups(ByteWriter writer, ApprovalTree tree)
    {
        writer.Var(_groups.Count);
        var before = 0;
        foreach (var group in _groups)
        {
            writer.Var(group - before);
            before = group;
        }

        var (groups, above) = (_groups, _above);
        for (int stored = 0, levels = BatchGroups.LevelsOf(tree.Count); stored < levels; stored++)
        {
            foreach (var group in groups)
            {
                var size = BatchGroups.SizeOf(tree.Count, stored, group);
                for (var i = 0; i < size; i++)
                {
                    writer.Hash(tree.Node(stored * BatchGroups.LevelStep, (group * BatchGroups.Width) + i));
                }
            }

            BatchGroups.Above(groups, above);
            (groups, above) = (above, ReferenceEquals(groups, _groups) ? _scratch : groups);
        }
    }

    // Places come in ascending order, nearly always.
    private void AddGroup(int group)
    {
        if (_groups.Count > 0 && _groups[^1] == group)
        {
            return;
        }

        var place = _groups.BinarySearch(group);
        if (place < 0)
        {
            _groups.Insert(~place, group);
            Size += GroupBytes + NumberBytes;
            AddSizeAbove(~place);
        }
    }

    // The groups above a new one that no neighbour has brought.
    private void AddSizeAbove(int place)
    {
        var group = _groups[place];
        var before = place > 0 ? _groups[place - 1] : -1;
        var after = place + 1 < _groups.Count ? _groups[place + 1] : -1;
        for (var stored = 1; stored < BatchGroups.LevelsMax; stored++)
        {
            var shift = stored * BatchGroups.LevelStep;
            if ((before >= 0 && before >> shift == group >> shift) || (after >= 0 && after >> shift == group >> shift))
            {
                return;
            }

            Size += GroupBytes;
        }
    }
}
