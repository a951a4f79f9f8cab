#include "platform/postgres/connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "platform/errors/errors.h"
#include "platform/postgres/error.h"
#include "platform/postgres/store_url.h"

namespace dateline::postgres {
namespace {

constexpr absl::Duration kIdleWriteTimeout = absl::Seconds(10);
constexpr absl::Duration kIdleReadTimeout = absl::Minutes(1);
constexpr absl::Duration kSetUpPatience = absl::Seconds(10);
constexpr size_t kShownBytes = 40;

// Not waiting for the disk, or for those of the synchronous standbys, is not durable.
constexpr char kCommitDurably[] =
    "SELECT set_config('synchronous_commit', 'on', false)"
    " WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')";

constexpr char kReadOnly[] = "SET default_transaction_read_only = on";

std::string SetTimeout(absl::string_view name, absl::Duration timeout) {
  return absl::StrCat("SET ", name, " = ", absl::ToInt64Milliseconds(timeout));
}

// Those before the URL give way to what it says; those after it do not.
PGconn* Connect(const std::string& url) {
  constexpr const char* kKeywords[] = {"connect_timeout",           "keepalives_idle",
                                       "keepalives_interval",       "keepalives_count",
                                       "tcp_user_timeout",          "target_session_attrs",
                                       "fallback_application_name", "dbname",
                                       "client_encoding",           nullptr};
  const char* const values[] = {"5", "5", "2", "3", "10000", "read-write", "dateline", url.c_str(), "UTF8", nullptr};
  return PQconnectdbParams(kKeywords, values, /*expand_dbname=*/1);
}

bool SendPrepared(PGconn* connection, const std::string& name, absl::Span<const Parameter> parameters) {
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const Parameter& parameter : parameters) {
    values.push_back(parameter.has_value() ? parameter->data() : nullptr);
    lengths.push_back(parameter.has_value() ? static_cast<int>(parameter->size()) : 0);
  }
  const std::vector<int> formats(parameters.size(), 1);
  return PQsendQueryPrepared(connection, name.c_str(), static_cast<int>(values.size()), values.data(), lengths.data(),
                             formats.data(), /*resultFormat=*/1) == 1;
}

std::string Action(absl::string_view sql) {
  return absl::StrCat("run \"", sql.substr(0, kShownBytes), sql.size() > kShownBytes ? "...\"" : "\"");
}

}  // namespace

void ConnectionCloser::operator()(pg_conn* connection) const { PQfinish(connection); }

void ResultCloser::operator()(pg_result* result) const { PQclear(result); }

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const std::string& url, Access access) {
  std::unique_ptr<Connection> connection(new Connection(Connect(url)));
  pg_conn* const handle = connection->connection_.get();
  const std::string action = absl::StrCat("open the store ", ShownUrl(url));
  if (PQstatus(handle) != CONNECTION_OK) {
    return ErrorFromSqlState(kConnectionLost, connection->LastMessage(), action);
  }
  PQsetNoticeReceiver(
      handle, [](void*, const PGresult*) {}, nullptr);
  const char* const encoding = PQparameterStatus(handle, "server_encoding");
  if (encoding == nullptr || absl::string_view(encoding) != "UTF8") {
    return absl::FailedPreconditionError(
        absl::StrCat("cannot ", action,
                     ": its encoding is not UTF8; make the database anew with ENCODING 'UTF8' TEMPLATE template0"));
  }
  if (absl::Status set_up = connection->SetUp(access); !set_up.ok()) return set_up;
  return connection;
}

absl::Status Connection::SetUp(Access access) {
  if (PQsetnonblocking(connection_.get(), 1) != 0 || PQenterPipelineMode(connection_.get()) != 1) {
    return Break(LastMessage());
  }
  const bool is_maintenance = access == Access::kMaintain;
  std::vector<std::string> settings = {
      SetTimeout("statement_timeout", is_maintenance ? kMaintenanceTimeout : kStatementTimeout),
      SetTimeout("lock_timeout", kLockTimeout),
      SetTimeout("idle_in_transaction_session_timeout",
                 access == Access::kWrite ? kIdleWriteTimeout : kIdleReadTimeout)};
  settings.push_back(access == Access::kRead ? kReadOnly : kCommitDurably);
  for (const std::string& setting : settings) {
    if (absl::Status queued = Queue(setting.c_str()); !queued.ok()) return queued;
  }
  return Collect(kSetUpPatience).status();
}

absl::Status Connection::Add(Queued statement) {
  if (is_broken_) return Break(LastMessage());
  queued_.push_back(std::move(statement));
  return absl::OkStatus();
}

absl::Status Connection::QueuePrepare(const std::string& name, const char* sql) {
  return Add({Queued::Kind::kPrepare, sql, name});
}

absl::Status Connection::QueuePrepared(const std::string& name, std::vector<Parameter> parameters, const char* sql) {
  return Add({Queued::Kind::kPrepared, sql, name, std::move(parameters)});
}

