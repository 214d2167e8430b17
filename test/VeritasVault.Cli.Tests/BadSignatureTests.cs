namespace VeritasVault.Cli.Tests;

/// <summary>Signatures over something else, and files that are no longer what was signed: refused, each with a code and
/// a line.</summary>
public class BadSignatureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_line_that_was_changed_after_signing_is_refused(bool isBatch)
    {
        using var world = await SigningLedger.CreateAsync();
        var signed = await world.SignByBothAsync(world.Trades(2), Batch(isBatch));
        var text = await SigningLedger.TextAsync(signed);
        var changed = world.Ledger.Write(
            "changed.ndjson", text.Replace("\"1.00\"", "\"0.99\"", StringComparison.Ordinal));
        Assert.Equal("SIGNATURE_INVALID", await world.RefusalAsync(changed));
        Assert.Equal(2, (await world.Ledger.MustAsync("run", signed)).Number("completed"));
    }

    [Fact]
    public async Task Settlements_of_a_batch_in_another_order_are_refused()
    {
        using var world = await SigningLedger.CreateAsync();
        var lines = await SigningLedger.LinesAsync(await world.SignByBothAsync(world.Trades(3), "--batch"));
        var changed = world.Ledger.Write("changed.ndjson", $"{lines[0]}\n{lines[2]}\n{lines[1]}\n{lines[3]}\n");
        Assert.Equal("SIGNATURE_INVALID", await world.RefusalAsync(changed));
    }

    [Fact]
    public async Task A_signature_for_another_ledger_is_refused()
    {
        using var world = await SigningLedger.CreateAsync();
        var signed = await world.SignByBothAsync(
            world.Trades(1), "--origin", "another/ledger", "--scale", "USD=2", "--scale", "BOND=0");
        Assert.Equal("SIGNATURE_INVALID", await world.RefusalAsync(signed));
    }

    [Fact]
    public async Task A_key_of_somebody_else_is_refused()
    {
        using var world = await SigningLedger.CreateAsync();
        File.Copy(world.KeyOf("bob"), world.KeyOf("alice"), overwrite: true);
        Assert.Equal("KEY_UNKNOWN", await world.RefusalAsync(await world.SignByBothAsync(world.Trades(1))));
    }

    [Theory]
    [InlineData(4, "TRUNCATED_INPUT", 1)]
    [InlineData(2, "SIGNATURE_INVALID", 2)]
    public async Task A_batch_with_another_count_is_refused(int count, string code, int line)
    {
        using var world = await SigningLedger.CreateAsync();
        var text = await SigningLedger.TextAsync(await world.SignByBothAsync(world.Trades(3), "--batch"));
        var changed = world.Ledger.Write(
            "changed.ndjson", text.Replace("\"count\":3", $"\"count\":{count}", StringComparison.Ordinal));
        await RefusedAsync(world, changed, code, line);
    }

    [Theory]
    [InlineData("nonsense", "MALFORMED_INPUT")]
    [InlineData("""{"command":"registerParticipant","participant":"eve"}""", "MALFORMED_INPUT")]
    [InlineData("another proposer", "MALFORMED_INPUT")]
    [InlineData("another batch", "MALFORMED_INPUT")]
    public async Task A_batch_with_a_line_that_does_not_belong_in_it_is_refused_as_a_whole(string what, string code)
    {
        using var world = await SigningLedger.CreateAsync();
        var lines = await SigningLedger.LinesAsync(await world.SignByBothAsync(world.Trades(3), "--batch"));
        lines[2] = what switch
        {
            "another proposer" => lines[2][..^1] + ",\"as\":\"alice\"}",
            "another batch" => lines[0],
            _ => what,
        };
        var before = await world.Ledger.EverythingAsync();
        var changed = world.Ledger.Write("changed.ndjson", string.Join('\n', lines) + "\n");
        var run = await RefusedAsync(world, changed, code, 3);
        Assert.Equal((3L, 0L), (run.Number("refused"), run.Number("completed")));
        Assert.Equal(before, await world.Ledger.EverythingAsync());
    }

    [Theory]
    [InlineData("\"secret\":\"55\"", "secret")]
    [InlineData("\"secret\":7", "secret")]
    [InlineData("\"approvals\":{}", "approvals")]
    [InlineData("\"approvals\":[{\"participant\":\"alice\"}]", "approvals[0].keyId")]
    [InlineData("\"approvals\":[{\"participant\":\"alice\",\"keyId\":\"AA\"}]", "approvals[0].keyId")]
    [InlineData("\"approvals\":[{\"colour\":\"red\"}]", "approvals[0].colour")]
    [InlineData("\"approvals\":[{\"batch\":{\"index\":0,\"count\":1}}]", "approvals[0].batch.path")]
    public async Task A_malformed_member_is_named(string member, string field)
    {
        using var world = await SigningLedger.CreateAsync();
        var line = SigningLedger.Trade(0)[..^1] + $",{member}}}\n";
        var run = await RefusedAsync(world, world.Ledger.Write("bad.ndjson", line), "MALFORMED_INPUT", 1);
        Assert.Equal(field, run.Problems[0].GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("""{"approveBatch":{"count":0,"approvals":[]}}""", "PARAMETER_OUT_OF_RANGE")]
    [InlineData("""{"approveBatch":{"count":16385,"approvals":[]}}""", "PARAMETER_OUT_OF_RANGE")]
    [InlineData("""{"approveBatch":{"count":1,"approvals":[]}}""", "PARAMETER_OUT_OF_RANGE")]
    [InlineData("""{"approveBatch":{"count":1}}""", "MALFORMED_INPUT")]
    [InlineData("""{"as":"alice","approveBatch":{"count":1,"approvals":[]}}""", "MALFORMED_INPUT")]
    [InlineData("""{"command":"registerKey","participant":"carol","publicKey":"AAAA"}""", "MALFORMED_INPUT")]
    [InlineData(
        """{"command":"registerKey","publicKey":"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","participant":"bob"}""",
        "KEY_UNACCEPTABLE")]
    [InlineData(
        """{"command":"revokeKey","participant":"carol","keyId":"00000000000000000000000000000000"}""", "KEY_UNKNOWN")]
    public async Task A_bad_line_about_keys_or_batches_is_refused(string line, string code)
    {
        using var world = await SigningLedger.CreateAsync();
        await RefusedAsync(world, world.Ledger.Write("bad.ndjson", line + "\n"), code, 1);
    }

    [Fact]
    public async Task Keys_can_be_registered_and_revoked_by_lines_of_a_file()
    {
        using var world = await SigningLedger.CreateAsync();
        var made = await world.Ledger.MustAsync("keygen", "--out", world.KeyOf("carol"));
        var key = made.Text("publicKey");
        var text = $$"""
            {"command":"registerKey","participant":"carol","publicKey":"{{key}}","validUntil":"2199-01-01"}
            {"command":"revokeKey","participant":"carol","keyId":"{{made.Text("keyId")}}"}

            """;
        Assert.Equal(0, (await world.Ledger.RunTextAsync(text)).Number("commandsRefused"));
        var again = await world.Ledger.RunTextAsync(text);
        Assert.Equal((0, true), (again.Exit, again.Flag("unchanged")));
        var listed = (await world.Ledger.MustAsync("participant", "key", "list", "carol")).Last;
        Assert.NotNull(listed.GetProperty("revokedAt").GetString());
    }

    [Theory]
    [InlineData("NOTHING_TO_SIGN", "trades", "alice")]
    [InlineData("NOTHING_TO_SIGN", "trades", "alice", "--authorise", "carol-cash")]
    [InlineData("AUTHORISER_NOT_OWNER", "signed", "alice", "--authorise", "bob-cash")]
    [InlineData("ALREADY_SIGNED", "one", "bob", "--authorise", "bob-cash")]
    [InlineData("ALREADY_SIGNED", "signed", "bob", "--batch")]
    [InlineData("SCALE_UNKNOWN", "trades", "alice", "--authorise", "alice-cash", "--origin", "main/x")]
    [InlineData("ID_MALFORMED", "trades", "alice", "--authorise", "alice-cash", "--origin", "/")]
    [InlineData("PARAMETER_OUT_OF_RANGE", "trades", "alice", "--origin", "main/x", "--scale", "USD=31")]
    [InlineData("BATCH_MALFORMED", "mixed", "alice", "--authorise", "alice-cash", "--batch")]
    [InlineData("MALFORMED_INPUT", "broken", "alice", "--authorise", "alice-cash")]
    public async Task What_cannot_be_signed_is_said_with_the_way_out(
        string code, string file, string name, params string[] options)
    {
        using var world = await SigningLedger.CreateAsync();
        var trades = world.Trades(2);
        var path = file switch
        {
            "one" => await world.SignAsync("alice", trades, "one.ndjson", "--authorise", "alice-cash"),
            "signed" => await world.SignByBothAsync(trades),
            "mixed" => world.Ledger.Write(
                "mixed.ndjson",
                $"{SigningLedger.Trade(0)}\n{{\"command\":\"openAccount\",\"account\":\"x\",\"owner\":\"bob\"}}\n"
                + $"{SigningLedger.Trade(1)}\n"),
            "broken" => world.Ledger.Write("broken.ndjson", $"{SigningLedger.Trade(0)}\nnonsense\n"),
            _ => trades,
        };
        var target = world.Ledger.PathOf("target.ndjson");
        var result = await world.Ledger.JsonAsync(
            ["sign", path, "--participant", name, "--sign-with", world.KeyOf(name), "--out", target, .. options]);
        Assert.Equal((2, code), (result.Exit, result.Problems[^1].GetProperty("error").GetString()));
        Assert.False(File.Exists(target));
    }

    private static string[] Batch(bool isBatch) => isBatch ? ["--batch"] : [];

    private static async Task<CliResult> RefusedAsync(SigningLedger world, string file, string code, int line)
    {
        var run = await world.Ledger.JsonAsync("run", file);
        Assert.Equal(
            (code, line),
            (run.Problems[0].GetProperty("code").GetString(), run.Problems[0].GetProperty("line").GetInt32()));
        return run;
    }
}
