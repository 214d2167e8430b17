using System.Text;
using VeritasVault.TestKit.Storage;

namespace VeritasVault.Cli.Tests;

/// <summary>A ledger in a directory of its own, used through the program's entry point.</summary>
internal sealed class CliLedger : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public string Store => _directory["ledger"];

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// A ledger with alice, bob and an issuer, who has issued 1,000.00 USD and 100 BOND to alice and bob.
    /// </summary>
    public static async Task<CliLedger> WithMoneyAsync()
    {
        var ledger = new CliLedger();
        await ledger.MustAsync("init");
        var result = await ledger.RunTextAsync(
            """
            {"command":"registerParticipant","participant":"bank"}
            {"command":"registerParticipant","participant":"alice"}
            {"command":"registerParticipant","participant":"bob"}
            {"command":"registerParticipant","participant":"carol"}
            {"command":"openAccount","account":"issuer","owner":"bank"}
            {"command":"openAccount","account":"alice-cash","owner":"alice"}
            {"command":"openAccount","account":"bob-cash","owner":"bob"}
            {"command":"openAccount","account":"carol-cash","owner":"carol"}
            {"command":"registerAsset","asset":"USD","scale":2,"issuer":"issuer"}
            {"command":"registerAsset","asset":"BOND","scale":0,"issuer":"issuer"}

            """ + Issue(1, "alice-cash", "USD", 1000) + Issue(2, "bob-cash", "BOND", 100));
        Assert.Equal((0, 2L), (result.Exit, result.Number("completed")));
        return ledger;
    }

    public string PathOf(string name) => _directory[name];

    public string Write(string name, string text)
    {
        File.WriteAllText(_directory[name], text);
        return _directory[name];
    }

    public Task<CliResult> RunTextAsync(string ndjson, params string[] options) =>
        JsonAsync(["run", Write("input.ndjson", ndjson), .. options]);

    public Task<CliResult> JsonAsync(params string[] arguments) => CallAsync([.. arguments, "--json"], []);

    public Task<CliResult> CallAsync(params string[] arguments) => CallAsync(arguments, []);

    public async Task<CliResult> MustAsync(params string[] arguments)
    {
        var result = await JsonAsync(arguments);
        Assert.True(
            result.Exit == 0, $"{string.Join(' ', arguments)} ended with {result.Exit}: {result.Output}{result.Error}");
        return result;
    }

    public async Task<CliResult> CallAsync(string[] arguments, byte[] input)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var io = new CliIo
        {
            Output = output,
            Error = error,
            OpenInput = () => new MemoryStream(input),
            Variable = name => Variables.GetValueOrDefault(name),
        };
        string[] store = arguments is ["demo", ..] || arguments.Contains("--store") ? [] : ["--store", Store];
        var exit = await VeritasProgram.RunAsync([.. arguments, .. store], io);
        return new CliResult(exit, output.ToString(), error.ToString());
    }

    /// <summary>The stage of a settlement that goes on by itself once a command has made way for it: the engine does so
    /// in a block of its own, here or when the ledger is opened next.</summary>
    public async Task<string> SettledStageAsync(string id)
    {
        var stage = string.Empty;
        for (var look = 0; look < 50 && stage is not ("COMPLETED" or "FAILED"); look++)
        {
            stage = (await MustAsync("status", id)).Text("stage");
        }

        return stage;
    }

    /// <summary>All that the ledger says about itself: equal before and after means that nothing changed.</summary>
    public async Task<string> EverythingAsync()
    {
        var text = new StringBuilder();
        foreach (var query in (string[][])[["events"], ["balances"], ["list"], ["account", "list"], ["asset", "list"]])
        {
            text.Append((await MustAsync(query)).Output);
        }

        return text.ToString();
    }

    private static string Issue(int number, string account, string asset, int quantity) =>
        $$"""{"id":"00000000-0000-7000-8000-{{number:x12}}","kind":"issue","legs":["""
        + $$"""{"from":"issuer","to":"{{account}}","asset":"{{asset}}","quantity":"{{quantity}}"}]}""" + "\n";

    public void Dispose() => _directory.Dispose();
}
