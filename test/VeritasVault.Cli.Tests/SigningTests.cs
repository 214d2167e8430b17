using System.Text.Json;

namespace VeritasVault.Cli.Tests;

/// <summary>Participants sign by commands alone, and a stranger can tell.</summary>
public class SigningTests
{
    [Fact]
    public async Task Two_signers_pass_a_file_and_the_settled_trade_is_proven()
    {
        using var world = await SigningLedger.CreateAsync();
        var run = await world.Ledger.MustAsync("run", await world.SignByBothAsync(world.Trades(1)));
        Assert.Equal((1L, 0L), (run.Number("completed"), run.Number("failed")));
        Assert.EndsWith("signed 2 of 2 legs", await world.JudgeAsync(0), StringComparison.Ordinal);

        var status = (await world.Ledger.MustAsync("status", SigningLedger.IdOf(0))).Last;
        Assert.Equal(["alice", "bob"], Texts(status.GetProperty("legs"), "authoriser"));
        Assert.Equal(["alice", "bob"], Texts(status.GetProperty("signatures"), "participant").Order());
        var shown = await world.Ledger.CallAsync("status", SigningLedger.IdOf(0));
        Assert.Contains((await KeyIdAsync(world, "bob"))!, shown.Output, StringComparison.Ordinal);
        var participants = await world.Ledger.MustAsync("participant", "list");
        var alice = participants.Lines.Single(line => line.GetProperty("participant").GetString() == "alice");
        Assert.Equal(
            ("signed", 1), (alice.GetProperty("consent").GetString(), alice.GetProperty("keys").GetInt32()));
        Assert.True((await world.Ledger.MustAsync("audit")).Flag("passed"));
    }

    [Fact]
    public async Task One_signature_each_covers_a_file_of_64_settlements()
    {
        using var world = await SigningLedger.CreateAsync();
        var signed = await world.SignByBothAsync(world.Trades(64), "--batch");
        var lines = await SigningLedger.LinesAsync(signed);
        Assert.Equal(65, lines.Length);
        using var head = JsonDocument.Parse(lines[0]);
        var approvals = head.RootElement.GetProperty("approveBatch").GetProperty("approvals");
        Assert.Equal(["alice", "bob"], Texts(approvals, "participant"));

        var run = await world.Ledger.MustAsync("run", signed, "--acks", world.Ledger.PathOf("acks"));
        Assert.Equal((64L, 0L), (run.Number("completed"), run.Number("failed")));
        Assert.Equal(64, (await SigningLedger.LinesAsync(world.Ledger.PathOf("acks"))).Length);
        Assert.EndsWith("signed 2 of 2 legs", await world.JudgeAsync(0), StringComparison.Ordinal);
        Assert.EndsWith("signed 2 of 2 legs", await world.JudgeAsync(63), StringComparison.Ordinal);

        var again = await world.Ledger.MustAsync("run", signed);
        Assert.Equal((64L, true), (again.Number("replayed"), again.Flag("unchanged")));
    }

