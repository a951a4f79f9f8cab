#include "platform/sqlite/database.h"

#include <sqlite3.h>

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/errors/errors.h"
#include "platform/process/fail_point.h"
#include "platform/sqlite/error.h"
#include "platform/sqlite/write_lock.h"

namespace dateline::sqlite {
namespace {

// A reader meets a lock only for moments: while the writer opens or closes the file.
constexpr int kBusyTimeoutMs = 5000;

// How long the write-ahead log grows before a commit moves it into the file.
constexpr int kCheckpointPages = 1000;

// journal_size_limit: what is left of the write-ahead log on disk.
constexpr char kWriterPragmas[] =
    "PRAGMA journal_mode=WAL;"
    "PRAGMA journal_size_limit=67108864;"
    "PRAGMA mmap_size=0;"
    "PRAGMA secure_delete=OFF;"
    "PRAGMA foreign_keys=OFF;"
    "PRAGMA temp_store=MEMORY;";

constexpr char kReaderPragmas[] = "PRAGMA mmap_size=0; PRAGMA query_only=ON;";

// After each commit. As SQLite's own automatic checkpoint, which would ignore a failed fsync, too. Any other error
// leaves the log for the next checkpoint and takes nothing from the commit.
int CheckpointLongLog(void*, sqlite3* handle, const char* database, int pages) {
  if (pages < kCheckpointPages) return SQLITE_OK;
  DATELINE_FAIL_POINT("before_checkpoint");
  const int code = sqlite3_wal_checkpoint_v2(handle, database, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  if (code != SQLITE_OK) static_cast<void>(LastError(handle, "move the write-ahead log into the store"));
  DATELINE_FAIL_POINT("after_checkpoint");
  return SQLITE_OK;
}

}  // namespace

struct Database::Connection {
  ~Connection() { sqlite3_close_v2(handle); }

