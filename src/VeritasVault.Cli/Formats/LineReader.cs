namespace VeritasVault.Cli;

/// <summary>Cuts a stream into lines without ever holding more than one line and one buffer of it.</summary>
internal static class LineReader
{
    private const int BufferBytes = 1 << 17;

    /// <summary>The lines of the stream; of a line longer than the bound, the rest is skipped.</summary>
    public static IEnumerable<InputLine> Read(Stream stream, int lineBytesMax)
    {
        var buffer = new byte[Math.Max(BufferBytes, lineBytesMax + 1)];
        var (start, end, number, consumed) = (0, 0, 0L, 0L);
        var skipping = false;
        while (true)
        {
            var feed = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                consumed += feed + 1;
                if (!skipping)
                {
                    number++;
                    var isLast = !buffer.AsSpan(start + feed + 1, end - start - feed - 1).Contains((byte)'\n');
                    var line = buffer.AsMemory(start, feed);
                    yield return new(number, line, feed > lineBytesMax, true, consumed, isLast);
                }

                skipping = false;
                start += feed + 1;
                continue;
            }

            if (!skipping && end - start > lineBytesMax)
            {
                number++;
                var line = buffer.AsMemory(start, lineBytesMax);
                yield return new(number, line, true, true, consumed + end - start, true);
                skipping = true;
            }

            // What is left of a skipped line is of no use; what is left of another moves to the front.
            consumed += skipping ? end - start : 0;
            var left = skipping ? 0 : end - start;
            buffer.AsSpan(start, left).CopyTo(buffer);
            (start, end) = (0, left);
            var read = stream.Read(buffer, end, buffer.Length - end);
            end += read;
            if (read == 0)
            {
                if (left > 0)
                {
                    yield return new(number + 1, buffer.AsMemory(0, left), false, false, consumed + left, true);
                }

                yield break;
            }
        }
    }
}
