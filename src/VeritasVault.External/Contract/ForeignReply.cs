using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>What a foreign ledger answered. It is given only for what is durable there.</summary>
public sealed record ForeignReply
{
    /// <summary>Longest <see cref="Code"/> in characters.</summary>
    public const int CodeLengthMax = ForeignText.CodeLengthMax;

    /// <summary>Longest <see cref="Text"/> in characters.</summary>
    public const int TextLengthMax = ForeignText.TextLengthMax;

    /// <summary>Creates a reply. Code and text come from strangers: they are cut to their bounds and what is not
    /// printable in them is replaced, so that they can be stored and shown.</summary>
    public ForeignReply(ForeignState state, string? code = null, string? text = null, Timestamp? heldUntil = null)
    {
        State = state;
        Code = ForeignText.Bounded(code, CodeLengthMax);
        Text = ForeignText.Bounded(text, TextLengthMax);
        HeldUntil = heldUntil;
    }

    /// <summary>Where the operation stands.</summary>
    public ForeignState State { get; }

    /// <summary>The foreign ledger's own reason, as it spells it; empty when it gave none.</summary>
    public string Code { get; }

    /// <summary>The same for people; empty when it gave none.</summary>
    public string Text { get; }

    /// <summary>Until when a prepared operation is held; <see langword="null"/> when the hold has no end.</summary>
    public Timestamp? HeldUntil { get; }
}
