namespace VeritasVault.Core;

/// <summary>The stored form of what came of a foreign call.</summary>
internal static class ForeignReplyFormat
{
    public static void Write(ByteWriter writer, ForeignReplyCommand reply)
    {
        writer.Var(reply.Attempt);
        writer.Var(reply.Operation);
        writer.U8((byte)reply.Call);
        writer.U8((byte)reply.State);
        writer.U8((byte)reply.Failure);
        writer.U8(reply.IsGivenUp ? (byte)1 : (byte)0);
        writer.Var(reply.Tries);
        writer.Text(reply.Code);
        writer.Text(reply.Text);
        writer.Var((reply.HeldUntil?.Micros ?? -1) + 1);
    }

    public static ForeignReplyCommand Read(ref ByteReader reader, SettlementId settlement)
    {
        var attempt = reader.VarInt();
        var operation = reader.VarInt();
        var call = (ForeignCall)reader.UpTo((byte)ForeignCall.Query);
        var reply = new ForeignReplyCommand(settlement, attempt, operation, call)
        {
            State = (ForeignState)reader.UpTo((byte)ForeignState.Refused),
            Failure = (ForeignFailure)reader.UpTo((byte)ForeignFailure.Broken),
            IsGivenUp = reader.Bool(),
            Tries = reader.VarInt(),
            Code = reader.Text(),
            Text = reader.Text(),
        };
        var heldUntil = reader.Var();
        return heldUntil == 0 ? reply : reply with { HeldUntil = new Timestamp(heldUntil - 1) };
    }
}
