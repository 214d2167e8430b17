using VeritasVault.TestKit.Engine;

namespace VeritasVault.Cli.Tests;

/// <summary>A ledger whose alice and bob consent by signature only, each with a key file; all of it by
/// commands.</summary>
internal sealed class SigningLedger : IDisposable
{
    public CliLedger Ledger { get; private init; } = new();

    public string Origin { get; private set; } = string.Empty;

    public static async Task<SigningLedger> CreateAsync()
    {
        var world = new SigningLedger { Ledger = await CliLedger.WithMoneyAsync() };
        foreach (var name in (string[])["alice", "bob"])
        {
            var publicKey = await world.KeygenAsync(name);
            await world.Ledger.MustAsync("participant", "key", "add", name, "--public-key", publicKey);
            await world.Ledger.MustAsync("participant", "consent", name, "signed");
        }

        world.Origin = (await world.Ledger.MustAsync("keys")).Text("origin");
        return world;
    }

    public string KeyOf(string name) => Ledger.PathOf(name + ".key");

    /// <summary>Makes a key file.</summary>
    /// <returns>The public key.</returns>
    public async Task<string> KeygenAsync(string name) =>
        (await Ledger.MustAsync("keygen", "--out", KeyOf(name))).Text("publicKey");

    /// <summary>The id of the trade of a number.</summary>
    public static string IdOf(int number) => $"00000000-0000-7000-8000-{0x1000 + number:x12}";

    /// <summary>Unsigned trades: alice pays bob a dollar for one bond.</summary>
    public string Trades(int count) => Ledger.Write("trades.ndjson", string.Concat(
        Enumerable.Range(0, count).Select(number => Trade(number) + "\n")));

    public static string Trade(int number) =>
        $$"""{ "id": "{{IdOf(number)}}", "kind": "dvp", "metadata": { "memo":  "für Bob" }, "legs": ["""
        + """{"from":"alice-cash","to":"bob-cash","asset":"USD","quantity":"1.00"},"""
        + """{"from":"bob-cash","to":"alice-cash","asset":"BOND","quantity":"1"}]}""";

    /// <summary>Signs as alice, then what came out of it as bob.</summary>
    public async Task<string> SignByBothAsync(string file, params string[] options)
    {
        string[] authorise = ["--authorise", "alice-cash,bob-cash=bob"];
        var first = await SignAsync("alice", file, "one.ndjson", [.. authorise, .. options]);
        return await SignAsync("bob", first, "both.ndjson", options);
    }

    public async Task<string> SignAsync(string name, string file, string target, params string[] options)
    {
        var path = Ledger.PathOf(target);
        await Ledger.MustAsync(
            ["sign", file, "--participant", name, "--sign-with", KeyOf(name), "--out", path, .. options]);
        return path;
    }

    /// <summary>What a stranger who knows only the ledger's verifier keys says of a settlement's proof.</summary>
    public async Task<string> JudgeAsync(int number)
    {
        var files = await Ledger.MustAsync("prove", IdOf(number), "--out", Ledger.PathOf("proofs"));
        var vkeys = (await Ledger.MustAsync("keys")).Last.GetProperty("all").EnumerateArray();
        return new Stranger(vkeys.Select(vkey => vkey.GetString()!))
            .MustAccept(await File.ReadAllBytesAsync(files.Text("settlement")));
    }

    /// <summary>The code with which a run of a file refuses its only line or batch.</summary>
    public async Task<string> RefusalAsync(string file)
    {
        var run = await Ledger.JsonAsync("run", file);
        return run.Problems.Count == 0
            ? run.Output
            : run.Problems[0].GetProperty("code").GetString()!;
    }

    public static Task<string> TextAsync(string file) =>
        File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);

    public static Task<string[]> LinesAsync(string file) =>
        File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);

    public void Dispose() => Ledger.Dispose();
}