  sqlite3* handle = nullptr;
  std::optional<WriteLock> lock;  // unset: this reads
  std::string path;
};

Database::Database(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

Database::~Database() = default;

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& path, int flags) {
  auto connection = std::make_unique<Connection>();
  connection->path = path;
  const int code = sqlite3_open_v2(path.c_str(), &connection->handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) return ErrorFromCode(code, sqlite3_errstr(code), absl::StrCat("open the store ", path));
  sqlite3_extended_result_codes(connection->handle, 1);
  sqlite3_busy_timeout(connection->handle, kBusyTimeoutMs);
  return std::unique_ptr<Database>(new Database(std::move(connection)));
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenWriter(const std::string& path, Durability durability) {
  absl::StatusOr<WriteLock> lock = WriteLock::Acquire(path);
  if (!lock.ok()) return lock.status();
  auto database = Open(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!database.ok()) return database.status();
  (*database)->connection_->lock.emplace(*std::move(lock));
  sqlite3_wal_hook((*database)->connection_->handle, CheckpointLongLog, nullptr);
  const char* const synchronous = durability == Durability::kFull ? "FULL" : "NORMAL";
  const absl::Status set_up =
      (*database)->Execute(absl::StrCat(kWriterPragmas, "PRAGMA synchronous=", synchronous, ";"));
  if (!set_up.ok()) return errors::WithMessagePrefix(set_up, absl::StrCat("store ", path, ": "));
  return database;
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenReader(const std::string& path) {
  auto database = Open(path, SQLITE_OPEN_READONLY);
  if (!database.ok()) return database.status();
  const absl::Status set_up = (*database)->Execute(kReaderPragmas);
  if (!set_up.ok()) return errors::WithMessagePrefix(set_up, absl::StrCat("store ", path, ": "));
  return database;
}

absl::StatusOr<Statement> Database::Prepare(absl::string_view sql) {
  std::unique_ptr<IdleStatements>& idle = statements_[sql];
  if (idle == nullptr) idle = std::make_unique<IdleStatements>();
  if (!idle->empty()) {
    StatementHandle handle = std::move(idle->back());
    idle->pop_back();
    return Statement(std::move(handle), idle.get());
  }
  sqlite3_stmt* prepared = nullptr;
  const int code = sqlite3_prepare_v3(connection_->handle, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  if (code != SQLITE_OK) return LastError(connection_->handle, absl::StrCat("prepare \"", sql, "\""));
  return Statement(StatementHandle(prepared), idle.get());
}

absl::Status Database::Execute(const std::string& sql) {
  if (sqlite3_exec(connection_->handle, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return absl::OkStatus();
  return LastError(connection_->handle, absl::StrCat("run \"", sql.substr(0, 40), "\""));
}

int64_t Database::ChangedRows() const { return sqlite3_changes64(connection_->handle); }

absl::StatusOr<int64_t> Database::ReadInteger(absl::string_view sql) {
  absl::StatusOr<Statement> statement = Prepare(sql);
  if (!statement.ok()) return statement.status();
  const absl::StatusOr<bool> row = statement->Step();
  if (!row.ok()) return row.status();
  return statement->Integer(0);
}

absl::Status Database::MakeSchema(const std::string& sql, const Schema& schema) {
  absl::StatusOr<Transaction> transaction = Transaction::BeginWrite(*this);
  if (!transaction.ok()) return transaction.status();
  const absl::Status made = Execute(absl::StrCat(sql, ";PRAGMA application_id=", schema.application_id,
                                                 ";PRAGMA user_version=", schema.version, ";"));
  return made.ok() ? transaction->Commit() : made;
}

absl::Status Database::EnsureSchema(const Schema& schema) {
  const absl::StatusOr<int64_t> tables = ReadInteger("SELECT count(*) FROM sqlite_schema");
  if (!tables.ok()) return tables.status();
  if (*tables == 0) return MakeSchema(schema.create_sql, schema);
  const absl::StatusOr<int64_t> application = ReadInteger("PRAGMA application_id");
  const absl::StatusOr<int64_t> version = ReadInteger("PRAGMA user_version");
  if (!application.ok() || !version.ok()) return application.ok() ? version.status() : application.status();
  if (*application != schema.application_id) {
    return errors::Error(absl::StatusCode::kFailedPrecondition, kStoreForeign,
                         absl::StrCat(connection_->path, " is not a store of this program; name another with --store"));
  }
  if (*version == schema.version) return absl::OkStatus();
  const auto first = static_cast<size_t>(*version) - 1;
  if (*version >= 1 && *version < schema.version && first < schema.upgrade_sql.size()) {
    const std::vector<std::string> steps(schema.upgrade_sql.begin() + static_cast<std::ptrdiff_t>(first),
                                         schema.upgrade_sql.end());
    return MakeSchema(absl::StrJoin(steps, ";"), schema);
  }
  return errors::Error(
      absl::StatusCode::kFailedPrecondition, kStoreTooNew,
      absl::StrCat("the store ", connection_->path, " has schema version ", *version, ", this program has ",
                   schema.version, "; run the newer program, or name another store with --store"));
}

absl::StatusOr<Transaction> Transaction::BeginWrite(Database& database) {
  const absl::Status begun = database.Execute("BEGIN IMMEDIATE");
  if (!begun.ok()) return begun;
  return Transaction(&database);
}

absl::StatusOr<Transaction> Transaction::BeginRead(Database& database) {
  const absl::Status begun = database.Execute("BEGIN");
  if (!begun.ok()) return begun;
  return Transaction(&database);
}

Transaction::Transaction(Transaction&& other) : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  // Some errors (disk full) have rolled back already; a second ROLLBACK then fails and does no harm.
  if (database_ != nullptr) static_cast<void>(database_->Execute("ROLLBACK"));
}

absl::Status Transaction::Commit() {
  const absl::Status committed = database_->Execute("COMMIT");
  if (committed.ok()) database_ = nullptr;
  return committed;
}

}  // namespace dateline::sqlite
