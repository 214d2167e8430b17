using System.Globalization;

namespace VeritasVault.Core;

/// <summary>The door: what can be said about a request without looking at the ledger. Refusals leave no trace.</summary>
internal static class RequestShape
{
    public static Answer? Refusal(SettlementRequest request)
    {
        var code = Check(request, out var detail);
        return code == OutcomeCode.None ? null : Answer.Refused(code, detail);
    }

    private static OutcomeCode Check(SettlementRequest request, out OutcomeDetail? detail)
    {
        detail = null;
        if (request.Id.IsNil)
        {
            detail = new OutcomeDetail("id", request.Id.ToString());
            return OutcomeCode.SettlementIdMalformed;
        }

        return CheckNames(request.Legs, ref detail) is var names and not OutcomeCode.None ? names
            : CheckTexts(request, ref detail) is var texts and not OutcomeCode.None ? texts
            : CheckLegCount(request.Legs.Length, ref detail) is var count and not OutcomeCode.None ? count
            : CheckLegIds(request.Legs, ref detail) is var ids and not OutcomeCode.None ? ids
            : CheckQuantities(request.Legs, ref detail) is var quantities and not OutcomeCode.None ? quantities
            : CheckTerms(request, ref detail);
    }

    private static OutcomeCode CheckNames(Instruction[] legs, ref OutcomeDetail? detail)
    {
        for (var i = 0; i < Math.Min(legs.Length, Limits.LegsMax); i++)
        {
            var field = legs[i].From.IsEmpty ? "from" : legs[i].To.IsEmpty ? "to" : legs[i].Asset.IsEmpty ? "asset" : null;
            if (field is not null)
            {
                detail = new OutcomeDetail($"legs[{i}].{field}", string.Empty);
                return OutcomeCode.IdMalformed;
            }
        }

        return OutcomeCode.None;
    }

    private static OutcomeCode CheckTexts(SettlementRequest request, ref OutcomeDetail? detail) =>
        IsTooLong("reference", request.Reference, Limits.ReferenceLengthMax, ref detail)
        || IsTooLong("metadata", request.Metadata, Limits.MetadataLengthMax, ref detail)
            ? OutcomeCode.TextTooLong
            : OutcomeCode.None;

    private static bool IsTooLong(string field, string? text, int limit, ref OutcomeDetail? detail)
    {
        if (text is null || text.Length <= limit)
        {
            return false;
        }

        detail = new OutcomeDetail(field, Text(text.Length), Text(limit));
        return true;
    }

    private static OutcomeCode CheckLegCount(int count, ref OutcomeDetail? detail)
    {
        if (count is >= 1 and <= Limits.LegsMax)
        {
            return OutcomeCode.None;
        }

        detail = new OutcomeDetail("legs", Text(count), Text(Limits.LegsMax));
        return count == 0 ? OutcomeCode.NoLegs : OutcomeCode.TooManyLegs;
    }

    private static OutcomeCode CheckLegIds(Instruction[] legs, ref OutcomeDetail? detail)
    {
        if (!Array.Exists(legs, leg => !leg.Id.IsEmpty))
        {
            return OutcomeCode.None;
        }

        var places = new Index<string, int>();
        for (var i = 0; i < legs.Length; i++)
        {
            var id = RequestContent.EffectiveId(legs[i], i);
            if (places.TryGet(id, out var first))
            {
                detail = new OutcomeDetail($"legs[{i}].id", id, Current: $"legs[{first}].id");
                return OutcomeCode.InstructionIdDuplicate;
            }

            places.Add(id, i);
        }

        return OutcomeCode.None;
    }

    private static OutcomeCode CheckQuantities(Instruction[] legs, ref OutcomeDetail? detail)
    {
        var total = UInt128.Zero;
        for (var i = 0; i < legs.Length; i++)
        {
            if (legs[i].Quantity <= 0)
            {
                detail = new OutcomeDetail($"legs[{i}].quantity", legs[i].Quantity.ToString(CultureInfo.InvariantCulture));
                return legs[i].Quantity == 0 ? OutcomeCode.QuantityZero : OutcomeCode.QuantityNegative;
            }

            // Saturates: only whether it ever leaves the range matters.
            total = total > (UInt128)Int128.MaxValue ? total : total + (UInt128)legs[i].Quantity;
        }

        return total <= (UInt128)Int128.MaxValue ? OutcomeCode.None : CheckGross(legs, ref detail);
    }

    // Rare: the whole settlement is beyond the range, so each account and asset is looked at by itself. All quantities are
    // positive, so whether a sum leaves the range does not depend on the order of the legs.
    private static OutcomeCode CheckGross(Instruction[] legs, ref OutcomeDetail? detail)
    {
        var sums = new Index<(AccountId Account, AssetId Asset, bool Debit), Int128>();
        foreach (var leg in legs)
        {
            foreach (var debit in (ReadOnlySpan<bool>)[true, false])
            {
                var key = (debit ? leg.From : leg.To, leg.Asset, debit);
                var sum = sums.TryGet(key, out var before) ? before : 0;
                if (sum > Int128.MaxValue - leg.Quantity)
                {
                    detail = new OutcomeDetail($"{key.Item1}/{leg.Asset}", Limit: Int128.MaxValue.ToString(CultureInfo.InvariantCulture));
                    return OutcomeCode.QuantityOverflow;
                }

                sums.Set(key, sum + leg.Quantity);
            }
        }

        return OutcomeCode.None;
    }

    private static OutcomeCode CheckTerms(SettlementRequest request, ref OutcomeDetail? detail)
    {
        if (request.Deadline is { } deadline && request.NotBefore is { } start && deadline <= start)
        {
            detail = new OutcomeDetail("deadline", deadline.ToString(), start.ToString());
            return OutcomeCode.DeadlineBeforeStart;
        }

        var expected = request.Terms.ExpectedVersions;
        detail = request.Terms.Replaces == request.Id ? new OutcomeDetail("replaces", request.Id.ToString())
            : expected.Length > Limits.ExpectedVersionsMax
                ? new OutcomeDetail("expectedVersions", Text(expected.Length), Text(Limits.ExpectedVersionsMax))
            : FirstBadExpectation(expected);
        return detail is null ? OutcomeCode.None : OutcomeCode.TermsInvalid;
    }

    private static OutcomeDetail? FirstBadExpectation(ExpectedVersion[] expected)
    {
        var seen = new Index<(AccountId, AssetId?), int>();
        for (var i = 0; i < expected.Length; i++)
        {
            var key = (expected[i].Account, expected[i].Asset);
            if (expected[i].Version < 0 || expected[i].Account.IsEmpty || seen.Contains(key))
            {
                return new OutcomeDetail($"expectedVersions[{i}]", expected[i].Version.ToString(CultureInfo.InvariantCulture));
            }

            seen.Add(key, i);
        }

        return null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
