using System.Text;

namespace VeritasVault.Core.Tests;

/// <summary>The catalogue of outcome codes is complete, and its numbers are given once and for good.</summary>
public sealed class OutcomeCatalogTests
{
    /// <summary>Every number ever given, with its name. A line may be added, none may be changed or taken
    /// away.</summary>
    private const string Numbers = """
        0 NONE
        1 SETTLED
        2 APPLIED
        3 WAITING
        4 PREPARED
        5 ROLLING_BACK
        6 PREPARING
        7 COMMITTING
        101 MALFORMED_INPUT
        102 TRUNCATED_INPUT
        103 INVALID_UTF8
        104 LINE_TOO_LONG
        105 ID_MALFORMED
        106 SETTLEMENT_ID_MALFORMED
        107 ACTOR_MALFORMED
        108 TEXT_TOO_LONG
        109 NO_LEGS
        110 TOO_MANY_LEGS
        111 INSTRUCTION_ID_DUPLICATE
        112 QUANTITY_MALFORMED
        113 QUANTITY_SCALE
        114 QUANTITY_NEGATIVE
        115 QUANTITY_ZERO
        116 QUANTITY_OVERFLOW
        117 DEADLINE_BEFORE_START
        118 TERMS_INVALID
        119 PARAMETER_OUT_OF_RANGE
        120 ACTOR_UNKNOWN
        121 ACTOR_NOT_PARTY
        122 ACTOR_NOT_AUTHORISED
        123 SETTLEMENT_ID_REUSED
        124 COMMAND_ID_REUSED
        125 AUTHORISER_MISSING
        126 AUTHORISER_NOT_OWNER
        127 BINDING_NOT_PERMITTED
        128 LEG_LEDGER_MISMATCH
        129 LEGS_NOT_ATOMIC
        130 PARTICIPANT_EXISTS
        131 ASSET_EXISTS
        132 ACCOUNT_EXISTS
        133 PARTICIPANT_UNKNOWN
        134 ASSET_UNKNOWN
        135 ACCOUNT_UNKNOWN
        136 ACCOUNT_STATE_CONFLICT
        137 ACCOUNT_NOT_EMPTY
        138 LIMIT_BELOW_USE
        139 REGISTRY_FULL
        140 SETTLEMENT_UNKNOWN
        141 ALREADY_DECIDED
        142 CONSENT_NOT_DUE
        143 CONSENT_ALREADY_GIVEN
        144 CANCEL_NOT_ALLOWED
        145 APPROVAL_NOT_DUE
        146 APPROVAL_DUPLICATE
        147 SIGNATURE_MISSING
        148 KEY_UNKNOWN
        149 KEY_NOT_VALID
        150 KEY_UNACCEPTABLE
        151 KEY_EXISTS
        152 KEYS_FULL
        153 KEY_REVOKED
        154 ENDORSEMENT_MISSING
        155 ENDORSEMENT_INVALID
        156 SIGNATURE_INVALID
        157 ORIGIN_USED
        158 NOT_PREPARED
        159 PREPARED_FROZEN
        160 CONSENT_VOID
        161 TOO_LATE
        162 ALREADY_ON_HOLD
        163 NOT_ON_HOLD
        164 LEDGER_EXISTS
        165 LEDGER_UNKNOWN
        166 ACCOUNT_FOREIGN
        167 NOT_STUCK
        168 LOCK_UNKNOWN
        169 FENCING_TOKEN_STALE
        170 LOCK_CONFLICT
        201 UNKNOWN_ACCOUNT
        202 UNKNOWN_ASSET
        203 ACCOUNT_CLOSED
        204 ACCOUNT_FROZEN
        205 DEADLINE_PASSED
        301 INSUFFICIENT_FUNDS
        302 ISSUANCE_LIMIT_EXCEEDED
        303 CEILING_EXCEEDED
        304 BALANCE_OVERFLOW
        305 FOREIGN_REFUSED
        306 FOREIGN_HOLD_TOO_SHORT
        401 VERSION_MISMATCH
        402 LOCK_TIMEOUT
        501 QUEUE_FULL
        502 OPEN_SETTLEMENTS_FULL
        503 ACTOR_QUOTA_EXCEEDED
        504 STORAGE_FULL
        505 OUTCOME_UNKNOWN
        506 ENGINE_STOPPED
        507 LEDGER_READ_ONLY
        601 PARTICIPANT_REJECTED
        602 CANCELLED
        603 OPERATOR_ABORTED
        """;

    [Fact]
    public void Numbers_and_names_are_the_ones_given_for_good()
    {
        var actual = OutcomeCatalog.All.Select(code => $"{(int)code} {code.Name()}");
        Assert.Equal(Numbers.Split('\n', StringSplitOptions.TrimEntries), actual);
    }

    [Fact]
    public void Every_code_is_described_in_full()
    {
        Assert.All(OutcomeCatalog.All, code =>
        {
            var info = code.Describe();
            Assert.Equal(InCapitals(code.ToString()), info.Name);
            Assert.EndsWith(".", info.Meaning, StringComparison.Ordinal);
            Assert.NotEqual(string.Empty, info.Cure.Trim());
            Assert.Equal((int)code < 100, info.Category == FailureCategory.None);
        });
    }

    [Fact]
    public void The_hundreds_say_which_kind_of_no_it_is()
    {
        Assert.All(OutcomeCatalog.All.Where(code => (int)code >= 100), code => Assert.Equal(
            ((int)code / 100) switch
            {
                1 => OutcomeKind.Refused,
                2 or 3 or 4 or 6 => OutcomeKind.Decided,
                _ => code == OutcomeCode.OutcomeUnknown ? OutcomeKind.Attempt : OutcomeKind.Refused,
            },
            code.Describe().Kind));
    }

    [Fact]
    public void A_number_that_is_no_code_has_no_description()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ((OutcomeCode)100).Describe());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((OutcomeCode)60_000).Describe());
    }

    [Fact]
    public void Names_are_unique()
    {
        Assert.Equal(OutcomeCatalog.All.Count,
            OutcomeCatalog.All.Select(code => code.Name()).Distinct(StringComparer.Ordinal).Count());
    }

    private static string InCapitals(string member)
    {
        var name = new StringBuilder();
        foreach (var letter in member)
        {
            name.Append(char.IsUpper(letter) && name.Length > 0 ? "_" : string.Empty)
                .Append(char.ToUpperInvariant(letter));
        }

        return name.ToString();
    }
}
