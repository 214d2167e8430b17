using System.Runtime.InteropServices;
using Rocks = RocksDbSharp.Native;

namespace VeritasVault.Storage.RocksDb;

/// <summary>Takes over the error texts that RocksDB hands out.</summary>
internal static class NativeText
{
    /// <summary>The text, which is freed, or null when there was no error.</summary>
    public static string? Take(nint error)
    {
        if (error == 0)
        {
            return null;
        }

        string text = Marshal.PtrToStringUTF8(error) ?? string.Empty;
        Rocks.Instance.rocksdb_free(error);
        return text;
    }
}
