namespace VeritasVault.Core;

/// <summary>The stored form of a submission's body. Legs whose names all exist are stored as registry indices, others
/// as text.</summary>
internal static class SettlementBodyFormat
{
    [Flags]
    private enum Has : byte
    {
        None = 0,
        NotBefore = 1,
        Deadline = 2,
        MetadataHash = 4,
        Terms = 8,
        LegIds = 16,
        Names = 32,
        Signing = 64,
        Hold = 128,
        All = 255,
    }

    /// <summary>What was read beside the record's own members and is needed to build the request.</summary>
    internal struct Fields
    {
        public SettlementKind Kind;
        public Timestamp? NotBefore;
        public Timestamp? Deadline;
        public SettlementTerms Terms;
        public string[]? LegIds;
        public Instruction[]? NamedLegs;
        public Hash256? Secret;
        public bool OnHold;

        /// <summary>Whether the legs are indices and quantities, and nothing else.</summary>
        public readonly bool IsPlain => LegIds is null && NamedLegs is null && Secret is null;
    }

    public static void Write(ByteWriter writer, SettlementRecord record)
    {
        var body = record.Body;
        Invariant.Holds(body is not null);
        var legIds = RequestContent.HasLegIds(body.Legs);
        var hasTerms = !IsDefault(body.Terms);
        writer.U8((byte)((body.NotBefore is null ? Has.None : Has.NotBefore)
            | (body.Deadline is null ? Has.None : Has.Deadline)
            | (record.MetadataHash is null ? Has.None : Has.MetadataHash)
            | (hasTerms ? Has.Terms : Has.None)
            | (legIds ? Has.LegIds : Has.None)
            | (record.IsResolved ? Has.None : Has.Names)
            | (body.HasSigning ? Has.Signing : Has.None)
            | (body.OnHold ? Has.Hold : Has.None)));
        writer.U8((byte)body.Kind);
        WriteOptional(writer, body.NotBefore);
        WriteOptional(writer, body.Deadline);
        if (record.MetadataHash is { } hash)
        {
            writer.Hash(hash);
        }

        if (hasTerms)
        {
            WriteTerms(writer, body.Terms);
        }

        if (body.HasSigning)
        {
            Invariant.Holds(body.Secret is not null);
            writer.Hash(body.Secret.Value);
        }

        writer.Var(body.Legs.Length);
        for (var i = 0; i < body.Legs.Length; i++)
        {
            WriteLeg(writer, record, body, i, legIds);
        }
    }

    public static Fields Read(ref ByteReader reader, SettlementRecord record, LedgerState names)
    {
        var has = (Has)reader.UpTo((byte)Has.All);
        var kind = (SettlementKind)reader.UpTo((byte)SettlementKind.Redeem);
        var fields = new Fields { Kind = kind, Terms = SettlementTerms.Default };
        fields.OnHold = has.HasFlag(Has.Hold);
        fields.NotBefore = has.HasFlag(Has.NotBefore) ? reader.Time() : null;
        fields.Deadline = has.HasFlag(Has.Deadline) ? reader.Time() : null;
        record.MetadataHash = has.HasFlag(Has.MetadataHash) ? reader.Hash() : null;
        if (has.HasFlag(Has.Terms))
        {
            fields.Terms = ReadTerms(ref reader);
            if (IsDefault(fields.Terms))
            {
                throw new RecordFormatException("default terms are not written");
            }
        }

        fields.Secret = has.HasFlag(Has.Signing) ? reader.Hash() : null;
        var count = reader.VarInt();
        if (count is < 1 or > Limits.LegsMax)
        {
            throw new RecordFormatException($"{count} legs");
        }

        record.RoomForLegs(count);
        record.LegCount = count;
        record.IsResolved = !has.HasFlag(Has.Names);
        fields.LegIds = has.HasFlag(Has.LegIds) ? new string[count] : null;
        fields.NamedLegs = has.HasFlag(Has.Names) ? new Instruction[count] : null;
        for (var i = 0; i < count; i++)
        {
            ReadLeg(ref reader, record, fields, names, i);
        }

        if (fields.LegIds is { } ids && Array.TrueForAll(ids, id => id.Length == 0))
        {
            throw new RecordFormatException("leg ids without any id");
        }

        return fields;
    }

    /// <summary>Builds the request from a record that was read, when the reader has not.</summary>
    public static SettlementRequest Build(SettlementRecord record, LedgerState names) =>
        Build(record, record.Head, names);

    public static SettlementRequest Build(SettlementRecord record, in Fields fields, LedgerState names)
    {
        var legs = fields.NamedLegs ?? new Instruction[record.LegCount];
        for (var i = 0; i < legs.Length; i++)
        {
            if (fields.NamedLegs is null)
            {
                ref readonly var leg = ref record.Legs[i];
                legs[i] = Named(leg, names);
            }

            if (fields.LegIds is { } ids && ids[i].Length > 0)
            {
                legs[i] = legs[i] with { Id = InstructionId.Trusted(ids[i]) };
            }
        }

        return new SettlementRequest
        {
            Id = record.Id,
            Kind = fields.Kind,
            Legs = legs,
            Terms = fields.Terms,
            NotBefore = fields.NotBefore,
            Deadline = fields.Deadline,
            Secret = fields.Secret,
            OnHold = fields.OnHold,
            Approvals = ApprovalsOf(record, names),
        };
    }

