namespace VeritasVault.Core;

/// <summary>Canonical bytes of an undecided settlement, with the body as its record stores it.</summary>
internal static class OpenSettlementFormat
{
    public static void Write(ByteWriter writer, OpenSettlement open, LedgerState state)
    {
        writer.U8(StateRowFormat.Version);
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

        WriteApprovals(writer, open.Approvals);
        WriteIndices(writer, open.Consents);
        WriteIndices(writer, open.CancelVotes);
        WriteIndices(writer, open.Holders);
        OpenProgressFormat.Write(writer, open);
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

        ReadApprovals(ref reader, open.Approvals, state);
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

        var holders = reader.VarInt();
        for (var i = 0; i < holders; i++)
        {
            open.AddHolder(reader.IndexBelow(state.Participants.Count + 1) - 1);
        }

        OpenProgressFormat.Read(ref reader, open, state);
        return open;
    }

    private static void WriteApprovals(ByteWriter writer, HeldApprovals approvals)
    {
        writer.Var(approvals.Count);
        for (var i = 0; i < approvals.Count; i++)
        {
            writer.Var(approvals[i].OriginIndex);
            ApprovalFormat.Write(writer, approvals[i]);
        }
    }

    private static void ReadApprovals(ref ByteReader reader, HeldApprovals approvals, LedgerState state)
    {
        var count = reader.VarInt();
        for (var i = 0; i < count; i++)
        {
            var origin = reader.VarInt();
            ApprovalFormat.Add(approvals, ApprovalFormat.Read(ref reader, state) with { OriginIndex = origin });
        }
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
        record.Resolve(open.Request, state);
        return record;
    }
}
