using VeritasVault.Core;

namespace VeritasVault.Engine;

/// <summary>Where a record is.</summary>
/// <param name="BlockNo">Its block.</param>
/// <param name="Offset">Byte offset of its length within the block's records.</param>
/// <param name="RecordNo">Its number.</param>
internal readonly record struct RecordRef(long BlockNo, int Offset, long RecordNo)
{
    public void Write(ByteWriter writer)
    {
        writer.Var(BlockNo);
        writer.Var(Offset);
        writer.Var(RecordNo);
    }

    public static RecordRef Read(ref ByteReader reader) => new(reader.Var(), reader.VarInt(), reader.Var());
}
