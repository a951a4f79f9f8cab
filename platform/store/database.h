// A connection to a store, whichever engine keeps it. platform/sqlite and platform/postgres are the engines; SQL is
// written once for both (docs/decisions/2026-11-30-one-sql-two-engines.md).
#ifndef DATELINE_PLATFORM_STORE_DATABASE_H_
#define DATELINE_PLATFORM_STORE_DATABASE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/postgres/database.h"
#include "platform/postgres/schema.h"
#include "platform/sqlite/database.h"
#include "platform/store/statement.h"

namespace dateline::store {

// Where a store is: a URL of PostgreSQL (postgresql://...), else the path of an SQLite file.
using Location = std::string;

bool IsPostgres(const Location& location);

// For people: without a password.
std::string Shown(const Location& location);

// What a store of ours holds, as each engine is told.
struct Schema {
  sqlite::Schema sqlite;
  postgres::Schema postgres;
};

// One connection, for one thread at a time. Thread safety and errors are the engine's.
class Database {
 public:
  // `durability` is an SQLite file's: PostgreSQL's commits survive a power cut. An SQLite file is written by one
  // Database, in one process; of PostgreSQL's any number may write.
  static absl::StatusOr<std::unique_ptr<Database>> OpenWriter(
      const Location& location, sqlite::Durability durability = sqlite::Durability::kFull);
  static absl::StatusOr<std::unique_ptr<Database>> OpenReader(const Location& location);
  // Statements may take a day. An SQLite file is only read, a PostgreSQL database may be written.
  static absl::StatusOr<std::unique_ptr<Database>> OpenForMaintenance(const Location& location);

  // A statement of SQL that both engines know, with parameters `?` or `?N`; prepared once for each text and kept. `sql`
  // is a literal of the program: an error in it is INTERNAL.
  absl::StatusOr<Statement> Prepare(absl::string_view sql);

  // The INSERT of one row, with the types of its parameters: BIGINT, TEXT or BYTEA, separated by ", "; for
  // Statement::Run alone. PostgreSQL gets rows between which nothing else runs in one statement for each `sql`
  // (postgres::Database::PrepareRow): with ON CONFLICT DO UPDATE no two of them may have one key. Whoever reads the key
  // before each row is safe.
  absl::StatusOr<Statement> PrepareRow(absl::string_view sql, absl::string_view types);

  // Runs statements that take no parameters and give no rows of interest, separated by semicolons.
  absl::Status Execute(const std::string& sql);

  // See sqlite::Database and postgres::EnsureSchema. REQUIRES: this writes.
  absl::Status EnsureSchema(const Schema& schema);

  // False: it lost its connection, and there is no use in keeping it.
  bool IsUsable();

  // Null: of the other engine.
  sqlite::Database* sqlite() { return Get<sqlite::Database>(); }
  postgres::Database* postgres() { return Get<postgres::Database>(); }

 private:
  using Driver = std::variant<std::unique_ptr<sqlite::Database>, std::unique_ptr<postgres::Database>>;
  static absl::StatusOr<std::unique_ptr<Database>> Open(const Location& location, postgres::Access access,
                                                        sqlite::Durability durability = sqlite::Durability::kFull);
  explicit Database(Driver driver) : driver_(std::move(driver)) {}

  template <class Engine>
  Engine* Get() {
    const auto* const engine = std::get_if<std::unique_ptr<Engine>>(&driver_);
    return engine == nullptr ? nullptr : engine->get();
  }

  Driver driver_;
};

// All or nothing: rolls back unless it was committed.
class Transaction {
 public:
  static absl::StatusOr<Transaction> BeginWrite(Database& database);
  // Reads one state of the store until it ends.
  static absl::StatusOr<Transaction> BeginRead(Database& database);

  // OK: durable. IsOutcomeUnknown: nobody knows. Any other error: nothing is written.
  absl::Status Commit();

 private:
  using Driver = std::variant<sqlite::Transaction, postgres::Transaction>;
  explicit Transaction(Driver driver) : driver_(std::move(driver)) {}
  Driver driver_;
};

// Nothing was written, and the same transaction may succeed at once.
bool MayRunAgain(const absl::Status& error);

// The connection was lost while the transaction was committed.
bool IsOutcomeUnknown(const absl::Status& error);

}  // namespace dateline::store

#endif  // DATELINE_PLATFORM_STORE_DATABASE_H_
