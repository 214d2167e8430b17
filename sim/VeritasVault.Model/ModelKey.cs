namespace VeritasVault.Model;

/// <summary>A participant's key; times are microseconds.</summary>
public sealed class ModelKey(string participant, string id, long from, long? until)
{
    public string Participant { get; } = participant;

    public string Id { get; } = id;

    public long? RevokedAt { get; set; }

    /// <summary>Whether what it signs counts: from its start, before its end, and up to its revocation.</summary>
    public bool IsValidAt(long time) =>
        time >= from && (until is null || time < until) && (RevokedAt is null || time <= RevokedAt);
}

/// <summary>What is to be registered: the key's id, whether its bytes are a key at all, and when it is valid.</summary>
public sealed record ModelKeyTerms(string Id, bool IsAcceptable, long? From, long? Until);

/// <summary>A predecessor's signature, and whether it is right.</summary>
public sealed record ModelEndorsement(string By, string Signature, bool IsRight);

/// <summary>A participant's signature over a settlement, and whether it is right.</summary>
public sealed record ModelApproval(string Participant, string Key, string Signature, bool IsRight)
{
    /// <summary>Its place in a batch, and how many hashes lead from there; null when it was signed by itself.</summary>
    public (int Index, int Count, int Hashes)? Batch { get; init; }

    /// <summary>What is said, right or not.</summary>
    internal string Content => $"{Participant} {Key} {Signature} {Batch}";

    internal bool IsOutOfRange => Batch is { } batch
        && (batch.Count is < 1 or > 1_048_576 || batch.Index < 0 || batch.Index >= batch.Count || batch.Hashes > 20);
}
