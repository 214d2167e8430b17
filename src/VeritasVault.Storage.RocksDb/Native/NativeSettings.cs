using RocksDbSharp;
using Rocks = RocksDbSharp.Native;

namespace VeritasVault.Storage.RocksDb;

/// <summary>
/// Owner of every option object of one open ledger: made once, named by purpose, freed after the database was closed.
/// </summary>
internal sealed class NativeSettings : IDisposable
{
    // Values above this go to value files of their own, which compaction never rewrites: blocks are written once and
    // stay.
    private const ulong SeparateValueBytesMin = 4 << 10;
    private const double BloomBitsPerKey = 10;
    private const nuint TableBlockBytes = 16 << 10;

    // What RocksDB says about itself is for the support case only: a few small files, warnings and worse.
    private const nuint OwnLogFiles = 4;
    private const nuint OwnLogFileBytes = 1 << 20;
    private const int OwnLogLevelWarn = 2;
    private const int BackgroundJobs = 2;

    private readonly nint _cache;
    private readonly nint _writeBuffers;
    private readonly nint _blockTables;
    private readonly nint _rowTables;

    public NativeSettings(RocksDbStoreOptions options, bool create)
    {
        Rocks native = Rocks.Instance;

        // One bound for memory: the write buffers are charged to the cache that also holds what is read.
        _cache = native.rocksdb_cache_create_lru((nuint)options.CacheBytes);
        _writeBuffers = native.rocksdb_write_buffer_manager_create_with_cache(
            (nuint)options.WriteBufferBytes, _cache, 0);
        _blockTables = Tables(withFilter: false);
        _rowTables = Tables(withFilter: true);
        Database = DatabaseOptions(options, create);
        Blocks = BlocksOptions(options);
        Rows = RowsOptions(options);
        CommitWrite = native.rocksdb_writeoptions_create();
        native.rocksdb_writeoptions_set_sync(CommitWrite, 1);
        DeriveWrite = native.rocksdb_writeoptions_create();
        native.rocksdb_writeoptions_set_sync(DeriveWrite, 0);
        PointRead = ReadOptions(fillCache: true);

        // A block is read once in a long while and a scan reads everything once: neither may push the hot rows out.
        BlockRead = ReadOptions(fillCache: false);
        ScanRead = ReadOptions(fillCache: false);
    }

    public nint Database { get; }

    public nint Blocks { get; }

    public nint Rows { get; }

    public nint CommitWrite { get; }

    public nint DeriveWrite { get; }

    public nint PointRead { get; }

    public nint BlockRead { get; }

    public nint ScanRead { get; }

    public void Dispose()
    {
        Rocks native = Rocks.Instance;
        native.rocksdb_readoptions_destroy(ScanRead);
        native.rocksdb_readoptions_destroy(BlockRead);
        native.rocksdb_readoptions_destroy(PointRead);
        native.rocksdb_writeoptions_destroy(DeriveWrite);
        native.rocksdb_writeoptions_destroy(CommitWrite);
        native.rocksdb_options_destroy(Rows);
        native.rocksdb_options_destroy(Blocks);
        native.rocksdb_options_destroy(Database);
        native.rocksdb_block_based_options_destroy(_rowTables);
        native.rocksdb_block_based_options_destroy(_blockTables);
        native.rocksdb_write_buffer_manager_destroy(_writeBuffers);
        native.rocksdb_cache_destroy(_cache);
    }

    private static nint ReadOptions(bool fillCache)
    {
        Rocks native = Rocks.Instance;
        nint read = native.rocksdb_readoptions_create();
        native.rocksdb_readoptions_set_verify_checksums(read, 1);
        native.rocksdb_readoptions_set_fill_cache(read, fillCache ? (byte)1 : (byte)0);
        return read;
    }

    private nint Tables(bool withFilter)
    {
        Rocks native = Rocks.Instance;
        nint tables = native.rocksdb_block_based_options_create();
        native.rocksdb_block_based_options_set_block_cache(tables, _cache);
        native.rocksdb_block_based_options_set_block_size(tables, TableBlockBytes);

        // Otherwise indexes and filters of all open files would be memory outside the bound.
        native.rocksdb_block_based_options_set_cache_index_and_filter_blocks(tables, 1);
        native.rocksdb_block_based_options_set_pin_l0_filter_and_index_blocks_in_cache(tables, 1);
        if (withFilter)
        {
            // "Is this id known?" is nearly always answered no: the filter answers it without touching the disk.
            native.rocksdb_block_based_options_set_filter_policy(
                tables, native.rocksdb_filterpolicy_create_bloom_full(BloomBitsPerKey));
        }

        return tables;
    }

    private nint DatabaseOptions(RocksDbStoreOptions options, bool create)
    {
        Rocks native = Rocks.Instance;
        nint database = native.rocksdb_options_create();
        byte creating = create ? (byte)1 : (byte)0;
        native.rocksdb_options_set_create_if_missing(database, creating);
        native.rocksdb_options_set_create_missing_column_families(database, creating);

        // The default mode would stop replaying at the first damaged record and open: acknowledged blocks gone without
        // a word.
        // This one forgives only a record torn at the end of the log, which nobody was told about.
        native.rocksdb_options_set_wal_recovery_mode(database, Recovery.TolerateCorruptedTailRecords);
        native.rocksdb_options_set_track_and_verify_wals_in_manifest(database, 1);
        native.rocksdb_options_set_paranoid_checks(database, 1);

        // A background failure must reach us and stop the ledger; healing itself would hide that state was unknown.
        native.rocksdb_options_set_max_bgerror_resume_count(database, 0);
        native.rocksdb_options_set_write_buffer_manager(database, _writeBuffers);

        // A table that is rarely written would otherwise keep every log since its last row alive.
        native.rocksdb_options_set_max_total_wal_size(database, (ulong)options.WriteBufferBytes * 4);
        native.rocksdb_options_set_max_open_files(database, options.OpenFilesMax);
        native.rocksdb_options_set_max_background_jobs(database, BackgroundJobs);
        native.rocksdb_options_set_keep_log_file_num(database, OwnLogFiles);
        native.rocksdb_options_set_max_log_file_size(database, OwnLogFileBytes);
        native.rocksdb_options_set_info_log_level(database, OwnLogLevelWarn);
        native.rocksdb_options_set_stats_dump_period_sec(database, 0);
        return database;
    }

    private nint BlocksOptions(RocksDbStoreOptions options)
    {
        Rocks native = Rocks.Instance;
        nint blocks = native.rocksdb_options_create();
        native.rocksdb_options_set_write_buffer_size(blocks, (nuint)options.WriteBufferBytes);
        native.rocksdb_options_set_block_based_table_factory(blocks, _blockTables);
        native.rocksdb_options_set_compression(blocks, Compression.No);
        native.rocksdb_options_set_enable_blob_files(blocks, 1);
        native.rocksdb_options_set_min_blob_size(blocks, SeparateValueBytesMin);
        return blocks;
    }

    private nint RowsOptions(RocksDbStoreOptions options)
    {
        Rocks native = Rocks.Instance;
        nint rows = native.rocksdb_options_create();
        native.rocksdb_options_set_write_buffer_size(rows, (nuint)options.WriteBufferBytes);
        native.rocksdb_options_set_block_based_table_factory(rows, _rowTables);
        native.rocksdb_options_set_compression(rows, Compression.Lz4);
        return rows;
    }
}
