using System.Text.Json.Nodes;

namespace VeritasVault.Page.Tests;

/// <summary>Somebody without the key of the log changes a good file: refused at the step it belongs to.</summary>
public class TamperTests(Chromium chromium)
{
    private const string Other = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>Expected step and the change of the whole file.</summary>
    private static readonly (string Step, Action<JsonObject> Change)[] Whole =
    [
        ("V22", file => file["settlementId"] = "01890a5d-ac96-774b-bcce-b302099a8058"),
        ("V22", file => file["settlementId"] = "01890A5D-AC96-774B-BCCE-B302099A8057"),
        ("V22", file => file["transactionHash"] = Other),
        ("V22", file => file["timestamp"] = "1753869600123457"),
        ("V22", file => file["outcome"] = "FAILED"),
        ("V22", file => file["origin"] = "ledger.example/other"),
        ("V22", file => file["blockReference"]!["blockNo"] = "4"),
        ("V22", file => file["blockReference"]!["index"] = "5"),
        ("V22", file => file["blockReference"]!["size"] = "8"),
        ("V22", file => file["blockReference"]!["root"] = Other),
        ("V22", file => file["failure"] = new JsonObject
        {
            ["category"] = 4, ["code"] = 403, ["stage"] = 1, ["attempt"] = 1,
        }),
        ("V22", file => file["format"] = "settle/proof/v2"),
        ("V22", file => file["more"] = null),
        ("V22", file => file.Remove("terms")),
        ("V22", file => Move(file, "origin")),
        ("V22", file => file["instructions"]![0]!["quantity"] = "09950"),
        ("V22", file => file["instructions"]![0]!["quantity"] = 9950),
        ("V22", file => file["instructions"]![0]!["position"] = "0"),
        ("V22", file => file["instructions"]![0]!["kind"] = 2),
        ("V22", file => file["instructions"]![0]!["debitAccount"] = "alice\ncash"),
        ("V22", file => file["states"]![0]!["preHash"] = Other[2..]),
        ("V22", file => file["keys"]!["opened"]![0]!["reset"] = 0),
        ("V10", file => file["transaction"]!["instructionCount"] = 2),
        ("V10", file => file["transaction"]!["nonce"] = Other),
        ("V10", file => file["transaction"]!["deadline"] = null),
        ("V11", file => file["terms"]!["onShortage"] = 1),
        ("V11", file => file["terms"]!["salt"] = Other[32..]),
        ("V12", file => file["instructions"]![0]!["quantity"] = "9951"),
        ("V12", file => file["instructions"]![0]!["quantity"] = "0"),
        ("V12", file => file["instructions"]![0]!["salt"] = Other[32..]),
        ("V12", file => Swap(file["instructions"]!, 0, 1)),
        ("V12", file => Duplicate(file["instructions"]!)),
        ("V12", file => (file["instructions"]![1]!["debitAccount"], file["instructions"]![1]!["creditAccount"])
            = ("alice-safe", "bob-safe")),
        ("V12", file => file["instructions"]!.AsArray().RemoveAt(2)),
        ("V12", file => file["instructions"]![0]!["path"] = new JsonArray()),
        ("V12", file => file["instructions"]![0]!["authoriser"] = null),
        ("V13", file => file["states"]![0]!["postHash"] = Other),
        ("V13", file => file["states"]![1]!["versionAfter"] = "2"),
        ("V13", file => file["states"]!.AsArray().RemoveAt(4)),
        ("V13", file => Swap(file["states"]!, 1, 2)),
        ("V14", file => file["states"]![0]!["opened"]!["after"]!["balance"] = "10051"),
        ("V14", file => file["states"]![0]!["opened"]!["before"]!["reserved"] = "1"),
        ("V14", file => file["states"]![2]!["opened"]!["after"]!["floor"] = null),
        ("V13", file => file["states"]![2]!["positionIndex"] = "1" + file["states"]![2]!["positionIndex"]),
        ("V15", file => file["signatures"]!.AsArray().RemoveAt(1)),
        ("V15", file => Swap(file["signatures"]!, 0, 1)),
        ("V15", file => (file["signatures"]![0]!["signature"], file["signatures"]![1]!["signature"])
            = (Copy(file["signatures"]![1]!["signature"]), Copy(file["signatures"]![0]!["signature"]))),
        ("V19", file => file["headerProof"] = null),
        ("V19", file => file["headerProof"] = Copy(file["proof"])),
        ("V19", file => file["headerProof"] = new SampleWorld().Ledger.Proof(3, 4)),
        ("V19", file => file["headerProof"] = $"{file["headerProof"]}".Replace("index 6", "index 5")),
        ("V16", file => file["keys"] = null),
        ("V16", file => file["keys"]!["opened"]!.AsArray().RemoveAt(2)),
        ("V16", file => file["keys"]!["opened"]![2]!["publicKey"] = Other),
        ("V18", file => file["keys"]!["opened"]!.AsArray().RemoveAt(0)),
        ("V18", file => file["keys"]!["opened"]![2]!["validFrom"] = "0"),
        ("V18", file => file["keys"]!["opened"]![1]!["participant"] = "alice"),
        ("V18", file => file["keys"]!["registry"]!["keyCount"] = "6"),
        ("V18", file => file["keys"]!["registry"]!["keysRoot"] = Other),
        ("V18", file => Swap(file["keys"]!["opened"]!, 0, 1)),
        ("V21", file => file["consistency"] = "old 4\n"),
        ("V21", file => file["consistency"] = new SampleWorld().Ledger.Consistency(2, 4)),
    ];