    private static Instruction Named(in ResolvedLeg leg, LedgerState names)
    {
        var (from, to) = (names.Accounts[leg.From], names.Accounts[leg.To]);
        return new Instruction(from.Id, to.Id, names.Assets[leg.Asset].Id, leg.Quantity)
        {
            Ledger = from.LedgerIndex < 0 ? default : names.Ledgers[from.LedgerIndex].Id,
            Authoriser = leg.Signers.HasFlag(LegSigners.Debited) ? names.Participants[from.OwnerIndex].Id : default,
            CreditAuthoriser =
                leg.Signers.HasFlag(LegSigners.Credited) ? names.Participants[to.OwnerIndex].Id : default,
        };
    }

    private static Approval[] ApprovalsOf(SettlementRecord record, LedgerState names)
    {
        var approvals = record.Approvals.Count == 0 ? [] : new Approval[record.Approvals.Count];
        for (var i = 0; i < approvals.Length; i++)
        {
            approvals[i] = record.Approvals[i].WithNames(names);
        }

        return approvals;
    }

    private static void WriteLeg(
        ByteWriter writer, SettlementRecord record, SettlementRequest body, int place, bool withId)
    {
        ref readonly var leg = ref body.Legs[place];
        if (record.IsResolved)
        {
            ref readonly var resolved = ref record.Legs[place];
            writer.Var(resolved.From);
            writer.Var(resolved.To);
            writer.Var(resolved.Asset);
        }
        else
        {
            writer.Text(leg.From.Value);
            writer.Text(leg.To.Value);
            writer.Text(leg.Asset.Value);
            writer.OptionalText(leg.Ledger.IsEmpty ? null : leg.Ledger.Value);
        }

        writer.Var((UInt128)leg.Quantity);
        if (withId)
        {
            writer.Text(leg.Id.Value);
        }

        if (body.HasSigning && record.IsResolved)
        {
            writer.U8((byte)record.Legs[place].Signers);
        }
        else if (body.HasSigning)
        {
            writer.Text(leg.Authoriser.Value);
            writer.Text(leg.CreditAuthoriser.Value);
        }
    }

    private static void ReadLeg(
        ref ByteReader reader, SettlementRecord record, in Fields fields, LedgerState names, int place)
    {
        if (fields.NamedLegs is { } named)
        {
            var from = AccountId.Trusted(reader.Name());
            var to = AccountId.Trusted(reader.Name());
            var asset = AssetId.Trusted(reader.Name());
            var ledger = reader.Bool() ? LedgerId.Trusted(reader.Name()) : default;
            named[place] = new Instruction(from, to, asset, reader.Quantity()) { Ledger = ledger };
        }
        else
        {
            var from = reader.IndexBelow(names.Accounts.Count);
            var to = reader.IndexBelow(names.Accounts.Count);
            var asset = reader.IndexBelow(names.Assets.Count);
            record.Legs[place] = new ResolvedLeg(from, to, asset, LegSigners.None, reader.Quantity());
        }

        if (fields.LegIds is { } ids)
        {
            ids[place] = reader.Text();
            if (ids[place].Length > 0 && !TextId.IsValid(ids[place]))
            {
                throw new RecordFormatException($"leg {place} has no valid id");
            }
        }

        if (fields.Secret is not null)
        {
            ReadSigners(ref reader, record, fields, place);
        }
    }

    private static void ReadSigners(ref ByteReader reader, SettlementRecord record, in Fields fields, int place)
    {
        if (fields.NamedLegs is { } named)
        {
            named[place] = named[place] with
            {
                Authoriser = ReadAuthoriser(ref reader),
                CreditAuthoriser = ReadAuthoriser(ref reader),
            };
        }
        else
        {
            record.Legs[place].Signers = (LegSigners)reader.UpTo((byte)LegSigners.All);
        }
    }

    private static ParticipantId ReadAuthoriser(ref ByteReader reader)
    {
        var text = reader.NameOrNone();
        return text.Length == 0 ? default : ParticipantId.Trusted(text);
    }

    private static void WriteOptional(ByteWriter writer, Timestamp? time)
    {
        if (time is { } given)
        {
            writer.I64(given.Micros);
        }
    }

    // By content, so that equal settlements have equal bytes whoever built them.
    private static bool IsDefault(SettlementTerms terms) =>
        terms is
        {
            OnShortage: OnShortage.Fail,
            Consent: ConsentTerm.ByPolicy,
            Isolation: Isolation.Escrow,
            Prepare: PrepareMode.None,
            Replaces: null,
            Recovery: null,
        }
        && terms.ExpectedVersions.Length == 0;

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
            writer.Var(expected.Version);
        }
    }

    private static SettlementTerms ReadTerms(ref ByteReader reader)
    {
        var onShortage = (OnShortage)reader.UpTo((byte)OnShortage.Wait);
        var consent = (ConsentTerm)reader.UpTo((byte)ConsentTerm.Explicit);
        var isolation = (Isolation)reader.UpTo((byte)Isolation.Exclusive);
        var prepare = (PrepareMode)reader.UpTo((byte)PrepareMode.Binding);
        SettlementId? replaces = reader.Bool() ? SettlementId.Read(reader.Take(SettlementId.Size)) : null;
        var recovery = RecoveryFormat.Read(ref reader);
        var count = reader.VarInt();
        if (count > Limits.ExpectedVersionsMax)
        {
            throw new RecordFormatException($"{count} expected versions");
        }

        var expected = new ExpectedVersion[count];
        for (var i = 0; i < expected.Length; i++)
        {
            var account = AccountId.Trusted(reader.Name());
            AssetId? asset = reader.Bool() ? AssetId.Trusted(reader.Name()) : null;
            expected[i] = new ExpectedVersion(account, asset, reader.Var());
        }

        return new SettlementTerms
        {
            OnShortage = onShortage,
            Consent = consent,
            Isolation = isolation,
            Prepare = prepare,
            Replaces = replaces,
            Recovery = recovery,
            ExpectedVersions = expected,
        };
    }
}
