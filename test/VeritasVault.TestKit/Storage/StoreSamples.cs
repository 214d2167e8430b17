using System.Buffers.Binary;
using VeritasVault.Storage;

namespace VeritasVault.TestKit.Storage;

/// <summary>Made-up keys, values and changes, the same in every run.</summary>
public static class StoreSamples
{
    public static byte[] Key(int number)
    {
        byte[] key = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(key, number);
        return key;
    }

    /// <summary>Bytes that follow from their length and a number and do not compress away.</summary>
    public static byte[] Bytes(int length, int number)
    {
        byte[] bytes = new byte[length];
        new Random(unchecked((length * 31) + number)).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A value of <paramref name="length"/> bytes under the key of <paramref name="number"/>.</summary>
    public static StoreChange Put(StoreTable table, int number, int length) =>
        new(table, Key(number), Bytes(length, number));

    public static StoreChange Remove(StoreTable table, int number) => new(table, Key(number), null);
}
