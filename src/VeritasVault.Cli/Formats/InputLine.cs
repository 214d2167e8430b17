namespace VeritasVault.Cli;

/// <summary>One line of an input, without its line feed.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Bytes">Valid until the next line is asked for; cut off when <paramref name="IsTooLong"/>.</param>
/// <param name="IsTooLong">Whether the line is longer than the reader takes.</param>
/// <param name="IsTerminated">Whether a line feed followed; false only for the last line.</param>
/// <param name="BytesRead">Bytes of the input up to here.</param>
/// <param name="IsLastAtHand">Whether the next line has not come in yet, so that asking for it may take long.</param>
internal readonly record struct InputLine(
    long Number, ReadOnlyMemory<byte> Bytes, bool IsTooLong, bool IsTerminated, long BytesRead, bool IsLastAtHand);
