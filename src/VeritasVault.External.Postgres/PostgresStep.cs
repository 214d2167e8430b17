namespace VeritasVault.External.Postgres;

/// <summary>The steps of <see cref="PostgresLedger"/>, each named by what has just happened. Said beside each: what the
/// database keeps when it is killed there.</summary>
internal enum PostgresStep
{
    /// <summary>A connection is open. Nothing.</summary>
    Connected,

    /// <summary>The prepare's transaction holds the operation's row. Nothing: the transaction is gone.</summary>
    RowInserted,

    /// <summary>Both balances are changed inside the transaction. Nothing: the transaction is gone.</summary>
    MoneyMoved,

    /// <summary>The operation is refused inside the transaction. Nothing: the next prepare decides anew.</summary>
    RefusalWritten,

    /// <summary>The refusal is durable. All of it.</summary>
    RefusalDurable,

    /// <summary>PREPARE TRANSACTION is durable. The prepared transaction, with its locks.</summary>
    PreparedDurable,

    /// <summary>COMMIT PREPARED is durable. The value has moved, and the row says committed.</summary>
    CommittedDurable,

    /// <summary>ROLLBACK PREPARED is durable, or there was nothing to roll back. Nothing of the operation: a prepare
    /// may still sneak in, which is why the tombstone follows.</summary>
    RolledBack,

    /// <summary>The tombstone is in the transaction. Nothing, as before it.</summary>
    TombstoneWritten,

    /// <summary>The tombstone is durable. The row says aborted.</summary>
    TombstoneDurable,
}
