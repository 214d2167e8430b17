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
            // The package brings no program, so what eng/need says after installing it means nothing; and elsewhere the
            // compiler may know another place. It says when it does not.
            await House.RunAsync(
                "bash", "-c", "\"$0\" sqlite3-headers libsqlite3-dev 2>/dev/null || true", House.Find("eng/need"));
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

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
