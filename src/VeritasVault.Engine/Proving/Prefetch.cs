using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace VeritasVault.Engine;

/// <summary>Asks for memory that is needed soon, so that nobody waits for it then.</summary>
internal static class Prefetch
{
    private const int LineSize = 64;

    /// <summary>Asks for a value; of a large one perhaps not for its last bytes. It only asks: where the value has
    /// been moved meanwhile, nothing is wrong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Of<T>(ref readonly T value)
        where T : struct
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        ref var bytes = ref Unsafe.As<T, byte>(ref Unsafe.AsRef(in value));
        for (var at = 0; at < Unsafe.SizeOf<T>(); at += LineSize)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref bytes, at)));
        }

        if (Unsafe.SizeOf<T>() <= LineSize)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref bytes, Unsafe.SizeOf<T>() - 1)));
        }
    }
}
