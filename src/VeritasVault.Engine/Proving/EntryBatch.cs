using VeritasVault.Core;
using VeritasVault.Proofs;

namespace VeritasVault.Engine;

/// <summary>
/// The entries of many unsigned decided settlements, hashed stage by stage over all of them: first all salts, then all
/// statements that need salts, then what needs their hashes, so that the hasher always has many messages. Each message
/// is written when its settlement is taken in, with what is not known yet left open. The bytes are those of
/// <see cref="DecisionStatements"/>, which proofs and audits use: each checks the other.
/// </summary>
internal sealed class EntryBatch(LedgerState state, IMessageHasher hasher)
{
    /// <summary>Settlements gathered before they are hashed: enough for full lanes, and their messages stay in the
    /// caches.</summary>
    public const int JobsMax = 64;

    // Statements of positions before the batch is full all the same: it bounds what settlements of many legs gather.
    private const int StatementsMax = 4096;

    private readonly EntryMessages _messages = new(state);
    private readonly ManyRoots _roots = new(hasher);
    private Hash32[] _secrets = [];
    private Hash32[] _elements = [];
    private Hash32[] _salts = [];
    private Hash32[] _legs = [];
    private Hash32[] _positions = [];
    private Hash32[] _states = [];
    private Hash32[] _hashes = [];

    /// <summary>Settlements gathered.</summary>
    public int Count => _messages.Jobs.Length;

    /// <summary>Whether they are to be completed before another one.</summary>
    public bool IsFull => Count >= JobsMax || _messages.Positions.Count >= StatementsMax;

    /// <summary>Takes a settlement in; the state has not applied its decision yet, and applies it before the
    /// next.</summary>
    /// <param name="leafPlace">Where the hash of its entry belongs.</param>
    /// <param name="place">Where its entry stands.</param>
    /// <param name="record">The record.</param>
    public void Add(int leafPlace, in EntryPlace place, SettlementRecord record) =>
        _messages.Add(leafPlace, place, record);

    /// <summary>Builds the entries and puts their leaf hashes where they belong; the batch is empty after it.</summary>
    public void Complete(Span<Hash32> leaves)
    {
        if (Count == 0)
        {
            return;
        }

        HashSalts();
        HashStatements();
        HashStates();
        HashTransactions();
        HashEntries(leaves);
        _messages.Clear();
    }

    private void HashSalts()
    {
        Hash(_messages.Secrets, ref _secrets);
        var element = 0;
        for (var i = 0; i < Count; i++)
        {
            ref readonly var job = ref _messages.Jobs[i];
            ref readonly var secret = ref job.HasSecret ? ref job.Secret : ref _secrets[i];
            for (var last = element + EntryMessages.ElementsBeforeLegs + job.LegCount; element < last; element++)
            {
                _messages.Elements.Put(element * EntryMessages.ElementSize, secret);
            }
        }

        Hash(_messages.Elements, ref _elements);
        Hash(_messages.Salts, ref _salts);
    }

    // Instructions, terms and positions.
    private void HashStatements()
    {
        var (element, leg) = (0, 0);
        foreach (ref readonly var job in _messages.Jobs)
        {
            _messages.Transactions.Put(job.Nonce, _elements[element++]);
            _messages.Terms.PutSalt(job.TermsSalt, _elements[element++]);
            for (var i = 0; i < job.LegCount; i++)
            {
                _messages.Legs.PutSalt(_messages.LegSalts[leg++], _elements[element++]);
            }
        }

        for (var i = 0; i < _messages.Positions.Count; i++)
        {
            _messages.Positions.PutSalt(_messages.PositionSalts[i], _salts[i]);
        }

        Hash(_messages.Legs, ref _legs);
        Hash(_messages.Positions, ref _positions);
        Hash(_messages.Terms, ref _hashes);
    }

    private void HashStates()
    {
        _roots.Fold(_legs.AsSpan(0, _messages.Legs.Count), _messages.LegCounts);
        for (var i = 0; i < Count; i++)
        {
            var nonce = _messages.Jobs[i].Nonce;
            _messages.Transactions.Put(nonce + StatementMessages.HashStep, _hashes[i]);
            _messages.Transactions.Put(nonce + (2 * StatementMessages.HashStep), _legs[i]);
        }

        foreach (ref readonly var change in _messages.Changes)
        {
            if (change.Before >= 0)
            {
                _messages.States.Put(change.StateAt, _positions[change.Before]);
            }

            _messages.States.Put(change.StateAt + StatementMessages.HashStep, _positions[change.After]);
        }

        _messages.Learn(_positions);
        Hash(_messages.States, ref _states);
        _roots.Fold(_states.AsSpan(0, _messages.States.Count), _messages.StateCounts);
    }

    private void HashTransactions()
    {
        Hash(_messages.Transactions, ref _hashes);
        var root = 0;
        for (var i = 0; i < Count; i++)
        {
            ref readonly var job = ref _messages.Jobs[i];
            _messages.Entries.Put(job.TransactionHash, _hashes[i]);
            if (job.IsSettled)
            {
                _messages.Entries.Put(
                    job.TransactionHash + LogMessages.StatesRootStep,
                    job.PositionCount == 0 ? Hash32.OfNothing : _states[root++]);
            }
        }
    }

    private void HashEntries(Span<Hash32> leaves)
    {
        Hash(_messages.Entries, ref _hashes);
        for (var i = 0; i < Count; i++)
        {
            leaves[_messages.Jobs[i].LeafPlace] = _hashes[i];
        }
    }

    private void Hash(PaddedMessages messages, ref Hash32[] hashes)
    {
        if (hashes.Length < messages.Count)
        {
            hashes = new Hash32[Math.Max(messages.Count, 2 * hashes.Length)];
        }

        messages.Hash(hasher, hashes);
    }
}
