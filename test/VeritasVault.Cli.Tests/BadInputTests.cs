using System.Text;

namespace VeritasVault.Cli.Tests;

/// <summary>Each bad input has its own code and exit code, and leaves no trace.</summary>
public class BadInputTests
{
    private const string Id = "00000000-0000-7000-8000-00000000abcd";
    private const string GoodLeg = """{"from":"alice-cash","to":"bob-cash","asset":"USD","quantity":"1"}""";

    public static TheoryData<string, string, string, string> Lines => new()
    {
        { "QUANTITY_ZERO", Leg(quantity: "0"), "/start", "legs[0].quantity" },
        { "QUANTITY_NEGATIVE", Leg(quantity: "-5"), "/start", "legs[0].quantity" },
        { "QUANTITY_SCALE", Leg(quantity: "1.005"), "\"1.005\"", "legs[0].quantity" },
        {
            "QUANTITY_OVERFLOW",
            Leg(quantity: "1701411834604692317316873037158841057.28"),
            "\"1701",
            "legs[0].quantity"
        },
        { "QUANTITY_MALFORMED", Leg(quantity: "1e3"), "\"1e3", "legs[0].quantity" },
        { "QUANTITY_MALFORMED", Leg(quantity: " 1"), "\" 1\"", "legs[0].quantity" },
        { "MALFORMED_INPUT", Settlement(GoodLeg.Replace("\"1\"", "1")), "1}", "legs[0].quantity" },
        { "ID_MALFORMED", Leg(from: "alice cash"), "\"alice cash", "legs[0].from" },
        { "ID_MALFORMED", Leg(asset: ""), "\"\"", "legs[0].asset" },
        {
            "INSTRUCTION_ID_DUPLICATE",
            Settlement($"{WithLegId(GoodLeg)},{WithLegId(GoodLeg)}"),
            "/start",
            "legs[1].id"
        },
        { "NO_LEGS", Settlement(""), "/start", "legs" },
        { "TOO_MANY_LEGS", Settlement(string.Join(',', Enumerable.Repeat(GoodLeg, 1025))), "/start", "legs" },
        { "SETTLEMENT_ID_MALFORMED", Settlement(GoodLeg).Replace(Id, "42"), "\"42", "id" },
        { "SETTLEMENT_ID_MALFORMED", Settlement(GoodLeg).Replace(Id, Guid.Empty.ToString()), "\"0000", "id" },
        { "ACTOR_NOT_PARTY", Settlement(GoodLeg, ",\"as\":\"carol\""), "/start", "actor" },
        { "ACTOR_UNKNOWN", Settlement(GoodLeg, ",\"as\":\"nobody\""), "/start", "actor" },
        { "ACTOR_MALFORMED", Settlement(GoodLeg, ",\"as\":\"\""), "\"\"}", "as" },
        {
            "SETTLEMENT_ID_REUSED",
            Settlement(GoodLeg).Replace(Id, "00000000-0000-7000-8000-000000000001"),
            "/start",
            "legs[0].from"
        },
        { "TEXT_TOO_LONG", Settlement(GoodLeg, $",\"reference\":\"{new string('x', 257)}\""), "/start", "reference" },
        {
            "DEADLINE_BEFORE_START",
            Settlement(GoodLeg, ",\"notBefore\":\"2027-01-02\",\"deadline\":\"2027-01-01\""),
            "/start",
            "deadline"
        },
        { "TERMS_INVALID", Settlement(GoodLeg, $",\"replaces\":\"{Id}\""), "/start", "replaces" },
        { "MALFORMED_INPUT", "{", "/end", "line" },
        { "MALFORMED_INPUT", "nonsense", "onsense", "line" },
        { "MALFORMED_INPUT", "[]", "/start", "line" },
        { "MALFORMED_INPUT", Settlement(GoodLeg) + "x", "x", "line" },
        { "MALFORMED_INPUT", Settlement(GoodLeg, ",\"colour\":\"red\""), "\"colour", "colour" },
        { "MALFORMED_INPUT", Settlement(GoodLeg, $",\"id\":\"{Id}\""), "/last-id", "id" },
        { "MALFORMED_INPUT", Settlement(GoodLeg, ",\"metadata\":" + Nested(20)), "", "metadata" },
        { "MALFORMED_INPUT", Settlement(GoodLeg, ",\"onShortage\":\"hope\""), "\"hope", "onShortage" },
        { "MALFORMED_INPUT", Settlement(GoodLeg, ",\"deadline\":\"tomorrow\""), "\"tomorrow", "deadline" },
        { "MALFORMED_INPUT", Settlement(GoodLeg, ",\"reference\":\"\\ud800\""), "\"\\ud800", "reference" },
        { "MALFORMED_INPUT", $"{{\"id\":\"{Id}\"}}", "}", "legs" },
        { "MALFORMED_INPUT", $"{{\"legs\":[{GoodLeg}]}}", "", "id" },
        { "LINE_TOO_LONG", Settlement(GoodLeg, $",\"metadata\":\"{new string('x', 1 << 20)}\""), "", "line" },
    };

