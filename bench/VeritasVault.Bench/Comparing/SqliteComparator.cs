using System.Globalization;

namespace VeritasVault.Bench;

/// <summary>SQLite by a program in C, so that nothing stands between it and the machine. Compiled when it is asked
/// for.</summary>
internal sealed class SqliteComparator : Comparator
{
    private const string Header = "/usr/include/sqlite3.h";

    private string _directory = string.Empty;

    private string Program => Path.Combine(_directory, "sqlite-dvp");

    public override string Name => "sqlite";

    public override string Ratio => Figures.RatioToSqlite;

    public override string Note =>
        "sqlite: in process, WAL, synchronous=FULL, funds checked, ids unique; no history index, no proofs, no "
        + "signatures";

    public override async Task StartAsync(string directory)
    {
        _directory = directory;
        await House.NeedAsync("cc", "gcc");
        if (!File.Exists(Header))
        {
            // Elsewhere the header is where the compiler finds it, or the compiler says that it does not.
            _ = await TryInstallAsync();
        }

        await House.RunAsync("cc", "-O2", "-o", Program, House.Find("bench/comparators/sqlite/dvp.c"), "-lsqlite3");
    }

    public override async Task<ComparatorResult> RunAsync(int settlements, int batch, bool hot)
    {
        var database = Path.Combine(_directory, "sqlite.db");
        var output = await House.RunAsync(Program, database, Text(settlements), Text(batch), hot ? "hot" : "uniform");
        foreach (var file in Directory.GetFiles(_directory, "sqlite.db*"))
        {
            File.Delete(file);
        }

        var figures = output.Split(' ');
        return new ComparatorResult(Number(figures[0]), [("BytesPerSettlement", Number(figures[1]))]);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // The package brings no program, so the house's script may say that there is none although it was installed.
    private static async Task<bool> TryInstallAsync()
    {
        try
        {
            await House.NeedAsync("sqlite3-headers", "libsqlite3-dev");
            return true;
        }
        catch (BenchFailure)
        {
            return false;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
