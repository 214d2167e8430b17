/*
 * The trades of dvp-uniform and dvp-hot by SQLite, as fast as it can be made to do them: one connection in one process,
 * WAL, synchronous=FULL, prepared statements, many settlements a commit, no indexes but the two primary keys.
 *
 *   dvp DATABASE SETTLEMENTS SETTLEMENTS-A-COMMIT hot|uniform
 *
 * Each settlement moves an asset one way and cash the other, or is refused for funds; either way it is recorded under
 * its id, which cannot be used twice. Prints settlements a second, and the bytes of the closed database per settlement.
 */
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { PARTICIPANTS = 1000, ASSETS = 10, QUANTITY_MAX = 1000, CASH_MAX = 100000 };
#define FUNDING INT64_C(100000000000000)

struct trade {
  uint8_t id[16];
  int32_t seller, buyer, asset, quantity, cash;
};

static sqlite3 *db;
static sqlite3_stmt *debit, *credit, *record;

static void fail(const char *what) {
  fprintf(stderr, "sqlite: %s: %s\n", what, db ? sqlite3_errmsg(db) : "");
  exit(1);
}

static void run(const char *sql) {
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) fail(sql);
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) != SQLITE_OK) fail(sql);
  return statement;
}

static void step(sqlite3_stmt *statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) fail("step");
  sqlite3_reset(statement);
}

static uint64_t state = 88172645463325252u;

static uint32_t below(uint32_t bound) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return (uint32_t)(((state >> 32) * bound) >> 32);
}

/* Ascending UUIDv7: 48 bits of milliseconds, then a counter in the place of the random bits. */
static struct trade *make_trades(long count, int hot) {
  struct trade *trades = calloc((size_t)count, sizeof *trades);
  uint64_t now = (uint64_t)time(NULL) * 1000;
  if (!trades) fail("no memory for the trades");
  for (long i = 0; i < count; i++) {
    struct trade *t = &trades[i];
    uint64_t high = (now + (uint64_t)(i >> 12)) << 16 | 0x7000 | (uint64_t)(i & 0xFFF);
    for (int b = 0; b < 8; b++) t->id[b] = (uint8_t)(high >> (56 - 8 * b));
    for (int b = 8; b < 16; b++) t->id[b] = (uint8_t)below(256);
    t->id[8] = 0x80 | (t->id[8] & 0x3F);
    t->seller = hot ? 0 : (int32_t)below(PARTICIPANTS);
    t->buyer = (int32_t)((t->seller + 1 + below(PARTICIPANTS - 1)) % PARTICIPANTS);
    t->asset = 1 + (int32_t)below(ASSETS - 1);
    t->quantity = 1 + (int32_t)below(QUANTITY_MAX);
    t->cash = 1 + (int32_t)below(CASH_MAX);
  }
  return trades;
}

static void create(const char *path) {
  if (sqlite3_open(path, &db) != SQLITE_OK) fail("open");
  run("PRAGMA page_size=8192; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA locking_mode=EXCLUSIVE;"
      "PRAGMA cache_size=-262144; PRAGMA wal_autocheckpoint=8000; PRAGMA temp_store=MEMORY;");
  run("CREATE TABLE position(id INTEGER PRIMARY KEY, balance INTEGER NOT NULL);"
      "CREATE TABLE settlement(id BLOB PRIMARY KEY, seller INTEGER NOT NULL, buyer INTEGER NOT NULL,"
      " asset INTEGER NOT NULL, quantity INTEGER NOT NULL, cash INTEGER NOT NULL, settled INTEGER NOT NULL)"
      " WITHOUT ROWID;");
  sqlite3_stmt *fund = prepare("INSERT INTO position VALUES(?1, ?2)");
  run("BEGIN");
  for (int i = 0; i < PARTICIPANTS * ASSETS; i++) {
    sqlite3_bind_int(fund, 1, i);
    sqlite3_bind_int64(fund, 2, FUNDING);
    step(fund);
  }
  run("COMMIT");
  sqlite3_finalize(fund);
  debit = prepare("UPDATE position SET balance = balance - ?2 WHERE id = ?1 AND balance >= ?2");
  credit = prepare("UPDATE position SET balance = balance + ?2 WHERE id = ?1");
  record = prepare("INSERT INTO settlement VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
}

static int change(sqlite3_stmt *statement, int participant, int asset, int quantity) {
  sqlite3_bind_int(statement, 1, participant * ASSETS + asset);
  sqlite3_bind_int(statement, 2, quantity);
  step(statement);
  return sqlite3_changes(db);
}

static int settle(const struct trade *t) {
  if (!change(debit, t->seller, t->asset, t->quantity)) return 0;
  if (!change(debit, t->buyer, 0, t->cash)) {
    change(credit, t->seller, t->asset, t->quantity);
    return 0;
  }
  change(credit, t->buyer, t->asset, t->quantity);
  change(credit, t->seller, 0, t->cash);
  return 1;
}

static void decide(const struct trade *t) {
  int settled = settle(t);
  sqlite3_bind_blob(record, 1, t->id, sizeof t->id, SQLITE_STATIC);
  sqlite3_bind_int(record, 2, t->seller);
  sqlite3_bind_int(record, 3, t->buyer);
  sqlite3_bind_int(record, 4, t->asset);
  sqlite3_bind_int(record, 5, t->quantity);
  sqlite3_bind_int(record, 6, t->cash);
  sqlite3_bind_int(record, 7, settled);
  step(record);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void expect(const char *sql, int64_t wanted) {
  sqlite3_stmt *statement = prepare(sql);
  if (sqlite3_step(statement) != SQLITE_ROW || sqlite3_column_int64(statement, 0) != wanted) fail(sql);
  sqlite3_finalize(statement);
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: dvp DATABASE SETTLEMENTS SETTLEMENTS-A-COMMIT hot|uniform\n");
    return 2;
  }
  long count = atol(argv[2]), batch = atol(argv[3]);
  struct trade *trades = make_trades(count, strcmp(argv[4], "hot") == 0);
  create(argv[1]);

  double started = seconds();
  for (long i = 0; i < count; i++) {
    if (i % batch == 0) run("BEGIN IMMEDIATE");
    decide(&trades[i]);
    if ((i + 1) % batch == 0 || i + 1 == count) run("COMMIT");
  }
  double elapsed = seconds() - started;

  expect("SELECT count(*) FROM settlement WHERE settled = 1", count);
  expect("SELECT sum(balance) FROM position", FUNDING * PARTICIPANTS * ASSETS);
  sqlite3_finalize(debit);
  sqlite3_finalize(credit);
  sqlite3_finalize(record);
  if (sqlite3_close(db) != SQLITE_OK) fail("close");
  struct stat file;
  if (stat(argv[1], &file) != 0) fail("stat");
  printf("%.1f %.1f\n", (double)count / elapsed, (double)file.st_size / (double)count);
  return 0;
}
