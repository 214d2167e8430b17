namespace VeritasVault.Proofs;

/// <summary>Each signature, its batch, and the keys they rest on (V16 to V18).</summary>
internal sealed class KeyCheck
{
    private readonly SettlementProof _proof;
    private readonly SettlementEntry _entry;
    private readonly IEd25519Verifier _ed25519;

    // By key id; of keys with one id the first, which the order of indices then refuses or not.
    private readonly SortedDictionary<UInt128, OpenedKey> _keys = [];

    internal KeyCheck(SettlementProof proof, SettlementEntry entry, IEd25519Verifier ed25519)
    {
        (_proof, _entry, _ed25519) = (proof, entry, ed25519);
        foreach (var key in proof.Keys?.Opened ?? [])
        {
            _keys.TryAdd(key.Statement.KeyId.Bits, key);
        }
    }

    /// <summary>V16.</summary>
    internal string? CheckSignatures()
    {
        var approval = ApprovalStatement.Single(_entry.TransactionHash);
        foreach (var opened in _proof.Signatures)
        {
            var signature = opened.Statement;
            if (KeyOrNull(signature.KeyId) is not { } key)
            {
                return "the key of a signature is not opened";
            }

            var message = signature.Batch is { } batch ? ApprovalStatement.Batch(batch.Count, batch.Root) : approval;
            if (!IsGood(key.Statement, message, signature.Signature))
            {
                return "a signature is bad";
            }
        }

        return null;
    }

    /// <summary>V17.</summary>
    internal string? CheckBatches()
    {
        var leaf = ApprovalStatement.LeafHash(_entry.TransactionHash);
        foreach (var opened in _proof.Signatures)
        {
            if (opened.Statement.Batch is not { } batch)
            {
                continue;
            }

            if (batch.Count > ApprovalStatement.BatchMax
                || !MerkleProof.IsIncluded(leaf, batch.Index, batch.Count, [.. opened.BatchPath!], batch.Root))
            {
                return "an approval is not in its batch";
            }
        }

        return null;
    }

    /// <summary>V18; the block's entry was checked before where there are keys.</summary>
    internal string? CheckKeys(BlockEntry? header)
    {
        if (_proof.Keys is not { } keys)
        {
            return null;
        }

        return _proof.Signatures.Count == 0 ? "keys are opened without signatures"
            : keys.Registry.Hash() != header!.RegistryRoot ? "the registry has another root"
            : CheckPaths(keys) ?? CheckUse(keys);
    }

    private static string? CheckPaths(OpenedKeys keys)
    {
        var last = -1L;
        foreach (var opened in keys.Opened)
        {
            var key = opened.Statement;
            if (key.Index <= last)
            {
                return "the keys are not in the order of their indices";
            }

            last = key.Index;
            var (count, root) = (keys.Registry.KeyCount, keys.Registry.KeysRoot);
            if (!MerkleProof.IsIncluded(key.LeafHash(), key.Index, count, [.. opened.Path], root))
            {
                return "a key is not in the registry";
            }
        }

        return null;
    }

    private string? CheckUse(OpenedKeys keys)
    {
        var used = new SortedSet<long>();
        foreach (var opened in _proof.Signatures)
        {
            var key = KeyOrNull(opened.Statement.KeyId)!.Statement;
            if (key.Participant != opened.Statement.Participant)
            {
                return "a key belongs to another participant";
            }

            if (!key.IsValidAt(_entry.Timestamp))
            {
                return "a key was not valid at the time";
            }

            if (CheckChain(key, used) is { } reason)
            {
                return reason;
            }
        }

        return used.Count == keys.Opened.Count ? null : "a key is opened on which no signature rests";
    }

    // Each predecessor was registered earlier, so that the walk ends.
    private string? CheckChain(RegistryKeyStatement key, SortedSet<long> used)
    {
        used.Add(key.Index);
        while (key.Endorsement is { } endorsement)
        {
            if (key.IsReset
                || key.PreviousKeyId is not { } id
                || KeyOrNull(id)?.Statement is not { } previous
                || previous.Index >= key.Index
                || previous.Participant != key.Participant)
            {
                return "an endorsed key has no predecessor of the same participant, or was reset";
            }

            var message = KeyStatements.Endorsement(
                _entry.Origin, key.Participant, key.Algorithm, key.PublicKey.Span, key.ValidFrom, key.ValidUntil);
            if (!IsGood(previous, message, endorsement))
            {
                return "the endorsement of a key is bad";
            }

            key = previous;
            used.Add(key.Index);
        }

        return key.PreviousKeyId is not null == key.IsReset
            ? null
            : "a key has a predecessor and neither endorsement nor reset, or a reset without a predecessor";
    }

    private OpenedKey? KeyOrNull(Bytes16 id) => _keys.GetValueOrDefault(id.Bits);

    private bool IsGood(RegistryKeyStatement key, ReadOnlySpan<byte> message, ReadOnlyMemory<byte> signature) =>
        Ed25519PublicKey.TryCreate(key.PublicKey.Span, out var publicKey)
        && _ed25519.Verify(publicKey, message, signature.Span);
}