absl::Status Connection::Queue(const char* sql) { return Add({Queued::Kind::kPlain, sql}); }

bool Connection::Send(const Queued& statement) {
  switch (statement.kind) {
    case Queued::Kind::kPrepare:
      return PQsendPrepare(connection_.get(), statement.name.c_str(), statement.sql, 0, nullptr) == 1;
    case Queued::Kind::kPrepared:
      return SendPrepared(connection_.get(), statement.name, statement.parameters);
    case Queued::Kind::kPlain:
      return PQsendQueryParams(connection_.get(), statement.sql, 0, nullptr, nullptr, nullptr, nullptr,
                               /*resultFormat=*/1) == 1;
  }
  return false;
}

absl::StatusOr<std::vector<Result>> Connection::Collect(absl::Duration patience) {
  const std::vector<Queued> statements = std::exchange(queued_, {});
  const auto send = [this](const Queued& statement) { return Send(statement); };
  const bool is_sent =
      !is_broken_ && std::all_of(statements.begin(), statements.end(), send) && PQpipelineSync(connection_.get()) == 1;
  if (!is_sent) return Break(LastMessage());
  const SteadyTime deadline = std::chrono::steady_clock::now() + absl::ToChronoMilliseconds(patience);
  absl::Status failed;
  std::vector<Result> results;
  for (size_t done = 0; true;) {
    if (absl::Status ready = AwaitResult(deadline); !ready.ok()) return failed.ok() ? ready : failed;
    Result result(PQgetResult(connection_.get()));
    if (result == nullptr) {  // the end of a statement
      if (PQstatus(connection_.get()) == CONNECTION_BAD) return failed.ok() ? Break(LastMessage()) : failed;
      ++done;
      continue;
    }
    switch (PQresultStatus(result.get())) {
      case PGRES_PIPELINE_SYNC:
        if (!failed.ok()) return failed;
        return results;
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
        results.push_back(std::move(result));
        break;
      case PGRES_PIPELINE_ABORTED:
        break;
      default:
        if (failed.ok()) failed = ErrorOf(*result, done < statements.size() ? statements[done].sql : "");
    }
  }
}

absl::Status Connection::ErrorOf(const pg_result& result, absl::string_view sql) {
  const char* const sqlstate = PQresultErrorField(&result, PG_DIAG_SQLSTATE);
  if (sqlstate == nullptr) return Break(LastMessage());
  if (EndsConnection(sqlstate)) is_broken_ = true;
  const char* const message = PQresultErrorField(&result, PG_DIAG_MESSAGE_PRIMARY);
  return ErrorFromSqlState(sqlstate, message == nullptr ? "no message" : message, Action(sql));
}

// Until PQgetResult gives something at once.
absl::Status Connection::AwaitResult(SteadyTime deadline) {
  while (true) {
    const int unsent = PQflush(connection_.get());
    if (unsent < 0) return Break(LastMessage());
    if (unsent == 0 && PQisBusy(connection_.get()) == 0) return absl::OkStatus();
    if (absl::Status awaited = AwaitSocket(unsent > 0, deadline); !awaited.ok()) return awaited;
  }
}

absl::Status Connection::AwaitSocket(bool wants_to_send, SteadyTime deadline) {
  pollfd socket{PQsocket(connection_.get()), static_cast<int16_t>(wants_to_send ? POLLIN | POLLOUT : POLLIN), 0};
  const auto wait = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  const int ready = poll(&socket, 1, static_cast<int>(std::max<int64_t>(wait.count(), 0)));
  if (ready == 0) return Break("the server does not answer");
  if (ready < 0 && errno != EINTR) return Break("the connection cannot be waited for");
  const bool has_input = ready > 0 && (socket.revents & ~POLLOUT) != 0;
  return has_input && PQconsumeInput(connection_.get()) != 1 ? Break(LastMessage()) : absl::OkStatus();
}

bool Connection::IsUsable() {
  constexpr int kMostMessages = 10;  // a last word and the end; what is more is no server's way
  for (int i = 0; i < kMostMessages; ++i) {
    if (is_broken_ || PQstatus(connection_.get()) != CONNECTION_OK) return false;
    pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
    if (poll(&socket, 1, 0) <= 0) return true;
    if (PQconsumeInput(connection_.get()) != 1) is_broken_ = true;
  }
  return false;
}

// From now on it is of no use.
absl::Status Connection::Break(absl::string_view why) {
  is_broken_ = true;
  queued_.clear();
  return ErrorFromSqlState(kConnectionLost, why, "reach the store's database");
}

// libpq's own, its first line.
std::string Connection::LastMessage() const {
  const std::vector<std::string> lines = absl::StrSplit(PQerrorMessage(connection_.get()), '\n');
  return lines.front().empty() ? "the connection was lost" : lines.front();
}

}  // namespace dateline::postgres
