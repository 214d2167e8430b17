using System.Buffers.Binary;
using Npgsql;
using NpgsqlTypes;

namespace VeritasVault.Bench;

/// <summary>The trades of one commit, as the arrays that the function takes.</summary>
internal sealed record PostgresTrades(
    Guid[] Ids, short[] Sellers, short[] Buyers, short[] Assets, int[] Quantities, int[] Cashes)
{
    private const int Participants = 1_000;
    private const int AssetCount = 10;

    public static PostgresTrades[] Make(int settlements, int batch, bool hot)
    {
        var (random, ids) = (new Random(2), new AscendingIds(2));
        return [.. Enumerable.Range(0, settlements).Chunk(batch).Select(part => Make(part.Length, hot, random, ids))];
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand("select settle_many($1, $2, $3, $4, $5, $6)", connection);
        foreach (var type in new[]
        {
            NpgsqlDbType.Uuid, NpgsqlDbType.Smallint, NpgsqlDbType.Smallint, NpgsqlDbType.Smallint,
            NpgsqlDbType.Integer, NpgsqlDbType.Integer,
        })
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type });
        }

        return command;
    }

    public void Fill(NpgsqlCommand command)
    {
        object[] arrays = [Ids, Sellers, Buyers, Assets, Quantities, Cashes];
        for (var i = 0; i < arrays.Length; i++)
        {
            command.Parameters[i].Value = arrays[i];
        }
    }

    private static PostgresTrades Make(int count, bool hot, Random random, AscendingIds ids)
    {
        var trades = new PostgresTrades(
            new Guid[count], new short[count], new short[count], new short[count], new int[count], new int[count]);
        Span<byte> id = stackalloc byte[16];
        for (var i = 0; i < count; i++)
        {
            var seller = hot ? 0 : random.Next(Participants);
            BinaryPrimitives.WriteUInt128BigEndian(id, ids.Next());
            trades.Ids[i] = new Guid(id, bigEndian: true);
            trades.Sellers[i] = (short)seller;
            trades.Buyers[i] = (short)((seller + 1 + random.Next(Participants - 1)) % Participants);
            trades.Assets[i] = (short)(1 + random.Next(AssetCount - 1));
            trades.Quantities[i] = 1 + random.Next(Trades.AssetMax);
            trades.Cashes[i] = 1 + random.Next(Trades.CashMax);
        }

        return trades;
    }
}
