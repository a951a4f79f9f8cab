#include "platform/postgres/database.h"

#include <libpq-fe.h>

#include <cassert>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/postgres/error.h"
#include "platform/postgres/parameters.h"
#include "platform/postgres/row_arrays.h"
#include "platform/postgres/store_url.h"

namespace dateline::postgres {
namespace {

// Statements that may wait to be collected, so that neither side fills its memory with them.
constexpr size_t kMaxQueued = 512;

// For a synchronous standby that is slow.
constexpr absl::Duration kCommitPatience = absl::Minutes(1);

constexpr char kBeginWrite[] = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
constexpr char kBeginRead[] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
// A statement that is canceled while it waits for a synchronous standby is committed without it.
constexpr char kWithoutTimeout[] = "SET LOCAL statement_timeout = 0";
constexpr char kCommit[] = "COMMIT";
constexpr char kRollback[] = "ROLLBACK";

}  // namespace

Database::Database(std::string url, Access access)
    : url_(std::move(url)), shown_url_(ShownUrl(url_)), access_(access), patience_(PatienceOf(access)) {}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& url, Access access) {
  std::unique_ptr<Database> database(new Database(url, access));
  if (absl::Status connected = database->Connect(); !connected.ok()) return connected;
  return database;
}

// Does nothing where the connection is usable.
absl::Status Database::Connect() {
  if (IsUsable()) return absl::OkStatus();
  connection_.reset();
  if (absl::Status open = gate_.Check(); !open.ok()) return open;
  absl::StatusOr<std::unique_ptr<Connection>> connection = Connection::Open(url_, access_);
  if (!connection.ok()) {
    gate_.Failed(connection.status());
    return connection.status();
  }
  gate_.Succeeded();
  connection_ = *std::move(connection);
  for (const auto& [sql, prepared] : statements_) prepared->name.clear();
  unconfirmed_.clear();
  return absl::OkStatus();
}

absl::StatusOr<Statement> Database::Prepare(absl::string_view sql) { return Prepare(sql, ""); }

absl::StatusOr<Statement> Database::PrepareRow(absl::string_view sql, absl::string_view types) {
  return Prepare(sql, types);
}

absl::StatusOr<Statement> Database::Prepare(absl::string_view sql, absl::string_view types) {
  if (!in_transaction_) {
    if (absl::Status connected = Connect(); !connected.ok()) return connected;
  }
  std::unique_ptr<PreparedStatement>& prepared = statements_[sql];
  if (prepared == nullptr) {
    prepared = std::make_unique<PreparedStatement>(
        PreparedStatement{types.empty() ? NumberParameters(sql) : ManyRowsSql(sql, types), std::string(types), ""});
  }
  return Statement(this, prepared.get());
}

absl::Status Database::Execute(absl::string_view sql) {
  if (!in_transaction_) {
    if (absl::Status connected = Connect(); !connected.ok()) return connected;
  }
  if (absl::Status queued = QueueRows(); !queued.ok()) return queued;
  for (const absl::string_view statement : absl::StrSplit(sql, ';')) {
    const std::string text(absl::StripAsciiWhitespace(statement));
    if (text.empty()) continue;
    if (absl::Status queued = connection_->Queue(text.c_str()); !queued.ok()) return queued;
    if (absl::Status done = Collect(patience_).status(); !done.ok()) return done;
  }
  return absl::OkStatus();
}

absl::Status Database::AddRow(PreparedStatement& prepared, std::vector<Parameter> row) {
  if (prepared.rows.empty()) with_rows_.push_back(&prepared);
  prepared.rows.push_back(std::move(row));
  if (in_transaction_ && ++row_count_ < kMaxQueued) return absl::OkStatus();
  if (absl::Status queued = QueueRows(); !queued.ok()) return queued;
  return Collect(patience_).status();
}

absl::Status Database::QueueRows() {
  row_count_ = 0;
  absl::Status queued;
  for (PreparedStatement* const prepared : std::exchange(with_rows_, {})) {
    const std::vector<std::vector<Parameter>> rows = std::exchange(prepared->rows, {});
    if (queued.ok()) queued = QueuePrepared(*prepared, ArraysOf(rows, prepared->types));
  }
  return queued;
}

void Database::ForgetRows() {
  row_count_ = 0;
  for (PreparedStatement* const prepared : std::exchange(with_rows_, {})) prepared->rows.clear();
}