    public static TheoryData<string, string> Decided => new()
    {
        { "UNKNOWN_ACCOUNT", Leg(to: "nobody") },
        { "UNKNOWN_ASSET", Leg(asset: "DOGE", quantity: "1.123") },
        { "INSUFFICIENT_FUNDS", Leg(quantity: "1000.01") },
        {
            "VERSION_MISMATCH",
            Settlement(GoodLeg, ",\"expectedVersions\":[{\"account\":\"alice-cash\",\"asset\":\"USD\",\"version\":7}]")
        },
        { "DEADLINE_PASSED", Settlement(GoodLeg, ",\"deadline\":\"2001-01-01\"") },
    };

    public static TheoryData<string, string, int> Commands => new()
    {
        { "PARTICIPANT_EXISTS", """{"command":"registerParticipant","participant":"alice","policy":"recorded"}""", 3 },
        { "ACCOUNT_EXISTS", """{"command":"openAccount","account":"alice-cash","owner":"bob"}""", 3 },
        { "PARTICIPANT_UNKNOWN", """{"command":"openAccount","account":"x","owner":"nobody"}""", 3 },
        { "ACCOUNT_UNKNOWN", """{"command":"registerAsset","asset":"EUR","scale":2,"issuer":"nobody"}""", 3 },
        { "PARAMETER_OUT_OF_RANGE", """{"command":"registerAsset","asset":"EUR","scale":31,"issuer":"issuer"}""", 2 },
        { "ACTOR_NOT_AUTHORISED", """{"command":"registerParticipant","participant":"eve","as":"alice"}""", 3 },
        { "PARAMETER_OUT_OF_RANGE", $$"""{"command":"releaseLock","id":"{{Id}}","lock":0,"token":1}""", 2 },
        { "MALFORMED_INPUT", """{"command":"registerLedger","ledger":"bank","hold":"firm"}""", 2 },
        { "SETTLEMENT_UNKNOWN", $$"""{"command":"execute","id":"{{Id}}","settlement":"{{Id}}"}""", 3 },
        { "MALFORMED_INPUT", """{"command":"setAccountStatus","account":"alice-cash","status":"frozen"}""", 2 },
        { "MALFORMED_INPUT", """{"command":"selfDestruct"}""", 2 },
        { "MALFORMED_INPUT", """{"command":"openAccount","account":"x","owner":"alice","scale":2}""", 2 },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_line_that_is_refused_names_its_place_and_changes_nothing(
        string code, string line, string at, string field)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var before = await ledger.EverythingAsync();
        var result = await ledger.RunTextAsync($"\n{line}\n");
        var problem = Assert.Single(result.Problems);
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((2, field), (problem.GetProperty("line").GetInt32(), problem.GetProperty("field").GetString()));
        Assert.True(at.Length == 0 || ColumnOf(line, at) == problem.GetProperty("column").GetInt32(), $"{problem}");
        Assert.Equal(1, result.Last.GetProperty("failuresByCode").GetProperty(code).GetInt32());
        Assert.Equal(code is "ACTOR_NOT_PARTY" or "ACTOR_UNKNOWN" or "SETTLEMENT_ID_REUSED" ? 3 : 2, result.Exit);
        Assert.Equal(before, await ledger.EverythingAsync());
    }

