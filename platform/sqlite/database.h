// A connection to an SQLite file, set up so that what is committed stays.
#ifndef DATELINE_PLATFORM_SQLITE_DATABASE_H_
#define DATELINE_PLATFORM_SQLITE_DATABASE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/sqlite/statement.h"

struct sqlite3;

namespace dateline::sqlite {

enum class Durability {
  kFull,    // a commit survives a power cut (synchronous=FULL)
  kNormal,  // a commit survives a crash of the process; a power cut may take back the last ones, never a part of one
};

// What a file of ours holds.
struct Schema {
  int32_t application_id = 0;  // PRAGMA application_id: tells our stores from each other and from other files
  int version = 0;             // PRAGMA user_version
  std::string create_sql;      // makes it in an empty file
  // Element i makes version i + 2 of version i + 1; fewer than version - 1: older files cannot be used.
  std::vector<std::string> upgrade_sql = {};
};

// One connection, for one thread at a time. One file has one Database that writes (and checkpoints), in one process,
// and any number that read; the writer is destroyed last.
class Database {
 public:
  // Opens the file for writing, makes it when it is not there, and keeps other processes from writing it.
  // FAILED_PRECONDITION: another process has it (STORE_IN_USE). UNAVAILABLE: the folder is missing or not writable.
  // DATA_LOSS: it is no SQLite file. Messages are one line that says what to do.
  static absl::StatusOr<std::unique_ptr<Database>> OpenWriter(const std::string& path, Durability durability);

  // Opens a file that a writer has made.
  static absl::StatusOr<std::unique_ptr<Database>> OpenReader(const std::string& path);

  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // A statement to run; prepared once for each text and kept. It must not outlive the Database. `sql` is a literal of
  // the program: an error in it is INTERNAL.
  absl::StatusOr<Statement> Prepare(absl::string_view sql);

  // Runs statements that take no parameters and give no rows of interest, separated by semicolons.
  absl::Status Execute(const std::string& sql);

  // Rows that the last INSERT, UPDATE or DELETE touched.
  int64_t ChangedRows() const;

  // Makes the schema in an empty file, and upgrades that of an older version, each in one transaction; checks it in any
  // other. FAILED_PRECONDITION: a version wrote the file that cannot be read (STORE_TOO_NEW), or it is another
  // program's (STORE_FOREIGN). REQUIRES: this writes.
  absl::Status EnsureSchema(const Schema& schema);

 private:
  struct Connection;
  explicit Database(std::unique_ptr<Connection> connection);
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& path, int flags);
  absl::StatusOr<int64_t> ReadInteger(absl::string_view sql);
  // Runs what makes `schema` of the file.
  absl::Status MakeSchema(const std::string& sql, const Schema& schema);

  std::unique_ptr<Connection> connection_;
  absl::flat_hash_map<std::string, std::unique_ptr<IdleStatements>> statements_;  // by SQL text
};

// All or nothing: rolls back unless it was committed.
class Transaction {
 public:
  // Takes the write lock at once.
  static absl::StatusOr<Transaction> BeginWrite(Database& database);
  // Reads one state of the file until it ends.
  static absl::StatusOr<Transaction> BeginRead(Database& database);

  ~Transaction();
  Transaction(Transaction&& other);
  Transaction& operator=(Transaction&&) = delete;

  // OK: durable as the Database promises. An error: nothing is written.
  absl::Status Commit();

 private:
  explicit Transaction(Database* database) : database_(database) {}
  Database* database_;  // null: ended
};

}  // namespace dateline::sqlite

#endif  // DATELINE_PLATFORM_SQLITE_DATABASE_H_
