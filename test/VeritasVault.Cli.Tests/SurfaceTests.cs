using System.CommandLine;

namespace VeritasVault.Cli.Tests;

/// <summary>What every command has in common.</summary>
public class SurfaceTests
{
    public static TheoryData<string> Commands => [.. Paths(VeritasProgram.CreateRoot(Host()), "")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_explains_itself_with_examples(string path)
    {
        using var ledger = new CliLedger();
        var result = await ledger.CallAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        Assert.Equal(0, result.Exit);
        Assert.Contains("Examples:", result.Output);
        Assert.Contains("--json", result.Output);
        Assert.Contains("--store", result.Output);
        Assert.Contains("  veritas ", result.Output);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Every_command_is_documented_and_its_examples_are_understood(string path)
    {
        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "docs", "reference", "cli.md"), TestContext.Current.CancellationToken);
        Assert.Contains($"veritas {path}".TrimEnd(), page);
        var root = VeritasProgram.CreateRoot(Host());
        Command command = root;
        foreach (var word in path.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            command = command.Subcommands.Single(child => child.Name == word);
        }

        foreach (var example in (command as VeritasCommand)?.Examples ?? [])
        {
            var line = example.Split('#')[0].Split(" < ")[0].Split(" > ")[0].Trim();
            Assert.Empty(root.Parse(line["veritas ".Length..]).Errors);
        }
    }

    [Theory]
    [InlineData("balances")]
    [InlineData("audit")]
    [InlineData("list")]
    [InlineData("participant add alice")]
    [InlineData("submit --leg \"a>b 1 USD\"")]
    public async Task A_missing_ledger_is_said_with_the_way_out(string command)
    {
        using var ledger = new CliLedger();
        var parsed = VeritasProgram.CreateRoot(Host()).Parse(command).Tokens.Select(token => token.Value);
        var result = await ledger.CallAsync([.. parsed]);
        Assert.Equal(4, result.Exit);
        Assert.Contains("STORE_MISSING", result.Error);
        Assert.Contains($"veritas init --store {ledger.Store}", result.Error);
        Assert.False(Directory.Exists(ledger.Store));
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("account")]
    [InlineData("run")]
    [InlineData("run x.csv --format excel")]
    [InlineData("list --limit many")]
    [InlineData("submit")]
    [InlineData("submit --leg nonsense")]
    [InlineData("status 42")]
    [InlineData("statement alice --from yesterday")]
    [InlineData("run no-such-file.ndjson")]
    public async Task Wrong_usage_ends_with_two_and_a_next_step(string command)
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var result = await ledger.CallAsync(command.Split(' '));
        Assert.Equal(2, result.Exit);
        Assert.Contains("Next:", result.Error);
    }

    [Fact]
    public async Task A_second_init_changes_nothing()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var before = await ledger.EverythingAsync();
        var same = await ledger.JsonAsync("init");
        var other = await ledger.JsonAsync("init", "--name", "another");
        Assert.Equal((0, false), (same.Exit, same.Flag("created")));
        Assert.Equal(
            (3, "LEDGER_EXISTS"), (other.Exit, Assert.Single(other.Problems).GetProperty("error").GetString()));
        Assert.Equal(before, await ledger.EverythingAsync());
    }

    [Fact]
    public async Task A_full_disk_is_refused_and_changes_nothing()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        var before = await ledger.EverythingAsync();
        ledger.Variables["VERITAS_LOW_SPACE_BYTES"] = $"{1L << 40}";
        var submitted = await ledger.JsonAsync("submit", "--leg", "alice-cash>bob-cash 1 USD");
        Assert.Equal((4, "STORAGE_FULL"), (submitted.Exit, submitted.Text("code")));
        var run = await ledger.RunTextAsync("""{"command":"registerParticipant","participant":"eve"}""" + "\n");
        Assert.Equal(1, run.Number("commandsRefused"));
        ledger.Variables.Clear();
        Assert.Equal(before, await ledger.EverythingAsync());
    }

    [Fact]
    public async Task The_store_can_be_named_by_a_variable()
    {
        using var ledger = new CliLedger();
        ledger.Variables["VERITAS_STORE"] = ledger.PathOf("elsewhere");
        Assert.Equal(0, (await ledger.CallAsync("init", "--store", ledger.PathOf("elsewhere"))).Exit);
        var context = new CommandContext(
            VeritasProgram.CreateRoot(Host()).Parse("list"),
            new CliHost(Io() with { Variable = name => ledger.Variables.GetValueOrDefault(name) }),
            CancellationToken.None);
        Assert.Equal(ledger.PathOf("elsewhere"), context.StoreDirectory);
    }

    [Fact]
    public async Task Tables_for_people_show_decimals()
    {
        using var ledger = await CliLedger.WithMoneyAsync();
        foreach (var (query, shown) in ((string[], string)[])
            [
                (["balances"], "1000.00"), (["list"], "SETTLED"), (["events"], "ACCOUNT_OPENED"), (["audit"], "Passed"),
                (["statement", "alice-cash"], "reconciles"), (
                    ["status", "00000000-0000-7000-8000-000000000001"], "Moved"),
                (["history", "00000000-0000-7000-8000-000000000001"], "COMPLETED"), (["account", "list"], "alice"),
                (["asset", "list"], "BOND"), (["participant", "list"], "implied"), (
                    ["codes", "301"], "INSUFFICIENT_FUNDS"),
            ])
        {
            await ShowsAsync(ledger, query, shown);
        }
    }

    [Fact]
    public async Task The_page_of_outcome_codes_is_current()
    {
        using var ledger = new CliLedger();
        var page = Path.Combine(Repository.Root, "docs", "reference", "outcome-codes.md");
        var written = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        var current = (await ledger.CallAsync("codes", "--markdown")).Output;
        Assert.True(written == current, "Fix: ./veritas codes --markdown > docs/reference/outcome-codes.md");
    }

    private static async Task ShowsAsync(CliLedger ledger, string[] query, string shown)
    {
        var result = await ledger.CallAsync(query);
        Assert.Equal(0, result.Exit);
        Assert.Contains(shown, result.Output);
    }

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.Where(child => !child.Hidden)
            .SelectMany(child => Paths(child, $"{path} {child.Name}".Trim()))
            .Append(path);

    private static CliHost Host() => new(Io());

    private static CliIo Io() => new()
    {
        Output = TextWriter.Null,
        Error = TextWriter.Null,
        OpenInput = () => Stream.Null,
        Variable = _ => null,
    };
}
