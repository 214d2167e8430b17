using System.Globalization;
using VeritasVault.Core;

namespace VeritasVault.External;

/// <summary>
/// The id under which a foreign ledger knows one operation, and its idempotency key there. It is derived, never drawn:
/// whoever knows the settlement, the attempt and the operation's number in the plan can name it again after a crash.
/// </summary>
/// <remarks>
/// The text is <c>SETTLEMENT-ATTEMPT-NUMBER</c>: the settlement's UUID in its 36-character lower-case form and two
/// decimal numbers without leading zeros, such as <c>01890a5d-ac96-774b-bcce-b302099a8057-1-2</c>. That is 40 to 58
/// characters of <c>[0-9a-f-]</c>, within the 64 of <c>[A-Za-z0-9-]</c> that every ledger must be able to keep and
/// compare ordinally. A new attempt is a new id, so that the tombstone of an aborted attempt never stands in the way
/// of the next.
/// </remarks>
public readonly record struct OperationId
{
    /// <summary>Longest text in characters that a ledger must be able to keep.</summary>
    public const int LengthMax = 64;

    private const int UuidLength = 36;

    private OperationId(SettlementId settlementId, int attempt, int number)
    {
        SettlementId = settlementId;
        Attempt = attempt;
        Number = number;
    }

    /// <summary>The settlement the operation belongs to.</summary>
    public SettlementId SettlementId { get; }

    /// <summary>Which attempt of the settlement; not negative.</summary>
    public int Attempt { get; }

    /// <summary>Which operation of the attempt's plan; not negative.</summary>
    public int Number { get; }

    /// <summary>Whether this is the default value and so names nothing.</summary>
    public bool IsEmpty => SettlementId.IsNil;

    /// <summary>The id of one operation.</summary>
    /// <exception cref="ArgumentException">The settlement id is nil, or a number is negative.</exception>
    public static OperationId Of(SettlementId settlementId, int attempt, int number)
    {
        if (settlementId.IsNil)
        {
            throw new ArgumentException("an operation belongs to a settlement", nameof(settlementId));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(attempt);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return new OperationId(settlementId, attempt, number);
    }

    /// <summary>Parses the text, in its one form only: two texts never name the same operation.</summary>
    public static bool TryParse(string? text, out OperationId id)
    {
        id = default;
        if (text is null || text.Length is <= UuidLength or > LengthMax || text[UuidLength] != '-')
        {
            return false;
        }

        var numbers = text.AsSpan(UuidLength + 1);
        var dash = numbers.IndexOf('-');
        if (dash < 0
            || !SettlementId.TryParse(text[..UuidLength], out var settlementId)
            || settlementId.IsNil
            || !int.TryParse(numbers[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            || !int.TryParse(numbers[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var parsed = new OperationId(settlementId, attempt, number);
        var canonical = parsed.ToString() == text;
        id = canonical ? parsed : default;
        return canonical;
    }

    /// <summary>Parses a text the caller vouches for.</summary>
    /// <exception cref="FormatException">The text is no operation id.</exception>
    public static OperationId Parse(string text) =>
        TryParse(text, out var id) ? id
            : throw new FormatException(
                $"'{text}' is not an operation id like 01890a5d-ac96-774b-bcce-b302099a8057-1-2");

    /// <summary>The text that goes to the foreign ledger.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{SettlementId}-{Attempt}-{Number}");
}
