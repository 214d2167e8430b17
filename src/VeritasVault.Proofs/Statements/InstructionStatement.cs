namespace VeritasVault.Proofs;

/// <summary>One leg, salted (spec/statements.md, Lists).</summary>
/// <param name="Position">Place in the list, from 0.</param>
/// <param name="Salt">Of this element.</param>
/// <param name="Id">The instruction's id, or its place counted from 1.</param>
/// <param name="DebitAccount">Who gives.</param>
/// <param name="CreditAccount">Who takes.</param>
/// <param name="Asset">What moves.</param>
/// <param name="Quantity">How much, in minor units, at least 1.</param>
/// <param name="Authoriser">Owner of the debited account where its signature is due.</param>
/// <param name="CreditAuthoriser">Owner of the credited account where its signature is due.</param>
public readonly record struct InstructionStatement(
    int Position,
    Bytes16 Salt,
    string Id,
    string DebitAccount,
    string CreditAccount,
    string Asset,
    Int128 Quantity,
    string? Authoriser,
    string? CreditAuthoriser)
{
    /// <summary>The kind of a leg within this ledger.</summary>
    public const int InternalKind = 1;

    /// <summary>The kind of a leg on an external ledger.</summary>
    public const int ForeignKind = 2;

    /// <summary>The external ledger that carries the leg out; null: this one.</summary>
    public string? Ledger { get; init; }

    /// <summary>Which of the two it is.</summary>
    public int Kind => Ledger is null ? InternalKind : ForeignKind;

    /// <summary>Writes the statement.</summary>
    public void Write(StatementWriter writer)
    {
        writer.Array(13);
        writer.Text(StatementTypes.Instruction);
        writer.UInt(Position);
        Salt.WriteTo(writer);
        writer.Text(Id);
        writer.UInt(Kind);
        writer.TextOrNull(Ledger);
        writer.Text(DebitAccount);
        writer.Text(CreditAccount);
        writer.Text(Asset);
        writer.Amount(Quantity);
        writer.TextOrNull(Authoriser);
        writer.TextOrNull(CreditAuthoriser);
        writer.Null();
    }
}

/// <summary>A version of a position, salted: balances are guessable.</summary>
/// <param name="Account">The account.</param>
/// <param name="Asset">The asset.</param>
/// <param name="PositionIndex">Number of the position, in the order of first touch.</param>
/// <param name="Version">0 before the first entry that lists it.</param>
/// <param name="Balance">Minor units.</param>
/// <param name="Reserved">Minor units set aside.</param>
/// <param name="Floor">Least allowed balance − reserved that the entry checked against; null: none.</param>
/// <param name="Salt">Of this version.</param>
public readonly record struct PositionStatement(
    string Account,
    string Asset,
    long PositionIndex,
    long Version,
    Int128 Balance,
    Int128 Reserved,
    Int128? Floor,
    Bytes16 Salt)
{
    /// <summary>Writes the statement.</summary>
    public void Write(StatementWriter writer)
    {
        writer.Array(9);
        writer.Text(StatementTypes.Position);
        writer.Text(Account);
        writer.Text(Asset);
        writer.UInt(PositionIndex);
        writer.UInt(Version);
        writer.Amount(Balance);
        writer.Amount(Reserved);
        writer.AmountOrNull(Floor);
        Salt.WriteTo(writer);
    }

    /// <summary>The position hash.</summary>
    public Hash32 Hash()
    {
        var writer = new StatementWriter();
        Write(writer);
        return Hash32.Of(writer.Written);
    }
}

/// <summary>What a settlement did to one position.</summary>
/// <param name="Position">Place in the list, from 0.</param>
/// <param name="PositionIndex">Number of the position.</param>
/// <param name="VersionAfter">At least 1; the version before is one less.</param>
/// <param name="PreHash">Hash of the <see cref="PositionStatement"/> before.</param>
/// <param name="PostHash">Hash of the one after.</param>
public readonly record struct StateStatement(
    int Position, long PositionIndex, long VersionAfter, Hash32 PreHash, Hash32 PostHash)
{
    /// <summary>Writes the statement.</summary>
    public void Write(StatementWriter writer)
    {
        writer.Array(6);
        writer.Text(StatementTypes.State);
        writer.UInt(Position);
        writer.UInt(PositionIndex);
        writer.UInt(VersionAfter);
        writer.Hash(PreHash);
        writer.Hash(PostHash);
    }
}

/// <summary>Which batch a signature is for.</summary>
/// <param name="Index">Place of the approval in the batch.</param>
/// <param name="Count">Approvals in the batch, 1 to 2^20.</param>
/// <param name="Root">MTH over them.</param>
public readonly record struct BatchReference(int Index, int Count, Hash32 Root);

/// <summary>A participant's signature over the approval.</summary>
/// <param name="Position">Place in the list, from 0.</param>
/// <param name="Participant">Who signed.</param>
/// <param name="KeyId">With which key.</param>
/// <param name="Algorithm">1: Ed25519.</param>
/// <param name="Signature">64 bytes.</param>
/// <param name="Batch">Null: over the single approval.</param>
public readonly record struct SignatureStatement(
    int Position,
    string Participant,
    Bytes16 KeyId,
    int Algorithm,
    ReadOnlyMemory<byte> Signature,
    BatchReference? Batch)
{
    /// <summary>Writes the statement.</summary>
    public void Write(StatementWriter writer)
    {
        writer.Array(7);
        writer.Text(StatementTypes.Signature);
        writer.UInt(Position);
        writer.Text(Participant);
        KeyId.WriteTo(writer);
        writer.UInt(Algorithm);
        writer.Bytes(Signature.Span);
        if (Batch is not { } batch)
        {
            writer.Null();
            return;
        }

        writer.Array(3);
        writer.UInt(batch.Index);
        writer.UInt(batch.Count);
        writer.Hash(batch.Root);
    }
}
