namespace VeritasVault.Core;

/// <summary>Canonical bytes of an undecided settlement, with the body as its record stores it.</summary>
internal static class OpenSettlementFormat
{
    private const byte Version = 2;

    public static void Write(ByteWriter writer, OpenSettlement open, LedgerState state)
    {
        writer.U8(Version);
        writer.Var(open.Sequence);
        writer.Text(open.Proposer.Value);
        open.Request.Id.Write(writer.Reserve(SettlementId.Size));
        SettlementBodyFormat.Write(writer, Resolved(open, state));
        writer.Var(open.Trail.Count);
        foreach (var step in open.Trail)
        {
            writer.U8((byte)step.Stage);
            writer.Var(step.At.Micros);
        }

        WriteIndices(writer, open.Consents);
        WriteIndices(writer, open.CancelVotes);
    }

    public static OpenSettlement Read(ref ByteReader reader, LedgerState state)
    {
        StateRowFormat.CheckVersion(reader.U8());
        var sequence = reader.Var();
        var proposer = reader.Actor();
        var record = new SettlementRecord();
        record.Reset(Cause.Submit, SettlementId.Read(reader.Take(SettlementId.Size)), proposer, default);
        var fields = SettlementBodyFormat.Read(ref reader, record, state);
        var open = new OpenSettlement(sequence, SettlementBodyFormat.Build(record, fields, state), proposer)
        {
            MetadataHash = record.MetadataHash,
        };
        var steps = reader.VarInt();
        for (var i = 0; i < steps; i++)
        {
            var stage = (Stage)reader.UpTo((byte)Stage.Completing);
            open.Enter(stage, new Timestamp(reader.Var()));
        }

        var consents = reader.VarInt();
        for (var i = 0; i < consents; i++)
        {
            open.AddConsent(reader.IndexBelow(state.Participants.Count + 1) - 1);
        }

        var votes = reader.VarInt();
        for (var i = 0; i < votes; i++)
        {
            open.AddCancelVote(reader.IndexBelow(state.Participants.Count + 1) - 1);
        }

        return open;
    }

    private static void WriteIndices(ByteWriter writer, IReadOnlyList<int> indices)
    {
        writer.Var(indices.Count);
        foreach (var index in indices)
        {
            writer.Var(index + 1);
        }
    }

    private static SettlementRecord Resolved(OpenSettlement open, LedgerState state)
    {
        var record = new SettlementRecord();
        record.Reset(Cause.Submit, open.Request.Id, open.Proposer, default);
        record.Body = open.Request;
        record.MetadataHash = open.MetadataHash;
        record.RoomForLegs(open.Request.Legs.Length);
        record.LegCount = open.Request.Legs.Length;
        for (var i = 0; i < record.LegCount; i++)
        {
            ref readonly var leg = ref open.Request.Legs[i];
            record.Legs[i] = new ResolvedLeg(
                state.Accounts.IndexOf(leg.From), state.Accounts.IndexOf(leg.To), state.Assets.IndexOf(
                    leg.Asset), leg.Quantity);
        }

        return record;
    }
}
