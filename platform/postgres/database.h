// A session with a PostgreSQL database, set up so that what is committed stays.
#ifndef DATELINE_PLATFORM_POSTGRES_DATABASE_H_
#define DATELINE_PLATFORM_POSTGRES_DATABASE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "platform/postgres/connect_gate.h"
#include "platform/postgres/connection.h"
#include "platform/postgres/statement.h"

namespace dateline::postgres {

// One session, for one thread at a time. When its connection is lost, what runs fails with UNAVAILABLE
// (STORE_UNAVAILABLE), and the next transaction or statement connects anew.
class Database {
 public:
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& url, Access access);

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // A statement to run, with parameters `?` or `?N`; prepared once for each text and connection. It must not outlive
  // the Database, nor a transaction in which it was made. `sql` is a literal of the program: an error in it is
  // INTERNAL.
  absl::StatusOr<Statement> Prepare(absl::string_view sql);

  // The INSERT of one row, with the types of its parameters as ManyRowsSql takes them; for Statement::Run alone. Inside
  // a transaction the rows that are run with nothing else between them go to the server in one statement for each
  // `sql`: there they may overtake those of others, and of two that are to be one (ON CONFLICT DO UPDATE) the
  // transaction fails.
  absl::StatusOr<Statement> PrepareRow(absl::string_view sql, absl::string_view types);

  // Runs statements of which none needs what another gives, in one round trip. Their rows wait for Step.
  absl::Status RunTogether(absl::Span<Statement* const> statements);

  // Runs statements that take no parameters and give no rows of interest, separated by semicolons.
  absl::Status Execute(absl::string_view sql);

  // False: its connection was lost.
  bool IsUsable() { return connection_ != nullptr && connection_->IsUsable(); }

  // Without the password.
  const std::string& shown_url() const { return shown_url_; }

 private:
  friend class Statement;
  friend class Transaction;

  Database(std::string url, Access access);
  absl::Status Connect();
  absl::StatusOr<Statement> Prepare(absl::string_view sql, absl::string_view types);
  absl::Status AddRow(PreparedStatement& prepared, std::vector<Parameter> row);
  absl::Status QueueRows();
  void ForgetRows();
  absl::Status QueuePrepared(PreparedStatement& prepared, std::vector<Parameter> parameters);
  absl::StatusOr<Result> RunNow(PreparedStatement& prepared, std::vector<Parameter> parameters);
  absl::Status RunSoon(PreparedStatement& prepared, std::vector<Parameter> parameters);
  absl::StatusOr<std::vector<Result>> Collect(absl::Duration patience);
  absl::Status Begin(const char* sql);
  absl::Status Commit();
  void Rollback();

  const std::string url_;
  const std::string shown_url_;
  const Access access_;
  const absl::Duration patience_;  // with an answer
  ConnectGate gate_;
  std::unique_ptr<Connection> connection_;                                           // null: never was
  absl::flat_hash_map<std::string, std::unique_ptr<PreparedStatement>> statements_;  // by SQL text
  std::vector<PreparedStatement*> unconfirmed_;                                      // to be prepared by what is queued
  std::vector<PreparedStatement*> with_rows_;                                        // that are to be queued
  size_t row_count_ = 0;                                                             // of them
  int64_t names_ = 0;
  bool in_transaction_ = false;
};

// All or nothing: rolls back unless it was committed.
class Transaction {
 public:
  // At READ COMMITTED: whoever writes guards what it relies on by a compare-and-swap, last in the transaction, and
  // waits for its outcome (RunCounting).
  static absl::StatusOr<Transaction> BeginWrite(Database& database);
  // Reads one state of the database until it ends (REPEATABLE READ, READ ONLY).
  static absl::StatusOr<Transaction> BeginRead(Database& database);

  ~Transaction();
  Transaction(Transaction&& other);
  Transaction& operator=(Transaction&&) = delete;

  // OK: durable. IsOutcomeUnknown: the connection was lost meanwhile. Any other error: nothing is written.
  absl::Status Commit();

 private:
  explicit Transaction(Database* database) : database_(database) {}
  Database* database_;  // null: ended
};

}  // namespace dateline::postgres

#endif  // DATELINE_PLATFORM_POSTGRES_DATABASE_H_
