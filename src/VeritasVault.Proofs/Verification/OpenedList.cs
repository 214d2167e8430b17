using System.Runtime.InteropServices;

namespace VeritasVault.Proofs;

/// <summary>
/// A list of which all or some elements are opened. It is whole when no element has a path and in part when each has
/// one; of nothing opened it is whole when the list itself is empty.
/// </summary>
/// <param name="count">Elements of the list, opened or not.</param>
internal sealed class OpenedList(int count)
{
    private readonly List<Hash32> _leaves = [];
    private readonly List<int> _positions = [];
    private readonly List<IReadOnlyList<Hash32>?> _paths = [];
    private readonly StatementWriter _writer = new();

    /// <summary>For the next element's statement; then <see cref="Add"/>.</summary>
    internal StatementWriter Writer
    {
        get
        {
            _writer.Clear();
            return _writer;
        }
    }

    internal static bool IsWhole(IReadOnlyList<OpenedInstruction> list, int count) =>
        list.Count == count && (count == 0 || list[0].Path is null);

    internal static bool IsWhole(IReadOnlyList<OpenedState> list, int count) =>
        list.Count == count && (count == 0 || list[0].Path is null);

    internal static bool IsWhole(IReadOnlyList<OpenedSignature> list, int count) =>
        list.Count == count && (count == 0 || list[0].Path is null);

    /// <summary>Takes the statement that was written as the next element.</summary>
    internal void Add(int position, IReadOnlyList<Hash32>? path)
    {
        _leaves.Add(MerkleHash.Leaf(_writer.Written));
        _positions.Add(position);
        _paths.Add(path);
    }

    /// <summary>Why the elements are not those under the root; null when they are.</summary>
    internal string? Check(in Hash32 root)
    {
        var isWhole = _leaves.Count == 0 ? count == 0 : _paths[0] is null;
        return !_paths.TrueForAll(path => path is null == isWhole) ? "some elements have a path and some have none"
            : isWhole ? CheckWhole(root)
            : CheckPart(root);
    }

    private string? CheckWhole(in Hash32 root)
    {
        for (var i = 0; i < _positions.Count; i++)
        {
            if (_positions[i] != i)
            {
                return "the positions of a whole list are not 0, 1, 2 and so on";
            }
        }

        return _leaves.Count != count ? "a whole list has another number of elements"
            : MerkleHash.Root(CollectionsMarshal.AsSpan(_leaves), Sha256Hasher.Instance) != root
                ? "the elements have another root"
            : null;
    }

    private string? CheckPart(in Hash32 root)
    {
        var last = -1;
        for (var i = 0; i < _leaves.Count; i++)
        {
            if (_positions[i] <= last)
            {
                return "the positions do not increase";
            }

            last = _positions[i];
            if (!MerkleProof.IsIncluded(_leaves[i], last, count, [.. _paths[i]!], root))
            {
                return "the path of an element does not lead to the root";
            }
        }

        return null;
    }
}
