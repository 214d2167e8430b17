namespace VeritasVault.Bench;

/// <summary>The figures that every JSON line has, null where a workload does not measure them.</summary>
internal static class Figures
{
    public const string SettlementsPerSecond = "settlementsPerSecond";
    public const string LegsPerSecond = "legsPerSecond";
    public const string P50Ms = "p50Ms";
    public const string P99Ms = "p99Ms";
    public const string BytesPerSettlement = "bytesPerSettlement";
    public const string CompressionsPerSettlement = "compressionsPerSettlement";
    public const string RatioToSqlite = "ratioToSqlite";
    public const string RatioToPostgres = "ratioToPostgres";

    public static readonly string[] Always =
    [
        SettlementsPerSecond, LegsPerSecond, P50Ms, P99Ms, BytesPerSettlement, CompressionsPerSettlement, RatioToSqlite,
        RatioToPostgres,
    ];
}
