using System.Globalization;
using VeritasVault.Core;
using VeritasVault.Engine;

namespace VeritasVault.Simulator;

/// <summary>A checkpoint as somebody outside wrote it down.</summary>
/// <param name="Origin">The log's name.</param>
/// <param name="Size">Entries of its tree.</param>
/// <param name="Root">Its root in base64.</param>
/// <param name="Note">The signed note.</param>
internal sealed record Remembered(string Origin, long Size, string Root, string Note);

/// <summary>A proof that somebody keeps, and what it has to say for ever.</summary>
internal sealed record KeptProof(SettlementId Id, byte[] File, long Size, OutcomeCode Code);

/// <summary>
/// Everything the log ever signed and made durable, remembered outside of it: a crash does not touch it. One root for a
/// size, no size smaller than one before, no checkpoint changed or gone.
/// </summary>
internal sealed class LogMemory
{
    private readonly Dictionary<(string Origin, long Size), string> _roots = [];
    private readonly List<Remembered> _byBlock = [];

    /// <summary>The checkpoints in the order of their blocks.</summary>
    public IReadOnlyList<Remembered> Checkpoints => _byBlock;

    public Remembered Newest => _byBlock[^1];

    /// <summary>The first proof of the run that was made early.</summary>
    public KeptProof? Early { get; set; }

    /// <summary>Compares the notes of all blocks, first to last, with what is remembered, and remembers the new
    /// ones.</summary>
    public void Compare(IReadOnlyList<string> notes)
    {
        if (notes.Count < _byBlock.Count)
        {
            throw new FindingException($"{_byBlock.Count} checkpoints were durable, {notes.Count} are left");
        }

        for (var i = 0; i < notes.Count; i++)
        {
            if (i == _byBlock.Count)
            {
                Remember(notes[i]);
            }
            else if (notes[i] != _byBlock[i].Note)
            {
                MustAgree(Read(notes[i]));
                throw new FindingException($"the checkpoint of block {i + 1} is another one: {notes[i]}");
            }
        }
    }

    public void Remember(string note)
    {
        var read = Read(note);
        MustAgree(read);
        if (_byBlock.Count > 0 && Newest.Size >= read.Size)
        {
            throw new FindingException($"the log fell from {Newest.Size} entries to {read.Size}");
        }

        _roots.Add((read.Origin, read.Size), read.Root);
        _byBlock.Add(read);
    }

    /// <summary>Whether a durable checkpoint said so.</summary>
    public bool Knows(string origin, long size, Hash256 root) =>
        _roots.TryGetValue((origin, size), out var known) && known == root.ToHash32().ToBase64();

    private void MustAgree(Remembered read)
    {
        if (_roots.TryGetValue((read.Origin, read.Size), out var known) && known != read.Root)
        {
            throw new FindingException($"{read.Origin} signed two roots for size {read.Size}: {known} and {read.Root}");
        }
    }

    // Origin, size and root are the first lines of the note; read here without the library.
    private static Remembered Read(string note)
    {
        var lines = note.Split('\n');
        return lines.Length > 4 && lines[3].Length == 0
            && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new Remembered(lines[0], size, lines[2], note)
            : throw new FindingException($"not a signed checkpoint: {note}");
    }
}