    [Theory]
    [MemberData(nameof(Decided))]
    public async Task A_settlement_that_fails_moves_nothing(string code, string line)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var before = (await ledger.MustAsync("balances")).Output;
        var run = await ledger.RunTextAsync(line + "\n");
        Assert.Equal((0, 1L, 0L), (run.Exit, run.Number("failed"), run.Number("refused")));
        var again = await ledger.JsonAsync("submit", ledger.Write("one.json", line));
        Assert.Equal((1, code, true), (again.Exit, again.Text("code"), again.Flag("replayed")));
        Assert.Equal(before, (await ledger.MustAsync("balances")).Output);
        Assert.NotEmpty((await ledger.MustAsync("status", Id)).Text("cure"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_that_is_refused_changes_nothing(string code, string line, int exit)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var before = await ledger.EverythingAsync();
        var result = await ledger.RunTextAsync(line + "\n");
        Assert.Equal((exit, code), (result.Exit, Assert.Single(result.Problems).GetProperty("code").GetString()));
        Assert.Equal(before, await ledger.EverythingAsync());
    }

    [Fact]
    public async Task The_rest_of_a_file_still_runs()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var text = $"{Line(1)}\nnonsense\n{Line(2)}\n";
        var result = await ledger.RunTextAsync(text);
        Assert.Equal(
            (2, 3L, 2L, 1L),
            (result.Exit, result.Number("submitted"), result.Number("completed"), result.Number("failed")));
    }

    [Fact]
    public async Task Stop_on_error_ends_at_the_first_bad_line()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var result = await ledger.RunTextAsync($"{Line(1)}\nnonsense\n{Line(2)}\n", "--stop-on-error");
        Assert.Equal((2, 2L, 1L), (result.Exit, result.Number("submitted"), result.Number("completed")));
    }

    [Fact]
    public async Task A_file_that_ends_in_a_line_is_truncated_and_the_rest_of_it_runs()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var result = await ledger.RunTextAsync($"{Line(1)}\n{Line(2)[..^20]}");
        Assert.Equal((2, 1L), (result.Exit, result.Number("completed")));
        Assert.Equal("TRUNCATED_INPUT", Assert.Single(result.Problems).GetProperty("code").GetString());
        var whole = await ledger.RunTextAsync($"{Line(1)}\n{Line(2)}");
        Assert.Equal((0, 2L, 1L), (whole.Exit, whole.Number("completed"), whole.Number("replayed")));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_named_with_their_place()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        byte[] input = [.. "{\"id\":\""u8, 0xC3, 0x28, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(Line(1)), (byte)'\n'];
        var result = await ledger.CallAsync(["run", "-", "--json"], input);
        var problem = Assert.Single(result.Problems);
        Assert.Equal(("INVALID_UTF8", 1, 8), (problem.GetProperty("code").GetString(),
            problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32()));
        Assert.Equal((2, 1L), (result.Exit, result.Number("completed")));
    }

    [Fact]
    public async Task The_lowest_code_of_a_line_is_told()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var many = string.Join(',', Enumerable.Repeat(GoodLeg.Replace("\"1\"", "\"1.001\""), 1025));
        var result = await ledger.RunTextAsync(Settlement(many) + "\n");
        Assert.Equal("TOO_MANY_LEGS", Assert.Single(result.Problems).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_single_settlement_over_several_lines_names_line_and_column()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var result = await ledger.JsonAsync("submit", ledger.Write("one.json", "{\n  \"id\": 42\n}"));
        Assert.Equal(2, result.Exit);
        Assert.StartsWith("line 2, column 9, id:", Assert.Single(result.Problems).GetProperty("message").GetString());
    }

    private static int ColumnOf(string line, string at) => at switch
    {
        "/start" => 1,
        "/end" => line.Length + 1,
        "/last-id" => line.LastIndexOf("\"id\"", StringComparison.Ordinal) + 1,
        _ => line.IndexOf(at, StringComparison.Ordinal) + 1,
    };

    private static string Line(int number) =>
        Settlement(GoodLeg).Replace(Id, $"00000000-0000-7000-8000-0000000000f{number}");

    private static string Leg(
        string from = "alice-cash", string to = "bob-cash", string asset = "USD", string quantity = "1") =>
        Settlement($$"""{"from":"{{from}}","to":"{{to}}","asset":"{{asset}}","quantity":"{{quantity}}"}""");

    private static string WithLegId(string leg) => leg.Replace("{\"from\"", "{\"id\":\"one\",\"from\"");

    private static string Settlement(string legs, string more = "") => $"{{\"id\":\"{Id}\",\"legs\":[{legs}]{more}}}";

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth);
}
