using System.Security.Cryptography;
using System.Text;
using VeritasVault.Core;

namespace VeritasVault.External.Veritas;

/// <summary>
/// The ids of an operation at the other ledger. They follow from the operation's id and nothing else, so that a process
/// that comes after a crash names the same settlement: the first 16 bytes of SHA-256 of an ASCII text, with version 8
/// and the variant of RFC 9562 in their places.
/// </summary>
internal static class VeritasIds
{
    /// <summary>The settlement: of <c>veritas-operation/v1 OPERATION</c>.</summary>
    public static SettlementId SettlementOf(OperationId id) => new(Uuid($"veritas-operation/v1 {id}"));

    /// <summary>
    /// A command about it: of <c>veritas-operation/v1 OPERATION CALL RECORD</c>, where the record is the last one of
    /// the settlement that was seen (0: none). The same command is the same id as long as nothing happened; when
    /// something did, it is another command, and no answer of old stands in its way.
    /// </summary>
    public static CommandId CommandOf(OperationId id, ForeignCall call, long recordNo) =>
        new(Uuid(FormattableString.Invariant(
            $"veritas-operation/v1 {id} {(call == ForeignCall.Commit ? "commit" : "abort")} {recordNo}")));

    private static UInt128 Uuid(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(text), hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return CommandId.Read(hash[..CommandId.Size]).Bits;
    }
}