absl::Status Database::QueuePrepared(PreparedStatement& prepared, std::vector<Parameter> parameters) {
  if (absl::Status queued = QueueRows(); !queued.ok()) return queued;
  if (prepared.name.empty()) {
    prepared.name = absl::StrCat("s", ++names_);
    unconfirmed_.push_back(&prepared);
    if (absl::Status queued = connection_->QueuePrepare(prepared.name, prepared.sql.c_str()); !queued.ok())
      return queued;
  }
  return connection_->QueuePrepared(prepared.name, std::move(parameters), prepared.sql.c_str());
}

absl::StatusOr<Result> Database::RunNow(PreparedStatement& prepared, std::vector<Parameter> parameters) {
  assert(prepared.types.empty());
  if (absl::Status queued = QueuePrepared(prepared, std::move(parameters)); !queued.ok()) return queued;
  absl::StatusOr<std::vector<Result>> results = Collect(patience_);
  if (!results.ok()) return results.status();
  return std::move(results->back());
}

absl::Status Database::RunSoon(PreparedStatement& prepared, std::vector<Parameter> parameters) {
  if (!prepared.types.empty()) return AddRow(prepared, std::move(parameters));
  if (absl::Status queued = QueuePrepared(prepared, std::move(parameters)); !queued.ok()) return queued;
  if (in_transaction_ && connection_->queued() < kMaxQueued) return absl::OkStatus();
  return Collect(patience_).status();
}

absl::Status Database::RunTogether(absl::Span<Statement* const> statements) {
  if (statements.empty()) return absl::OkStatus();
  std::vector<size_t> places;
  for (const Statement* const statement : statements) {
    assert(statement->prepared_->types.empty());
    if (absl::Status queued = QueuePrepared(*statement->prepared_, statement->parameters_); !queued.ok()) return queued;
    places.push_back(connection_->queued() - 1);
  }
  absl::StatusOr<std::vector<Result>> results = Collect(patience_);
  if (!results.ok()) return results.status();
  for (size_t i = 0; i < statements.size(); ++i) statements[i]->rows_ = std::move((*results)[places[i]]);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Result>> Database::Collect(absl::Duration patience) {
  absl::StatusOr<std::vector<Result>> results = connection_->Collect(patience);
  const std::vector<PreparedStatement*> prepared = std::exchange(unconfirmed_, {});
  if (!results.ok()) {
    // Those behind the statement that failed were not prepared.
    for (PreparedStatement* const statement : prepared) statement->name.clear();
  }
  return results;
}

absl::Status Database::Begin(const char* sql) {
  if (absl::Status connected = Connect(); !connected.ok()) return connected;
  const absl::Status queued = connection_->Queue(sql);
  in_transaction_ = queued.ok();
  return queued;
}

absl::Status Database::Commit() {
  if (absl::Status queued = QueueRows(); !queued.ok()) return queued;
  // Not in one with the commit, which must know what became of the last compare-and-swap.
  if (connection_->queued() > 0) {
    if (absl::Status done = Collect(patience_).status(); !done.ok()) return done;
  }
  absl::Status queued = connection_->Queue(kWithoutTimeout);
  if (queued.ok()) queued = connection_->Queue(kCommit);
  const absl::StatusOr<std::vector<Result>> committed = queued.ok() ? Collect(kCommitPatience) : queued;
  if (!committed.ok()) {
    const std::string sqlstate = SqlStateOf(committed.status());
    const bool is_unknown = EndsConnection(sqlstate) || sqlstate == "40003";
    return is_unknown ? OutcomeUnknown(committed.status().message()) : committed.status();
  }
  // A transaction in which a statement failed answers so.
  if (absl::string_view(PQcmdStatus(committed->back().get())) != "COMMIT") {
    return absl::InternalError("a transaction was rolled back that was to be committed");
  }
  in_transaction_ = false;
  return absl::OkStatus();
}

void Database::Rollback() {
  in_transaction_ = false;
  ForgetRows();
  if (connection_ == nullptr) return;
  // Behind a statement that fails it would not run.
  if (connection_->queued() > 0) static_cast<void>(Collect(patience_));
  if (!connection_->Queue(kRollback).ok() || !Collect(patience_).ok()) connection_.reset();
}

absl::StatusOr<Transaction> Transaction::BeginWrite(Database& database) {
  const absl::Status begun = database.Begin(kBeginWrite);
  if (!begun.ok()) return begun;
  return Transaction(&database);
}

absl::StatusOr<Transaction> Transaction::BeginRead(Database& database) {
  const absl::Status begun = database.Begin(kBeginRead);
  if (!begun.ok()) return begun;
  return Transaction(&database);
}

Transaction::Transaction(Transaction&& other) : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_ != nullptr) database_->Rollback();
}

absl::Status Transaction::Commit() {
  const absl::Status committed = database_->Commit();
  if (committed.ok()) database_ = nullptr;
  return committed;
}

}  // namespace dateline::postgres
