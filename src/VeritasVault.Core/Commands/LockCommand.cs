namespace VeritasVault.Core;

/// <summary>A command about locks that people hold on what they do not want to change under them. Operator, or the
/// owner of the account.</summary>
public abstract record LockCommand : RegistryCommand
{
    private protected LockCommand()
    {
    }
}

/// <summary>
/// Takes a lock on an account, an asset or a position, for the length of a lease. It never waits: it is answered at
/// once, with who is in the way when somebody is.
/// </summary>
public sealed record AcquireLock : LockCommand
{
    /// <summary>The account, or the position's; empty for a lock on a whole asset.</summary>
    public AccountId Account { get; init; }

    /// <summary>The asset, or the position's; empty for a lock on a whole account.</summary>
    public AssetId Asset { get; init; }

    /// <summary>Shared: nobody changes it. Exclusive: nobody else holds it either.</summary>
    public LockMode Mode { get; init; } = LockMode.Exclusive;

    /// <summary>Seconds until it ends by itself, 1 to 86,400.</summary>
    public int LeaseSeconds { get; init; } = 60;

    /// <summary>Why; 1 to 256 characters.</summary>
    public required string Reason { get; init; }
}

/// <summary>Begins the lease of a held lock anew.</summary>
public sealed record RenewLock : LockCommand
{
    /// <summary>The lock: the number of the record that acquired it.</summary>
    public required long Lock { get; init; }

    /// <summary>Its fencing token.</summary>
    public required long Token { get; init; }

    /// <summary>Seconds from now until it ends by itself, 1 to 86,400.</summary>
    public int LeaseSeconds { get; init; } = 60;
}

/// <summary>Makes a shared lock exclusive. Answered at once, like acquiring; the token advances.</summary>
public sealed record UpgradeLock : LockCommand
{
    /// <summary>The lock.</summary>
    public required long Lock { get; init; }

    /// <summary>Its fencing token.</summary>
    public required long Token { get; init; }
}

/// <summary>Gives a lock back.</summary>
public sealed record ReleaseLock : LockCommand
{
    /// <summary>The lock.</summary>
    public required long Lock { get; init; }

    /// <summary>Its fencing token.</summary>
    public required long Token { get; init; }
}

/// <summary>A lease has ended. The engine gives this command itself.</summary>
internal sealed record ExpireLock : LockCommand
{
    public required long Lock { get; init; }
}
