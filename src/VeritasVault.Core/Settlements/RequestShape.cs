using System.Globalization;

namespace VeritasVault.Core;

/// <summary>The door: what can be said about a request without looking at the ledger. Refusals leave no
/// trace.</summary>
internal static class RequestShape
{
    public static Answer? Refusal(SettlementRequest request, ActorId actor)
    {
        var code = Check(request, actor, out var detail);
        return code == OutcomeCode.None ? null : Answer.Refused(code, detail);
    }

    // In the order of the codes' numbers.
    private static OutcomeCode Check(SettlementRequest request, ActorId actor, out OutcomeDetail? detail)
    {
        detail = null;
        return CheckNames(request, ref detail) is var names and not OutcomeCode.None ? names
            : CheckId(request.Id, ref detail) is var id and not OutcomeCode.None ? id
            : CheckActor(actor, ref detail) is var proposer and not OutcomeCode.None ? proposer
            : CheckTexts(request, ref detail) is var texts and not OutcomeCode.None ? texts
            : CheckLegCount(request.Legs.Length, ref detail) is var count and not OutcomeCode.None ? count
            : CheckLegIds(request.Legs, ref detail) is var ids and not OutcomeCode.None ? ids
            : CheckQuantities(request.Legs, ref detail) is var quantities and not OutcomeCode.None ? quantities
            : CheckTerms(request, ref detail) is var terms and not OutcomeCode.None ? terms
            : CheckApprovals(request, ref detail);
    }

    private static OutcomeCode CheckId(SettlementId id, ref OutcomeDetail? detail)
    {
        detail = id.IsNil ? new OutcomeDetail("id", id.ToString()) : null;
        return id.IsNil ? OutcomeCode.SettlementIdMalformed : OutcomeCode.None;
    }

    private static OutcomeCode CheckActor(ActorId actor, ref OutcomeDetail? detail)
    {
        detail = actor.IsEmpty ? new OutcomeDetail("actor", string.Empty) : null;
        return actor.IsEmpty ? OutcomeCode.ActorMalformed : OutcomeCode.None;
    }

    private static OutcomeCode CheckNames(SettlementRequest request, ref OutcomeDetail? detail)
    {
        var legs = request.Legs;
        for (var i = 0; i < Math.Min(legs.Length, Limits.LegsMax); i++)
        {
            var field = legs[i].From.IsEmpty ? "from" : legs[i].To.IsEmpty ? "to" : legs[i].Asset.IsEmpty ? "asset"
                : null;
            if (field is not null)
            {
                detail = new OutcomeDetail($"legs[{i}].{field}", string.Empty);
                return OutcomeCode.IdMalformed;
            }
        }

        detail = ApprovalShape.Nameless(request.Approvals);
        return detail is null ? OutcomeCode.None : OutcomeCode.IdMalformed;
    }

    private static OutcomeCode CheckApprovals(SettlementRequest request, ref OutcomeDetail? detail)
    {
        detail = ApprovalShape.OutOfRange(request.Approvals);
        return detail is null ? OutcomeCode.None : OutcomeCode.ParameterOutOfRange;
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
        if (!RequestContent.HasLegIds(legs))
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
        var firstZero = -1;
        for (var i = 0; i < legs.Length; i++)
        {
            var quantity = legs[i].Quantity;
            if (quantity < 0)
            {
                detail = new OutcomeDetail($"legs[{i}].quantity", quantity.ToString(CultureInfo.InvariantCulture));
                return OutcomeCode.QuantityNegative;
            }

            firstZero = firstZero < 0 && quantity == 0 ? i : firstZero;

            // Saturates: only whether it ever leaves the range matters.
            total = total > (UInt128)Int128.MaxValue ? total : total + (UInt128)quantity;
        }

        if (firstZero >= 0)
        {
            detail = new OutcomeDetail($"legs[{firstZero}].quantity", "0");
            return OutcomeCode.QuantityZero;
        }

        return total <= (UInt128)Int128.MaxValue ? OutcomeCode.None : CheckGross(legs, ref detail);
    }

    // Rare: the whole settlement is beyond the range, so each account and asset is looked at by itself. All quantities
    // are positive, so whether a sum leaves the range does not depend on the order of the legs.
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
                    detail = new OutcomeDetail(
                        $"{key.Item1}/{leg.Asset}", Limit: Int128.MaxValue.ToString(CultureInfo.InvariantCulture));
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

        var terms = request.Terms;
        var expected = terms.ExpectedVersions;
        detail = request.Kind > SettlementKind.Redeem ? new OutcomeDetail("kind", Text((int)request.Kind))
            : IsNegative(request.NotBefore) ? new OutcomeDetail("notBefore", Text(request.NotBefore!.Value.Micros), "0")
            : IsNegative(request.Deadline) ? new OutcomeDetail("deadline", Text(request.Deadline!.Value.Micros), "0")
            : terms.OnShortage > OnShortage.Wait ? new OutcomeDetail("onShortage", Text((int)terms.OnShortage))
            : terms.Consent > ConsentTerm.Explicit ? new OutcomeDetail("consent", Text((int)terms.Consent))
            : terms.Isolation > Isolation.Exclusive ? new OutcomeDetail("isolation", Text((int)terms.Isolation))
            : terms.Prepare > PrepareMode.Binding ? new OutcomeDetail("prepare", Text((int)terms.Prepare))
            : terms.Prepare == PrepareMode.Expiring && request.Deadline is null ? new OutcomeDetail("deadline")
            : terms.Replaces == request.Id || terms.Replaces is { IsNil: true }
                ? new OutcomeDetail("replaces", terms.Replaces.Value.ToString())
            : terms.Recovery?.OutOfRange() is var (field, value, limit)
                ? new OutcomeDetail($"recovery.{field}", Text(value), Text(limit))
            : expected.Length > Limits.ExpectedVersionsMax
                ? new OutcomeDetail("expectedVersions", Text(expected.Length), Text(Limits.ExpectedVersionsMax))
            : request.Secret is null && request.HasAuthoriser ? new OutcomeDetail("secret")
            : FirstBadExpectation(expected);
        return detail is null ? OutcomeCode.None : OutcomeCode.TermsInvalid;
    }

    // Engine time is never negative. Content has no second spelling either: -1 is how it writes "none".
    private static bool IsNegative(Timestamp? time) => time is { Micros: < 0 };

    private static OutcomeDetail? FirstBadExpectation(ExpectedVersion[] expected)
    {
        if (expected.Length == 0)
        {
            return null;
        }

        var seen = new Index<(AccountId, AssetId?), int>();
        for (var i = 0; i < expected.Length; i++)
        {
            var key = (expected[i].Account, expected[i].Asset);
            if (expected[i].Version < 0 || expected[i].Account.IsEmpty || expected[i].Asset is { IsEmpty: true }
                || seen.Contains(key))
            {
                return new OutcomeDetail(
                    $"expectedVersions[{i}]", expected[i].Version.ToString(CultureInfo.InvariantCulture));
            }

            seen.Add(key, i);
        }

        return null;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