    /// <summary>As above, of a file that opens legs 1 and 3 of 3.</summary>
    private static readonly (string Step, Action<JsonObject> Change)[] InPart =
    [
        ("V12", file => file["instructions"]![1]!["position"] = 1),
        ("V12", file => file["instructions"]![1]!["path"]!.AsArray().RemoveAt(0)),
        ("V12", file => file["instructions"]![0]!["path"]!.AsArray().Add(Other)),
        ("V12", file => Swap(file["instructions"]!, 0, 1)),
        ("V12", file => file["instructions"]!.AsArray().Add(Copy(file["instructions"]![1]))),
        ("V13", file => file["states"]![0]!["path"]![0] = Other),
        ("V13", file => file["states"]![1]!["path"] = null),
        ("V15", file => file["signatures"]!.AsArray().RemoveAt(1)),
    ];

    [Fact]
    public async Task A_changed_file_is_refused_at_its_step()
    {
        var rows = Whole.Select(row => (row.Step, File: Changed(new SampleWorld().Settle().Whole(), row.Change)))
            .Concat(InPart.Select(row => (
                row.Step, File: Changed(new SampleWorld().Settle().InPart([0, 2], [0, 2, 4], [0, 1]), row.Change))))
            .Concat(Spellings(SampleSettlement.Text(new SampleWorld().Settle().Whole())))
            .ToArray();
        var policy = new SampleWorld().Ledger.Policy;
        var seen = await chromium.AnswersAsync(rows.Select(row => new Submission(row.File, policy)));
        Assert.Equal(rows.Select((row, i) => $"{i}: INVALID {row.Step}"), seen.Select(
            (answer, i) => $"{i}: {Judge.Step(answer)}"));
    }

    private static IEnumerable<(string Step, string File)> Spellings(string good) =>
    [
        ("V22", good[..^1]),
        ("V22", good + "\n"),
        ("V22", good.Replace(": ", ":")),
        ("V22", good.Replace("  \"outcome\"", "  \"outcome\": \"SETTLED\",\n  \"outcome\"")),
        ("V22", good.Replace("SETTLED", "\\u0053ETTLED")),
        ("V22", good.Replace("\"position\": 0", "\"position\": 0.0")),
        ("V22", new string('[', 17) + good),
        ("V1", good.Replace("\n", "\r\n")),
        ("V22", "\ufeff" + good),
        ("V1", good.Replace("index 4", "index 4\\u0007")),
        ("V2", good.Replace("index 4", "index 04")),
        ("V2", good.Replace("index 4", "index 18446744073709551620")),
        ("V8", good.Replace("index 4", "index 3")),
        ("V8", good.Replace("index 4", "index 7")),
        ("V6", good.Replace("main\\n7\\n", "main\\n8\\n")),
        ("V5", good.Replace("main\\n7\\n", "main\\n07\\n")),
    ];

    private static string Changed(JsonObject file, Action<JsonObject> change)
    {
        change(file);
        return SampleSettlement.Text(file);
    }

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static void Move(JsonObject file, string member)
    {
        var value = Copy(file[member]);
        file.Remove(member);
        file[member] = value;
    }

    private static void Swap(JsonNode list, int a, int b) => (list[a], list[b]) = (Copy(list[b]), Copy(list[a]));

    private static void Duplicate(JsonNode list) => list.AsArray().Insert(1, Copy(list[0]));
}
