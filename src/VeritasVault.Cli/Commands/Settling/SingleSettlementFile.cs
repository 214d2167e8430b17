using VeritasVault.Core;

namespace VeritasVault.Cli;

/// <summary>A file that holds one settlement, over as many lines as its writer liked.</summary>
internal static class SingleSettlementFile
{
    public static byte[] Read(CliIo io, string file)
    {
        using var stream = io.OpenFile(file);
        using var text = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (
            var read = stream.Read(buffer); read > 0
                && text.Length <= NdjsonParser.LineBytesMax; read = stream.Read(buffer))
        {
            text.Write(buffer, 0, read);
        }

        return text.ToArray();
    }

    /// <summary>What can be wrong with the text before it is parsed.</summary>
    public static void Check(byte[] text)
    {
        if (text.Length > NdjsonParser.LineBytesMax)
        {
            throw new LineProblemException(
                OutcomeCode.LineTooLong,
                NdjsonParser.LineBytesMax,
                "line",
                $"more than {NdjsonParser.LineBytesMax} bytes");
        }

        NdjsonParser.CheckUtf8(text);
    }

    public static CliException Explain(byte[] text, LineProblemException problem)
    {
        var before = text.AsSpan(0, Math.Min(problem.Offset, text.Length));
        var line = before.Count((byte)'\n') + 1;
        var column = before.Length - before.LastIndexOf((byte)'\n');
        return new CliException(
            ExitCode.Of(problem.Code),
            problem.Code.Name(),
            $"line {line}, column {column}, {problem.Field}: {problem.Message}",
            problem.Code.Describe().Cure);
    }
}
