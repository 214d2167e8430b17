namespace VeritasVault.Core;

/// <summary>The canonical bytes of a settlement's content; equal content has equal bytes and nothing else
/// has.</summary>
internal static class RequestContent
{
    public static Hash256 HashOf(SettlementRequest request)
    {
        var writer = new ByteWriter(64 + (64 * request.Legs.Length));
        Write(writer, request);
        return Hash256.Of(writer.Written);
    }

    /// <summary>The bytes whose SHA-256 is <see cref="SettlementRequest.BodyHash"/>.</summary>
    public static void Write(ByteWriter writer, SettlementRequest request)
    {
        request.Id.Write(writer.Reserve(SettlementId.Size));
        writer.U8((byte)request.Kind);
        writer.I64(request.NotBefore?.Micros ?? -1);
        writer.I64(request.Deadline?.Micros ?? -1);
        WriteTerms(writer, request.Terms);
        writer.Var(request.Legs.Length);
        for (var i = 0; i < request.Legs.Length; i++)
        {
            ref readonly var leg = ref request.Legs[i];
            WriteLegId(writer, leg, i);
            writer.Text(leg.From.Value);
            writer.Text(leg.To.Value);
            writer.Text(leg.Asset.Value);
            writer.Zigzag(leg.Quantity);
            writer.Text(leg.Ledger.Value);
        }

        if (request.HasSigning)
        {
            WriteSigning(writer, request);
        }
    }

    /// <summary>
    /// The salted hash that binds reference and metadata, so that they can be erased: SHA-256(salt ‖ reference ‖
    /// metadata), salted by the settlement's secret. Null when there is neither.
    /// </summary>
    public static Hash256? MetadataHashOf(SettlementRequest request, Hash256 saltKey)
    {
        // Texts beyond their limits are refused at the door and not worth hashing.
        if (!request.HasMetadata || request.Reference?.Length > Limits.ReferenceLengthMax
            || request.Metadata?.Length > Limits.MetadataLengthMax)
        {
            return null;
        }

        var writer = new ByteWriter();
        SettlementSecret.WriteMetadataSalt(SettlementSecret.Of(request, saltKey), writer.Reserve(16));
        writer.OptionalText(request.Reference);
        writer.OptionalText(request.Metadata);
        return Hash256.Of(writer.Written);
    }

    /// <summary>The first field in which two requests of one id differ, for parties to it; null when none of the body
    /// does.</summary>
    public static string? FirstDifference(SettlementRequest first, SettlementRequest second)
    {
        if (first.Legs.Length != second.Legs.Length)
        {
            return "legs";
        }

        for (var i = 0; i < first.Legs.Length; i++)
        {
            if (DifferingMember(first.Legs[i], second.Legs[i], i) is { } member)
            {
                return $"legs[{i}].{member}";
            }
        }

        return first.Kind != second.Kind ? "kind"
            : first.NotBefore != second.NotBefore ? "notBefore"
            : first.Deadline != second.Deadline ? "deadline"
            : first.Terms.OnShortage != second.Terms.OnShortage ? "onShortage"
            : first.Terms.Consent != second.Terms.Consent ? "consent"
            : first.Terms.Isolation != second.Terms.Isolation ? "isolation"
            : first.Terms.Prepare != second.Terms.Prepare ? "prepare"
            : first.Terms.Replaces != second.Terms.Replaces ? "replaces"
            : first.Terms.Recovery != second.Terms.Recovery ? "recovery"
            : !first.Terms.ExpectedVersions.AsSpan().SequenceEqual(second.Terms.ExpectedVersions) ? "expectedVersions"
            : first.Secret != second.Secret ? "secret" : null;
    }

    private static string? DifferingMember(in Instruction first, in Instruction second, int place) =>
        EffectiveId(first, place) != EffectiveId(second, place) ? "id"
        : first.From != second.From ? "from"
        : first.To != second.To ? "to"
        : first.Asset != second.Asset ? "asset"
        : first.Quantity != second.Quantity ? "quantity"
        : first.Ledger != second.Ledger ? "ledger"
        : first.Authoriser != second.Authoriser ? "authoriser"
        : first.CreditAuthoriser != second.CreditAuthoriser ? "creditAuthoriser" : null;

    /// <summary>Whether any leg was given an id.</summary>
    public static bool HasLegIds(Instruction[] legs)
    {
        foreach (ref readonly var leg in legs.AsSpan())
        {
            if (!leg.Id.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The instruction's id, or its place from 1 when it was given none.</summary>
    public static string EffectiveId(in Instruction leg, int place) =>
        leg.Id.IsEmpty ? (place + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : leg.Id.Value;

    private static void WriteSigning(ByteWriter writer, SettlementRequest request)
    {
        writer.U8(request.Secret is null ? (byte)0 : (byte)1);
        if (request.Secret is { } secret)
        {
            writer.Hash(secret);
        }

        foreach (var leg in request.Legs)
        {
            writer.Text(leg.Authoriser.Value);
            writer.Text(leg.CreditAuthoriser.Value);
        }
    }

    // A leg without an id and one that spells its place are the same content, so both get the same bytes.
    private static void WriteLegId(ByteWriter writer, in Instruction leg, int place)
    {
        if (leg.Id.IsEmpty || leg.Id.Value == EffectiveId(default, place))
        {
            writer.U8(0);
        }
        else
        {
            writer.Text(leg.Id.Value);
        }
    }

    private static void WriteTerms(ByteWriter writer, SettlementTerms terms)
    {
        writer.U8((byte)terms.OnShortage);
        writer.U8((byte)terms.Consent);
        writer.U8((byte)terms.Isolation);
        writer.U8((byte)terms.Prepare);
        writer.U8(terms.Replaces is null ? (byte)0 : (byte)1);
        if (terms.Replaces is { } replaced)
        {
            replaced.Write(writer.Reserve(SettlementId.Size));
        }

        RecoveryFormat.Write(writer, terms.Recovery);
        writer.Var(terms.ExpectedVersions.Length);
        foreach (var expected in terms.ExpectedVersions)
        {
            writer.Text(expected.Account.Value);
            writer.OptionalText(expected.Asset?.Value);
            writer.I64(expected.Version);
        }
    }
}
