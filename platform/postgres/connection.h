// A connection of libpq that answers in time or is given up.
#ifndef DATELINE_PLATFORM_POSTGRES_CONNECTION_H_
#define DATELINE_PLATFORM_POSTGRES_CONNECTION_H_

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/span.h"

struct pg_conn;
struct pg_result;

namespace dateline::postgres {

struct ConnectionCloser {
  void operator()(pg_conn* connection) const;
};

struct ResultCloser {
  void operator()(pg_result* result) const;
};
using Result = std::unique_ptr<pg_result, ResultCloser>;

// A parameter as the binary protocol has it: 8 bytes of an integer, the bytes of a text or of bytes; nothing: NULL.
using Parameter = std::optional<std::string>;

enum class Access {
  kWrite,
  kRead,
  kMaintain,  // both, and statements may take a day
};

// How long a statement may take on the server (statement_timeout), and wait for a lock (lock_timeout).
inline constexpr absl::Duration kStatementTimeout = absl::Seconds(30);
inline constexpr absl::Duration kMaintenanceTimeout = absl::Hours(24);
inline constexpr absl::Duration kLockTimeout = absl::Seconds(10);

// How long an answer is waited for: longer than the server lets a statement run.
inline absl::Duration PatienceOf(Access access) {
  return (access == Access::kMaintain ? kMaintenanceTimeout : kStatementTimeout) + absl::Seconds(5);
}

// Always in libpq's pipeline mode: statements are queued; Collect sends them and waits for what they gave, so that a
// process that is stopped leaves no session waiting in the middle of them, for which the server knows no time. Once
// it is broken, every call fails. Not thread safe.
class Connection {
 public:
  // Of `url` all that libpq knows holds. What it leaves open is set so that a server that is gone is noticed within
  // seconds (connect_timeout, keepalives, tcp_user_timeout) and that, of several, the one that takes writes is chosen.
  // The session commits durably (synchronous_commit), and ends when it leaves a transaction idle: for ten seconds one
  // that writes, and others wait for, else for a minute.
  // UNAVAILABLE (STORE_UNAVAILABLE), FAILED_PRECONDITION: the database is not in UTF-8.
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const std::string& url, Access access);

  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Each queues one statement; `sql` must live until it is collected.
  absl::Status QueuePrepare(const std::string& name, const char* sql);
  absl::Status QueuePrepared(const std::string& name, std::vector<Parameter> parameters, const char* sql);
  absl::Status Queue(const char* sql);

  // Waits until all that is queued is done; what each gave, in order. An error is that of the first that failed; those
  // after it did not run.
  absl::StatusOr<std::vector<Result>> Collect(absl::Duration patience = PatienceOf(Access::kWrite));

  // How many are queued and not yet collected.
  size_t queued() const { return queued_.size(); }

  // Looks whether the server has ended it while it was idle. REQUIRES: nothing is queued.
  bool IsUsable();

 private:
  struct Queued {
    enum class Kind { kPrepare, kPrepared, kPlain } kind;
    const char* sql;
    std::string name = {};  // of what is prepared
    std::vector<Parameter> parameters = {};
  };

  explicit Connection(pg_conn* connection) : connection_(connection) {}
  absl::Status SetUp(Access access);
  absl::Status Add(Queued statement);
  bool Send(const Queued& statement);
  using SteadyTime = std::chrono::steady_clock::time_point;
  absl::Status AwaitResult(SteadyTime deadline);
  absl::Status AwaitSocket(bool wants_to_send, SteadyTime deadline);
  absl::Status ErrorOf(const pg_result& result, absl::string_view sql);
  absl::Status Break(absl::string_view why);
  std::string LastMessage() const;

  std::unique_ptr<pg_conn, ConnectionCloser> connection_;
  std::vector<Queued> queued_;
  bool is_broken_ = false;
};

}  // namespace dateline::postgres

#endif  // DATELINE_PLATFORM_POSTGRES_CONNECTION_H_
