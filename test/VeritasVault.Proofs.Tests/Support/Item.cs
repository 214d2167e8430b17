using System.Formats.Cbor;

namespace VeritasVault.Proofs.Tests;

/// <summary>Any item of the profile, to be written by us and by System.Formats.Cbor.</summary>
internal abstract record Item
{
    public abstract void Write(StatementWriter writer);

    public abstract void Write(CborWriter writer);

    public static Item Random(Random random, int depth = 0)
    {
        var kinds = depth < StatementReader.DepthMax ? 5 : 4;
        return random.Next(kinds) switch
        {
            0 => new Number(ulong.MaxValue >> random.Next(64)),
            1 => new Blob(RandomBytes(random)),
            2 => new Line(new string('é', random.Next(40)) + random.Next()),
            3 => new Nothing(),
            _ => new List([.. Deeper(random, depth)]),
        };
    }

    private static IEnumerable<Item> Deeper(Random random, int depth) =>
        Enumerable.Range(0, random.Next(30)).Select(_ => Random(random, depth + 1 + random.Next(4)));

    private static byte[] RandomBytes(Random random)
    {
        var bytes = new byte[random.Next(10) == 0 ? random.Next(70_000) : random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }

    public sealed record Number(ulong Value) : Item
    {
        public override void Write(StatementWriter writer) => writer.UInt(Value);

        public override void Write(CborWriter writer) => writer.WriteUInt64(Value);
    }

    public sealed record Blob(byte[] Value) : Item
    {
        public override void Write(StatementWriter writer) => writer.Bytes(Value);

        public override void Write(CborWriter writer) => writer.WriteByteString(Value);
    }

    public sealed record Line(string Value) : Item
    {
        public override void Write(StatementWriter writer) => writer.Text(Value);

        public override void Write(CborWriter writer) => writer.WriteTextString(Value);
    }

    public sealed record Nothing : Item
    {
        public override void Write(StatementWriter writer) => writer.Null();

        public override void Write(CborWriter writer) => writer.WriteNull();
    }

    public sealed record List(IReadOnlyList<Item> Items) : Item
    {
        public override void Write(StatementWriter writer)
        {
            writer.Array(Items.Count);
            foreach (var item in Items)
            {
                item.Write(writer);
            }
        }

        public override void Write(CborWriter writer)
        {
            writer.WriteStartArray(Items.Count);
            foreach (var item in Items)
            {
                item.Write(writer);
            }

            writer.WriteEndArray();
        }
    }
}