    [Fact]
    public async Task What_is_signed_stays_byte_for_byte_and_signing_again_changes_nothing()
    {
        using var world = await SigningLedger.CreateAsync();
        var signed = await world.SignByBothAsync(world.Trades(2));
        var line = (await SigningLedger.LinesAsync(signed))[1];
        Assert.StartsWith($$"""{ "id": "{{SigningLedger.IdOf(1)}}", "kind": "dvp", """, line, StringComparison.Ordinal);
        Assert.Contains("""{ "memo":  "für Bob" }""", line, StringComparison.Ordinal);
        Assert.Contains("\"quantity\":\"1.00\",\"authoriser\":\"alice\"}", line, StringComparison.Ordinal);
        var once = await SigningLedger.TextAsync(signed);
        await world.SignAsync("bob", signed, "both.ndjson");
        Assert.Equal(once, await SigningLedger.TextAsync(signed));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signer_needs_the_origin_and_the_scales_but_no_ledger(bool isBatch)
    {
        using var world = await SigningLedger.CreateAsync();
        string[] offline = ["--origin", world.Origin, "--scale", "USD=2", "--scale", "BOND=0", "--store", "/nowhere"];
        string[] options = [.. offline, .. Batch(isBatch)];
        var signed = await world.SignByBothAsync(world.Trades(3), options);
        Assert.Equal(3, (await world.Ledger.MustAsync("run", signed)).Number("completed"));
    }

    [Fact]
    public async Task The_second_signature_can_be_given_to_the_waiting_settlement()
    {
        using var world = await SigningLedger.CreateAsync();
        var one = await world.SignAsync(
            "alice", world.Trades(1), "one.ndjson", "--authorise", "alice-cash,bob-cash=bob");
        Assert.Equal("WAITING", (await world.Ledger.MustAsync("submit", one)).Text("code"));
        var wrong = await ConsentAsync(world, "alice");
        Assert.Equal((3, "KEY_UNKNOWN"), (wrong.Exit, wrong.Text("code")));
        var right = await ConsentAsync(world, "bob");
        Assert.Equal((0, "SETTLED"), (right.Exit, right.Text("code")));
        Assert.EndsWith("signed 2 of 2 legs", await world.JudgeAsync(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_endorsed_revoked_reset_and_listed()
    {
        using var world = await SigningLedger.CreateAsync();
        var first = await KeyIdAsync(world, "alice");
        var second = await world.KeygenAsync("alice-2");
        var missing = await world.Ledger.JsonAsync("participant", "key", "add", "alice", "--public-key", second);
        Assert.Equal((3, "ENDORSEMENT_MISSING"), (missing.Exit, missing.Text("code")));
        await world.Ledger.MustAsync(
            ["participant", "key", "add", "alice", "--public-key", second, "--endorse-with", world.KeyOf("alice")]);
        await world.Ledger.MustAsync("participant", "key", "revoke", "alice", first!, "--as", "alice");
        var third = await world.KeygenAsync("bob-2");
        await world.Ledger.MustAsync("participant", "key", "reset", "bob", "--public-key", third);
        var keys = (await world.Ledger.MustAsync("participant", "key", "list")).Lines;
        Assert.Equal(["alice", "bob", "alice", "bob"], keys.Select(key => key.GetProperty("participant").GetString()));
        Assert.Equal(first, keys[2].GetProperty("previousKeyId").GetString());
        Assert.NotNull(keys[0].GetProperty("revokedAt").GetString());
        Assert.True(keys[3].GetProperty("reset").GetBoolean());
        var shown = await world.Ledger.CallAsync("participant", "key", "list", "alice");
        Assert.Contains("revoked at", shown.Output, StringComparison.Ordinal);

        File.Move(world.KeyOf("alice-2"), world.KeyOf("alice"), overwrite: true);
        File.Move(world.KeyOf("bob-2"), world.KeyOf("bob"), overwrite: true);
        await world.Ledger.MustAsync("run", await world.SignByBothAsync(world.Trades(1)));
        Assert.EndsWith(
            "key of bob was reset by the operator", await world.JudgeAsync(0), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_encrypted_key_opens_with_its_own_passphrase_only()
    {
        using var world = await SigningLedger.CreateAsync();
        var bare = await world.Ledger.JsonAsync("keygen", "--out", world.KeyOf("carol"), "--encrypt");
        Assert.Equal((2, "PASSPHRASE_MISSING"), (bare.Exit, ErrorOf(bare)));
        world.Ledger.Variables["VERITAS_KEY_PASSPHRASE"] = "correct horse";
        var made = await world.Ledger.MustAsync("keygen", "--out", world.KeyOf("carol"), "--encrypt");
        var overwritten = await world.Ledger.JsonAsync("keygen", "--out", world.KeyOf("carol"));
        Assert.Equal((2, "FILE_EXISTS"), (overwritten.Exit, ErrorOf(overwritten)));
        await world.Ledger.MustAsync("participant", "key", "add", "carol", "--public-key", made.Text("publicKey"));

        var trade = world.Ledger.Write("carol.ndjson", SigningLedger.Trade(0).Replace(
            "alice-cash", "carol-cash", StringComparison.Ordinal) + "\n");
        string[] sign = ["sign", trade, "--participant", "carol", "--sign-with", world.KeyOf("carol")];
        Assert.Equal(0, (await world.Ledger.CallAsync([.. sign, "--authorise", "carol-cash"])).Exit);
        world.Ledger.Variables["VERITAS_SIGN_PASSPHRASE"] = "battery staple";
        var wrong = await world.Ledger.JsonAsync([.. sign, "--authorise", "carol-cash"]);
        Assert.Equal((2, "KEY_UNUSABLE"), (wrong.Exit, ErrorOf(wrong)));
    }

    private static string[] Batch(bool isBatch) => isBatch ? ["--batch"] : [];

    private static Task<CliResult> ConsentAsync(SigningLedger world, string key) => world.Ledger.JsonAsync(
        "consent", SigningLedger.IdOf(0), "--as", "bob", "--sign-with", world.KeyOf(key));

    private static async Task<string?> KeyIdAsync(SigningLedger world, string name) =>
        (await world.Ledger.MustAsync("participant", "key", "list", name)).Last.GetProperty("keyId").GetString();

    private static string? ErrorOf(CliResult result) => result.Problems[^1].GetProperty("error").GetString();

    private static IEnumerable<string?> Texts(JsonElement array, string member) =>
        array.EnumerateArray().Select(one => one.GetProperty(member).GetString());
}
