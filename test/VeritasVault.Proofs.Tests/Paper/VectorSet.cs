using System.Globalization;
using System.Text;

namespace VeritasVault.Proofs.Tests;

/// <summary>All cases, the policies they name, and how they lie in spec/vectors.</summary>
internal static class VectorSet
{
    public const string ManifestFile = "proofs.json";
    public const string Folder = "proofs";

    public static SortedDictionary<string, byte[]> Policies { get; } = MakePolicies();

    public static IReadOnlyList<VectorCase> Cases { get; } =
    [
        .. GoodCases.All(), .. TamperedProofCases.All(), .. WitnessCases.All(), .. TamperedJsonCases.All(),
        .. TamperedFileCases.All(), .. OperatorCases.All(), .. HistoryCases.All(),
    ];

    /// <summary>Every file of the set by its path within spec/vectors.</summary>
    public static SortedDictionary<string, byte[]> Files()
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { [ManifestFile] = Manifest() };
        foreach (var (name, policy) in Policies)
        {
            files.Add($"{Folder}/{name}.policy", policy);
        }

        foreach (var probe in Cases)
        {
            files.Add(FileOf(probe), probe.File);
            Add(files, RememberedOf(probe), probe.Remembered);
            Add(files, ConsistencyOf(probe), probe.Consistency);
        }

        return files;
    }

    private static void Add(SortedDictionary<string, byte[]> files, string? path, byte[]? bytes)
    {
        if (path is not null)
        {
            files.Add(path, bytes!);
        }
    }

    private static string FileOf(VectorCase probe) =>
        $"{Folder}/{probe.Id}.{(probe.IsSettlement ? "settlement.json" : "tlog-proof")}";

    private static string? RememberedOf(VectorCase probe) =>
        probe.Remembered is null ? null : $"{Folder}/{probe.Id}.checkpoint";

    private static string? ConsistencyOf(VectorCase probe) =>
        probe.Consistency is null ? null : $"{Folder}/{probe.Id}.consistency";

    private static byte[] Manifest()
    {
        var json = new CanonicalJson();
        json.Begin('{');
        Text(json, "about", "Proof files and what every verifier says of them; README.md explains the members.");
        json.Name("cases");
        json.Begin('[');
        foreach (var probe in Cases)
        {
            json.Begin('{');
            Text(json, "id", probe.Id);
            Text(json, "proof", probe.IsSettlement ? null : FileOf(probe));
            Text(json, "settlement", probe.IsSettlement ? FileOf(probe) : null);
            Text(json, "policy", $"{Folder}/{probe.Policy}.policy");
            Text(json, "remembered", RememberedOf(probe));
            Text(json, "consistency", ConsistencyOf(probe));
            Text(json, "nowSeconds", probe.NowSeconds?.ToString(CultureInfo.InvariantCulture));
            Text(json, "ageSecondsMax", probe.AgeSecondsMax?.ToString(CultureInfo.InvariantCulture));
            Text(json, "answer", probe.Answer);
            Text(json, "why", probe.Why);
            json.End('}');
        }

        json.End(']');
        json.End('}');
        return json.ToBytes();
    }

    private static void Text(CanonicalJson json, string name, string? value)
    {
        json.Name(name);
        if (value is null)
        {
            json.Null();
        }
        else
        {
            json.String(value);
        }
    }

    private static SortedDictionary<string, byte[]> MakePolicies()
    {
        var log = LogLine(PaperLedger.DefaultOrigin);
        var witnesses = string.Concat(Enumerable.Range(1, 3).Select(i =>
            $"witness w{i} {PaperLog.WitnessVkey($"witness.example/{i}")}\n"));
        return new(StringComparer.Ordinal)
        {
            ["log"] = Encoding.UTF8.GetBytes($"{log}quorum none\n"),
            ["origins"] = Encoding.UTF8.GetBytes($"{log}{LogLine("ledger.example/settlements/2")}quorum none\n"),
            ["other"] = Encoding.UTF8.GetBytes(
                $"log {new PaperLog("other.example/log", PaperLog.Signer("other log")).Vkey}\nquorum none\n"),
            ["witnesses"] = Encoding.UTF8.GetBytes($"{log}{witnesses}group two 2 w1 w2 w3\nquorum two\n"),
        };
    }

    private static string LogLine(string origin) => $"log {new PaperLog(origin, PaperLog.Signer("log")).Vkey}\n";
}
