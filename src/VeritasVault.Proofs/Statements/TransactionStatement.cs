namespace VeritasVault.Proofs;

/// <summary>What participants sign: ids, times and commitments to terms and instructions
/// (spec/statements.md).</summary>
/// <param name="Origin">The log.</param>
/// <param name="SettlementId">The settlement.</param>
/// <param name="NotBefore">Microseconds since 1970, or null.</param>
/// <param name="Deadline">Microseconds since 1970, or null.</param>
/// <param name="Nonce">From the proposer's secret.</param>
/// <param name="TermsHash">Hash of the <see cref="TermsStatement"/>.</param>
/// <param name="InstructionsRoot">MTH over the <see cref="InstructionStatement"/>s.</param>
/// <param name="InstructionCount">How many there are.</param>
public sealed record TransactionStatement(
    string Origin,
    Bytes16 SettlementId,
    long? NotBefore,
    long? Deadline,
    Hash32 Nonce,
    Hash32 TermsHash,
    Hash32 InstructionsRoot,
    int InstructionCount)
{
    /// <summary>Writes the statement.</summary>
    public void Write(StatementWriter writer)
    {
        writer.Array(11);
        writer.Text(StatementTypes.Transaction);
        writer.Text(Origin);
        SettlementId.WriteTo(writer);
        writer.TimeOrNull(NotBefore);
        writer.TimeOrNull(Deadline);
        writer.Hash(Nonce);
        writer.Hash(TermsHash);
        writer.Hash(InstructionsRoot);
        writer.UInt(InstructionCount);
        writer.Null();
        writer.UInt(0L);
    }

    /// <summary>The transaction hash.</summary>
    public Hash32 Hash()
    {
        var writer = new StatementWriter();
        Write(writer);
        return Hash32.Of(writer.Written);
    }
}

/// <summary>The terms of a settlement; salted, for few of them are likely (spec/statements.md).</summary>
/// <param name="Salt">Of the terms.</param>
/// <param name="Kind">What it is for, 0 to 6.</param>
/// <param name="OnShortage">0 fail, 1 wait.</param>
/// <param name="Consent">0 by policy, 1 explicit.</param>
/// <param name="ExpectedVersions">Sorted by account, then asset (null first), as bytes, without repetition.</param>
/// <param name="Replaces">The failed settlement that this one replaces.</param>
/// <param name="MetadataHash">Salted hash of reference and metadata.</param>
public sealed record TermsStatement(
    Bytes16 Salt,
    int Kind,
    int OnShortage,
    int Consent,
    IReadOnlyList<ExpectedVersionStatement> ExpectedVersions,
    Bytes16? Replaces,
    Hash32? MetadataHash)
{
    /// <summary>The <see cref="PrepareMode"/> that holds beyond the deadline.</summary>
    public const int BindingPrepare = 2;

    /// <summary>0 escrow, 1 exclusive.</summary>
    public int Isolation { get; init; }

    /// <summary>0 none, 1 expiring, 2 binding.</summary>
    public int PrepareMode { get; init; }

    /// <summary>How persistently external ledgers are called; null for the operator's own.</summary>
    public RecoveryStatement? Recovery { get; init; }

    /// <summary>Writes the statement.</summary>
    public void Write(StatementWriter writer)
    {
        writer.Array(11);
        writer.Text(StatementTypes.Terms);
        Salt.WriteTo(writer);
        writer.UInt(Kind);
        writer.UInt(Isolation);
        writer.UInt(OnShortage);
        writer.UInt(PrepareMode);
        writer.UInt(Consent);
        writer.Array(ExpectedVersions.Count);
        foreach (var expected in ExpectedVersions)
        {
            writer.Array(3);
            writer.Text(expected.Account);
            writer.TextOrNull(expected.Asset);
            writer.UInt(expected.Version);
        }

        writer.Array(Recovery is null ? 0 : 3);
        if (Recovery is { } recovery)
        {
            writer.UInt(recovery.Tries);
            writer.UInt(recovery.DelayMs);
            writer.UInt(recovery.DelayMaxMs);
        }

        writer.IdOrNull(Replaces);
        writer.Hash(MetadataHash);
    }

    /// <summary>The terms hash.</summary>
    public Hash32 Hash()
    {
        var writer = new StatementWriter();
        Write(writer);
        return Hash32.Of(writer.Written);
    }
}

/// <summary>An expected version of an account, or of a position.</summary>
/// <param name="Account">The account.</param>
/// <param name="Asset">The asset; null: the account itself.</param>
/// <param name="Version">What it must be at.</param>
public readonly record struct ExpectedVersionStatement(string Account, string? Asset, long Version);

/// <summary>A recovery policy (spec/statements.md).</summary>
/// <param name="Tries">Calls before giving up, the first one included.</param>
/// <param name="DelayMs">Bound of the first wait, in milliseconds.</param>
/// <param name="DelayMaxMs">Where the doubling ends, in milliseconds.</param>
public readonly record struct RecoveryStatement(int Tries, int DelayMs, int DelayMaxMs);

/// <summary>Parts that several statements have.</summary>
internal static class StatementParts
{
    public static void TimeOrNull(this StatementWriter writer, long? micros)
    {
        if (micros is { } time)
        {
            writer.UInt(time);
        }
        else
        {
            writer.Null();
        }
    }

    public static void TextOrNull(this StatementWriter writer, string? text)
    {
        if (text is not null)
        {
            writer.Text(text);
        }
        else
        {
            writer.Null();
        }
    }

    public static void IdOrNull(this StatementWriter writer, Bytes16? id)
    {
        if (id is { } bytes)
        {
            bytes.WriteTo(writer);
        }
        else
        {
            writer.Null();
        }
    }

    public static void AmountOrNull(this StatementWriter writer, Int128? amount)
    {
        if (amount is { } value)
        {
            writer.Amount(value);
        }
        else
        {
            writer.Null();
        }
    }

    public static void SignatureOrNull(this StatementWriter writer, ReadOnlyMemory<byte>? signature)
    {
        if (signature is { } bytes)
        {
            writer.Bytes(bytes.Span);
        }
        else
        {
            writer.Null();
        }
    }
}
