namespace VeritasVault.Page.Tests;

/// <summary>What is settled, and what somebody spoils on the way to its proof. Times are in microseconds.</summary>
internal sealed record SampleTrade(params SampleLeg[] Legs)
{
    public const ulong Time = 1_753_869_600_123_456;

    public string Id { get; init; } = "01890a5d-ac96-774b-bcce-b302099a8057";

    public ulong SettledAt { get; init; } = Time;

    public ulong? NotBefore { get; init; }

    public ulong? Deadline { get; init; } = Time + 60_000_000;

    /// <summary>The outcome code of a failure, or null for a settlement.</summary>
    public int? FailedWith { get; init; }

    public required SampleState[] States { get; init; }

    /// <summary>Those who sign, sorted, each with a key; null in a batch means a signature of its own.</summary>
    public required SampleSigner[] Signers { get; init; }

    /// <summary>Keys that are opened, null for those of the signers.</summary>
    public SampleRegistration[]? Opened { get; init; }

    /// <summary>Turns the message to sign into the one that is signed.</summary>
    public Func<byte[], byte[]> Message { get; init; } = message => message;

    public Action<object?[]>? BendBlock { get; init; }
}

internal sealed record SampleLeg(string From, string To, string Asset, Int128 Quantity)
{
    public string? Authoriser { get; init; }

    public string? CreditAuthoriser { get; init; }
}

/// <summary>A position before and after; the version is that after.</summary>
internal sealed record SampleState(
    string Account, string Asset, ulong Index, ulong Version, Int128 Before, Int128 After)
{
    public Int128? Floor { get; init; } = 0;

    public Int128 Reserved { get; init; }

    public Int128? ReservedAfter { get; init; }
}

/// <summary>Index and count of the batch it signs once for all, or null.</summary>
internal sealed record SampleSigner(SampleRegistration Key, (int Index, int Count)? Batch = null)
{
    /// <summary>Whom the signature is listed for, where that is somebody else.</summary>
    public string Name { get; init; } = Key.Participant;
}
