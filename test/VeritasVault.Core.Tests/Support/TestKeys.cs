using System.Text;

namespace VeritasVault.Core.Tests;

/// <summary>
/// Keys that are names, so that a scenario can say which one is meant, and signatures that anybody can make: the hash
/// of what is signed and of the key's id. A name that begins with <c>bad</c> is no acceptable key.
/// </summary>
internal sealed class TestKeys : ISignatureRule
{
    public static readonly TestKeys Rule = new();

    /// <summary>The public key of a name of at most 16 characters; its id is the same bytes.</summary>
    public static PublicKey PublicKeyOf(string name)
    {
        var bytes = new byte[PublicKey.Size];
        Encoding.ASCII.GetBytes(name, bytes.AsSpan(0, KeyId.Size));
        return PublicKey.Read(bytes);
    }

    public static PublicKey PublicKeyOf(KeyId id)
    {
        var bytes = new byte[PublicKey.Size];
        id.Write(bytes);
        return PublicKey.Read(bytes);
    }

    public static KeyId IdOf(string name) => Rule.KeyIdOf(PublicKeyOf(name));

    public static string NameOf(KeyId id)
    {
        Span<byte> bytes = stackalloc byte[KeyId.Size];
        id.Write(bytes);
        return Encoding.ASCII.GetString(bytes).TrimEnd('\0');
    }

    public static Signature Endorse(Origin origin, ParticipantId? participant, in KeyTerms newKey, PublicKey by) =>
        Sign(FormattableString.Invariant(
            $"{origin} {participant} {newKey.PublicKey} {newKey.ValidFrom.Micros} {newKey.ValidUntil?.Micros} {by}"));

    public static Approval Approve(
        Origin origin, SettlementRequest request, ParticipantId participant, KeyId key, ApprovalBatch? batch = null)
    {
        var metadataHash = RequestContent.MetadataHashOf(request, TestLedger.SaltKey);
        return new Approval(participant, key, SignatureOf(origin, request, metadataHash, participant, key, batch))
        {
            Batch = batch,
        };
    }

    /// <summary>The same with a signature that does not hold.</summary>
    public static Approval Spoil(Approval approval) => approval with { Signature = approval.Signature with { D = 1 } };

    public KeyId KeyIdOf(PublicKey key)
    {
        var bytes = new byte[PublicKey.Size];
        key.Write(bytes);
        return KeyId.Read(bytes);
    }

    public bool IsAcceptable(PublicKey key) =>
        !key.ToString().StartsWith(Convert.ToHexStringLower("bad"u8), StringComparison.Ordinal);

    public bool Endorses(
        Origin origin, ParticipantId? participant, in KeyTerms newKey, PublicKey by, Signature endorsement) =>
        endorsement == Endorse(origin, participant, newKey, by);

    public bool Approves(
        Origin origin, SettlementRequest request, Hash256? metadataHash, in Approval approval, PublicKey key) =>
        approval.Signature == SignatureOf(
            origin, request, metadataHash, approval.Participant, KeyIdOf(key), approval.Batch);

    private static Signature SignatureOf(
        Origin origin, SettlementRequest request, Hash256? metadataHash, ParticipantId participant, KeyId key,
        ApprovalBatch? batch) =>
        Sign($"{origin} {request.BodyHash} {metadataHash} {participant} {key} {batch?.Index}/{batch?.Count}");

    private static Signature Sign(string text)
    {
        var bytes = new byte[Signature.Size];
        Hash256.Of(Encoding.UTF8.GetBytes(text)).Write(bytes);
        Hash256.Of(bytes.AsSpan(0, Hash256.Size)).Write(bytes.AsSpan(Hash256.Size));
        return Signature.Read(bytes);
    }
}
