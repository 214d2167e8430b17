namespace VeritasVault.Core;

/// <summary>The stored form of registry commands; also what their idempotent comparison is made on.</summary>
internal static class RegistryCommandFormat
{
    private enum Kind : byte
    {
        RegisterParticipant = 1,
        SetConsentPolicy = 2,
        RegisterAsset = 3,
        SetIssuanceLimit = 4,
        OpenAccount = 5,
        SetAccountStatus = 6,
        SetPositionLimits = 7,
        RegisterKey = 8,
        RevokeKey = 9,
        RotateLedgerKey = 10,
        OpenNewOrigin = 11,
        PermitCoordination = 12,
        RegisterLedger = 13,
    }

    /// <summary>Hash of what the command says, without its id and actor.</summary>
    public static Hash256 HashOf(RegistryCommand command)
    {
        // The key's id is the registry's addition.
        var said = command is RegisterKey key ? key with { Key = default } : command;
        var writer = new ByteWriter(128);
        Write(writer, said);
        return Hash256.Of(writer.Written);
    }

    public static void Write(ByteWriter writer, RegistryCommand command)
    {
        switch (command)
        {
            case RegisterParticipant c:
                WritePolicy(writer, Kind.RegisterParticipant, c.Participant, c.Policy, c.ConsentsToCredits);
                break;
            case SetConsentPolicy c:
                WritePolicy(writer, Kind.SetConsentPolicy, c.Participant, c.Policy, c.ConsentsToCredits);
                break;
            case PermitCoordination c:
                writer.U8((byte)Kind.PermitCoordination);
                writer.Text(c.Participant.Value);
                writer.U8(c.IsPermitted ? (byte)1 : (byte)0);
                break;
            case RegisterAsset c:
                writer.U8((byte)Kind.RegisterAsset);
                writer.Text(c.Asset.Value);
                writer.Var(c.Scale);
                writer.Text(c.Issuer.Value);
                writer.OptionalZigzag(c.IssuanceLimit);
                break;
            case SetIssuanceLimit c:
                writer.U8((byte)Kind.SetIssuanceLimit);
                writer.Text(c.Asset.Value);
                writer.OptionalZigzag(c.IssuanceLimit);
                break;
            case OpenAccount c:
                writer.U8((byte)Kind.OpenAccount);
                writer.Text(c.Account.Value);
                writer.Text(c.Owner.Value);
                writer.OptionalText(c.Ledger.IsEmpty ? null : c.Ledger.Value);
                break;
            case RegisterLedger c:
                writer.U8((byte)Kind.RegisterLedger);
                writer.Text(c.Ledger.Value);
                writer.U8((byte)c.Hold);
                writer.Var(c.HoldSecondsMax ?? 0);
                break;
            case SetAccountStatus c:
                writer.U8((byte)Kind.SetAccountStatus);
                writer.Text(c.Account.Value);
                writer.U8((byte)c.Status);
                writer.Text(c.Reason);
                break;
            case SetPositionLimits c:
                writer.U8((byte)Kind.SetPositionLimits);
                writer.Text(c.Account.Value);
                writer.Text(c.Asset.Value);
                writer.Zigzag(c.CreditLimit);
                writer.OptionalZigzag(c.Ceiling);
                break;
            case LockCommand c:
                LockCommandFormat.Write(writer, c);
                break;
            default:
                WriteKeys(writer, command);
                break;
        }
    }

    private static void WriteKeys(ByteWriter writer, RegistryCommand command)
    {
        switch (command)
        {
            case RegisterKey c:
                KeyCommandFormat.Write(writer, (byte)Kind.RegisterKey, c);
                break;
            case RevokeKey c:
                writer.U8((byte)Kind.RevokeKey);
                writer.Text(c.Participant.Value);
                c.Key.Write(writer.Reserve(KeyId.Size));
                break;
            case RotateLedgerKey c:
                writer.U8((byte)Kind.RotateLedgerKey);
                writer.Key(c.PublicKey);
                writer.Signature(c.SignedByOld);
                writer.Signature(c.SignedByNew);
                break;
            case OpenNewOrigin c:
                writer.U8((byte)Kind.OpenNewOrigin);
                writer.Text(c.Origin.Value);
                writer.Var(c.LostSize);
                writer.Hash(c.LostRoot);
                break;
            default:
                throw new InvariantException($"no format for {command.GetType().Name}");
        }
    }

