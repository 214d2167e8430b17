using VeritasVault.Core;

namespace VeritasVault.External.TestKit;

/// <summary>What a <see cref="MemoryExternalLedger"/> keeps of one operation; a tombstone has no content.</summary>
internal sealed class MemoryOperation
{
    internal ForeignOperation? Content { get; init; }

    internal required ForeignState State { get; set; }

    internal string Code { get; set; } = "";

    internal Timestamp? HeldUntil { get; init; }

    internal ForeignReply Reply() =>
        new(State, Code, heldUntil: State == ForeignState.Prepared ? HeldUntil : null);
}

/// <summary>One asset in one account of a <see cref="MemoryExternalLedger"/>.</summary>
internal sealed class MemoryBalance
{
    internal Int128 Balance { get; set; }

    internal Int128 Held { get; set; }

    internal Int128 Floor { get; init; }

    internal bool Allows(Int128 delta) => Balance - Held + delta >= Floor;
}
