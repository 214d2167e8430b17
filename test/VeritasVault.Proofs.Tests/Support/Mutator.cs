namespace VeritasVault.Proofs.Tests;

/// <summary>Changes bytes at random, one to four times, as a seed says.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[][] Tokens =
    [
        .. new[] { "null", "\"0\"", "[]", "{}", "\n", "\\u0000", "\"path\": null", "-1", "1e9", "—", "0", "f6", "\n\n" }
            .Select(System.Text.Encoding.UTF8.GetBytes),
        [0xff, 0xff, 0xff, 0xff], [0x9b, 0, 0, 0, 1, 0, 0, 0, 0], [0x5b, 0xff, 0xff, 0xff, 0xff], [0x81], [0xf6],
    ];

    private readonly Random _random = new(seed);

    public byte[] Mutate(byte[] bytes)
    {
        var changed = bytes;
        for (var i = _random.Next(4); i >= 0; i--)
        {
            changed = Once(changed);
        }

        return changed;
    }

    private byte[] Once(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [0];
        }

        var at = _random.Next(bytes.Length);
        var end = Math.Min(bytes.Length, at + 1 + _random.Next(_random.Next(2) == 0 ? 4 : 200));
        switch (_random.Next(6))
        {
            case 0:
                byte[] flipped = [.. bytes];
                flipped[at] ^= (byte)(1 << _random.Next(8));
                return flipped;
            case 1:
                byte[] set = [.. bytes];
                set[at] = (byte)_random.Next(256);
                return set;
            case 2:
                return [.. bytes[..at], .. bytes[end..]];
            case 3:
                return [.. bytes[..end], .. bytes[at..]];
            case 4:
                return [.. bytes[..at], .. Tokens[_random.Next(Tokens.Length)], .. bytes[at..]];
            default:
                var other = _random.Next(bytes.Length);
                return [.. bytes[..at], .. bytes[other..Math.Min(bytes.Length, other + end - at)], .. bytes[end..]];
        }
    }
}