    public static RegistryCommand Read(ref ByteReader reader, CommandId id, ActorId actor)
    {
        var kind = (Kind)reader.U8();
        return kind switch
        {
            Kind.RegisterParticipant => new RegisterParticipant
            {
                Id = id,
                Actor = actor,
                Participant = ParticipantId.Trusted(reader.Name()),
                Policy = (ConsentPolicy)reader.UpTo((byte)ConsentPolicy.Signed),
                ConsentsToCredits = reader.Bool(),
            },
            Kind.SetConsentPolicy => new SetConsentPolicy
            {
                Id = id,
                Actor = actor,
                Participant = ParticipantId.Trusted(reader.Name()),
                Policy = (ConsentPolicy)reader.UpTo((byte)ConsentPolicy.Signed),
                ConsentsToCredits = reader.Bool(),
            },
            Kind.RegisterAsset => new RegisterAsset
            {
                Id = id,
                Actor = actor,
                Asset = AssetId.Trusted(reader.Name()),
                Scale = reader.VarInt(),
                Issuer = AccountId.Trusted(reader.Name()),
                IssuanceLimit = reader.OptionalZigzag(),
            },
            Kind.SetIssuanceLimit => new SetIssuanceLimit
            {
                Id = id,
                Actor = actor,
                Asset = AssetId.Trusted(reader.Name()),
                IssuanceLimit = reader.OptionalZigzag(),
            },
            Kind.PermitCoordination => new PermitCoordination
            {
                Id = id,
                Actor = actor,
                Participant = ParticipantId.Trusted(reader.Name()),
                IsPermitted = reader.Bool(),
            },
            _ => ReadAboutAccount(ref reader, kind, id, actor),
        };
    }

    private static RegistryCommand ReadAboutAccount(ref ByteReader reader, Kind kind, CommandId id, ActorId actor)
    {
        return kind switch
        {
            Kind.OpenAccount => new OpenAccount
            {
                Id = id,
                Actor = actor,
                Account = AccountId.Trusted(reader.Name()),
                Owner = ParticipantId.Trusted(reader.Name()),
                Ledger = reader.Bool() ? LedgerId.Trusted(reader.Name()) : default,
            },
            Kind.RegisterLedger => new RegisterLedger
            {
                Id = id,
                Actor = actor,
                Ledger = LedgerId.Trusted(reader.Name()),
                Hold = (LedgerHold)reader.UpTo((byte)LedgerHold.None),
                HoldSecondsMax = reader.VarInt() is var seconds and > 0 ? seconds : null,
            },
            Kind.SetAccountStatus => new SetAccountStatus
            {
                Id = id,
                Actor = actor,
                Account = AccountId.Trusted(reader.Name()),
                Status = (AccountStatus)reader.UpTo((byte)AccountStatus.Closed),
                Reason = reader.Text(),
            },
            Kind.SetPositionLimits => new SetPositionLimits
            {
                Id = id,
                Actor = actor,
                Account = AccountId.Trusted(reader.Name()),
                Asset = AssetId.Trusted(reader.Name()),
                CreditLimit = reader.Zigzag(),
                Ceiling = reader.OptionalZigzag(),
            },
            _ => ReadKeys(ref reader, kind, id, actor),
        };
    }

    private static RegistryCommand ReadKeys(ref ByteReader reader, Kind kind, CommandId id, ActorId actor)
    {
        return kind switch
        {
            >= (Kind)LockCommandFormat.FirstKind and <= (Kind)LockCommandFormat.LastKind =>
                LockCommandFormat.Read(ref reader, (byte)kind, id, actor),
            Kind.RegisterKey => KeyCommandFormat.Read(ref reader, id, actor),
            Kind.RevokeKey => new RevokeKey
            {
                Id = id,
                Actor = actor,
                Participant = ParticipantId.Trusted(reader.Name()),
                Key = KeyId.Read(reader.Take(KeyId.Size)),
            },
            Kind.RotateLedgerKey => new RotateLedgerKey
            {
                Id = id,
                Actor = actor,
                PublicKey = reader.Key(),
                SignedByOld = reader.Signature(),
                SignedByNew = reader.Signature(),
            },
            Kind.OpenNewOrigin => new OpenNewOrigin
            {
                Id = id,
                Actor = actor,
                Origin = reader.Origin(),
                LostSize = reader.Var(),
                LostRoot = reader.Hash(),
            },
            _ => throw new RecordFormatException($"unknown command kind {(byte)kind}"),
        };
    }

    private static void WritePolicy(
        ByteWriter writer, Kind kind, ParticipantId participant, ConsentPolicy policy, bool consentsToCredits)
    {
        writer.U8((byte)kind);
        writer.Text(participant.Value);
        writer.U8((byte)policy);
        writer.U8(consentsToCredits ? (byte)1 : (byte)0);
    }
}
