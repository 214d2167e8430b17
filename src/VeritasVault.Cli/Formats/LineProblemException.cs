using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A line that is no settlement or command: where, and what is wrong.</summary>
public sealed class LineProblemException : Exception
{
    /// <summary>A problem at a byte of the line.</summary>
    public LineProblemException(OutcomeCode code, int offset, string field, string message)
        : base(message)
    {
        Code = code;
        Offset = offset;
        Field = field;
    }

    /// <summary>The code of what is wrong.</summary>
    public OutcomeCode Code { get; }

    /// <summary>The byte of the line, counted from 0.</summary>
    public int Offset { get; }

    /// <summary>The path of the member: <c>legs[3].quantity</c>; <c>line</c> for the whole.</summary>
    public string Field { get; }

    /// <summary>The id of the settlement, when it was read before the problem.</summary>
    public string? SettlementId { get; internal set; }
}
