namespace VeritasVault.Proofs;

/// <summary>The type strings of all statements (spec/statements.md, spec/entries.md). The version is part of the
/// type.</summary>
internal static class StatementTypes
{
    public static ReadOnlySpan<byte> Transaction => "settle/tx/v1"u8;

    public static ReadOnlySpan<byte> Terms => "settle/terms/v1"u8;

    public static ReadOnlySpan<byte> Approve => "settle/approve/v1"u8;

    public static ReadOnlySpan<byte> ApproveBatch => "settle/approve-batch/v1"u8;

    public static ReadOnlySpan<byte> Instruction => "settle/instruction/v1"u8;

    public static ReadOnlySpan<byte> State => "settle/state/v1"u8;

    public static ReadOnlySpan<byte> Position => "settle/position/v1"u8;

    public static ReadOnlySpan<byte> Signature => "settle/signature/v1"u8;

    public static ReadOnlySpan<byte> PublicKey => "settle/pk/v1"u8;

    public static ReadOnlySpan<byte> Endorse => "settle/endorse/v1"u8;

    public static ReadOnlySpan<byte> Registry => "settle/registry/v1"u8;

    public static ReadOnlySpan<byte> RegistryParticipant => "settle/registry-participant/v1"u8;

    public static ReadOnlySpan<byte> RegistryKey => "settle/registry-key/v1"u8;

    public static ReadOnlySpan<byte> RegistryAsset => "settle/registry-asset/v1"u8;

    public static ReadOnlySpan<byte> RegistryAccount => "settle/registry-account/v1"u8;

    public static ReadOnlySpan<byte> RegistryLimit => "settle/registry-limit/v1"u8;

    public static ReadOnlySpan<byte> SettlementEntry => "settle/settlement/v1"u8;

    public static ReadOnlySpan<byte> Foreign => "settle/foreign/v1"u8;

    public static ReadOnlySpan<byte> ConfirmedEntry => "settle/confirmed/v1"u8;

    public static ReadOnlySpan<byte> HoldEntry => "settle/hold/v1"u8;

    public static ReadOnlySpan<byte> FailureEntry => "settle/failure/v1"u8;

    public static ReadOnlySpan<byte> CommandEntry => "settle/command/v1"u8;

    public static ReadOnlySpan<byte> CommandBody => "settle/command-body/v1"u8;

    public static ReadOnlySpan<byte> KeyEntry => "settle/key/v1"u8;

    public static ReadOnlySpan<byte> OriginEntry => "settle/origin/v1"u8;

    public static ReadOnlySpan<byte> BlockEntry => "settle/block/v1"u8;

    public static ReadOnlySpan<byte> Parameters => "settle/params/v1"u8;
}
