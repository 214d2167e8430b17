using System.Globalization;

namespace VeritasVault.Verifier;

/// <summary>What the command line asks for.</summary>
internal sealed class VerifyArguments
{
    private readonly List<string> _files = [];

    private VerifyArguments()
    {
    }

    public IReadOnlyList<string> Files => _files;

    public string? Policy { get; private set; }

    public string? Vkey { get; private set; }

    public string? State { get; private set; }

    public string? Consistency { get; private set; }

    public long? NowSeconds { get; private set; }

    public long? AgeSecondsMax { get; private set; }

    public string? Report { get; private set; }

    public bool Json { get; private set; }

    public bool Help { get; private set; }

    /// <summary>Null when the arguments make no sense, with the reason.</summary>
    public static VerifyArguments? ReadOrNull(string[] arguments, out string reason)
    {
        var read = new VerifyArguments();
        var rest = new Queue<string>(arguments);
        reason = "";
        while (rest.TryDequeue(out var argument) && reason.Length == 0)
        {
            reason = read.Take(argument, rest) ?? "";
        }

        if (reason.Length == 0 && !read.Help)
        {
            reason = read.Check() ?? "";
        }

        return reason.Length == 0 ? read : null;
    }

    private string? Take(string argument, Queue<string> rest)
    {
        switch (argument)
        {
            case "--help" or "-h":
                Help = true;
                return null;
            case "--json":
                Json = true;
                return null;
            case var file when !file.StartsWith('-'):
                _files.Add(file);
                return null;
            case "--":
                _files.AddRange(rest);
                rest.Clear();
                return null;
            default:
                return rest.TryDequeue(out var value)
                    ? TakeValue(argument, value)
                    : $"{argument} is unknown or lacks its value";
        }
    }

    private string? TakeValue(string option, string value)
    {
        switch (option)
        {
            case "--policy":
                Policy = value;
                return null;
            case "--vkey":
                Vkey = value;
                return null;
            case "--state":
                State = value;
                return null;
            case "--consistency":
                Consistency = value;
                return null;
            case "--report":
                Report = value;
                return null;
            case "--now":
                NowSeconds = SecondsOrNull(value);
                return NowSeconds is null ? "--now is a time such as 2026-01-31T12:00:00Z" : null;
            case "--max-age":
                AgeSecondsMax = NumberOrNull(value);
                return AgeSecondsMax is null ? "--max-age is a number of seconds" : null;
            default:
                return $"there is no option {option}";
        }
    }

    private string? Check() => Files.Count == 0 ? "no file is named"
        : Policy is null == (Vkey is null) ? "either --policy or --vkey says whom to trust"
        : AgeSecondsMax is not null && NowSeconds is null ? "--max-age needs --now: the program reads no clock"
        : Consistency is not null && State is null ? "--consistency needs --state: it leads from what is remembered"
        : null;

    private static long? NumberOrNull(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Only UTC and only this spelling, so that nobody's local time is taken for it.
    private static long? SecondsOrNull(string text) => DateTimeOffset.TryParseExact(
        text,
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal,
        out var time)
            ? time.ToUnixTimeSeconds()
            : null;
}
