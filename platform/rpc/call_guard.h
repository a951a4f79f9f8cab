// What every call passes before its method runs, and what is noted when it has ended.
#ifndef DATELINE_PLATFORM_RPC_CALL_GUARD_H_
#define DATELINE_PLATFORM_RPC_CALL_GUARD_H_

#include <array>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/server_context.h"
#include "platform/rpc/access_control.h"
#include "platform/rpc/call_outcome.h"
#include "platform/rpc/concurrency_limit.h"
#include "platform/rpc/method_metrics.h"
#include "platform/rpc/open_calls.h"
#include "platform/rpc/token_buckets.h"
#include "platform/telemetry/telemetry.h"
#include "platform/telemetry/trace_context.h"
#include "platform/threading/mutex.h"

namespace dateline::rpc {

// Calls of a class share a limit, so that none keeps the others from running.
enum class CallClass { kRead, kWork, kStream };
inline constexpr int kCallClasses = 3;

struct CallLimits {
  // Refuses calls without a deadline, streams aside.
  bool require_deadline = false;
  // A call without a deadline gets this one, a later one is brought forward to it; streams aside.
  absl::Duration max_call_duration = absl::Seconds(60);
  // Of one client: by its name, or its host (HostOfPeer) where it has shown none. 0: no limit.
  double max_calls_per_second = 0;
  int max_running_reads = 256;
  // Writes and whatever costs as much.
  int max_running_work = 32;
  int max_running_streams = 1000;
  // Reads, or work, that wait for others to end.
  int max_waiting_calls = 1000;
  absl::Duration patience = absl::Milliseconds(200);
  absl::Duration patience_overloaded = absl::Milliseconds(10);
};

struct GuardOptions {
  CallLimits limits;
  // That have not ended. Those beyond are refused. A connection that comes to twice as many, or whose caller does not
  // wait for as many within a second, keeps the service busy for nothing, and is shut out.
  int max_calls_of_connection = 1000;
  // Logs every call that was let in. Without it: writes, and of refusals and what went wrong by no fault of the caller
  // some each second.
  bool log_every_call = false;
};

struct Method {
  std::string path;  // "/package.Service/Method"
  CallClass call_class = CallClass::kRead;
  bool writes = false;
  std::shared_ptr<MethodMetrics> metrics;
};

// A call on its way.
struct GuardedCall {
  const Method* method = nullptr;
  std::shared_ptr<CallOutcome> outcome;
  std::string peer;
  std::string request_id;
  telemetry::TraceContext trace;
  Credentials credentials;
  Caller caller;
  absl::Time begin;  // of SteadyNow
  absl::Time deadline;
  int calls_of_connection = 0;  // that have not ended, this one too
  bool holds_place = false;     // in the limit of its class
  bool refused = false;
};

// Thread safety: any thread.
class CallGuard {
 public:
  // `shut_out` is told the peer of a connection that floods the service; false: it was shut out before. Both references
  // must outlive this.
  CallGuard(const AccessControl& access, const GuardOptions& options, telemetry::Telemetry& telemetry,
            std::function<bool(const std::string& peer)> shut_out);

  // Of a method at `path`.
  std::shared_ptr<MethodMetrics> MetricsOf(const std::string& path) const;

  // The call as it comes in; its caller is not known yet. `outcome` may be null.
  std::shared_ptr<GuardedCall> Begin(const grpc::ServerContextBase& context, const Method& method,
                                     std::shared_ptr<CallOutcome> outcome);

  // OK: the caller may call it now. UNAUTHENTICATED, PERMISSION_DENIED, INVALID_ARGUMENT (DEADLINE_REQUIRED) or
  // RESOURCE_EXHAUSTED (RATE_LIMITED, OVERLOADED).
  absl::Status Admit(const grpc::ServerContextBase& context, GuardedCall& call);

  // Calls `start` when there is place for the call, or `refuse` with RESOURCE_EXHAUSTED (OVERLOADED).
  void EnterWhenPossible(const std::shared_ptr<GuardedCall>& call, std::function<void()> start,
                         std::function<void(const absl::Status&)> refuse);

  // Gives the place free of a call that waits for something else than to run: EnterWhenPossible gives it one again.
  void LeavePlace(GuardedCall& call);

  // Gives its place free, counts and logs it. `taken_back`: the caller did not wait for the answer.
  void End(const GuardedCall& call, bool taken_back) ABSL_LOCKS_EXCLUDED(streams_mutex_);

  // Ends with CANCELLED each open stream whose caller may not begin it any more: files changed.
  void EndUnwelcomeStreams() ABSL_LOCKS_EXCLUDED(streams_mutex_);

 private:
  absl::Status CheckConnection(const GuardedCall& call);
  // Its caller may begin the call now.
  absl::Status CheckWelcome(const GuardedCall& call) const;
  void ShutOut(const GuardedCall& call);
  void Log(const GuardedCall& call, const grpc::Status& status, absl::Duration duration);
  // What is no write is written down only so often, for it may cost its sender nothing.
  bool MayLogLine();

  const AccessControl& access_;
  const GuardOptions options_;
  telemetry::Telemetry& telemetry_;
  const std::function<bool(const std::string& peer)> shut_out_;
  OpenCalls open_calls_;
  TokenBuckets taken_back_;  // of each connection
  std::optional<TokenBuckets> buckets_;
  TokenBuckets lines_;
  std::atomic<int64_t> lines_left_out_ = 0;
  std::array<std::unique_ptr<ConcurrencyLimit>, kCallClasses> limits_;
  threading::Mutex streams_mutex_;
  // That were let in.
  std::map<const GuardedCall*, const grpc::ServerContextBase*> streams_ ABSL_GUARDED_BY(streams_mutex_);
};

}  // namespace dateline::rpc

#endif  // DATELINE_PLATFORM_RPC_CALL_GUARD_H_
