#include "platform/rpc/call_guard.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "platform/errors/errors.h"
#include "platform/rpc/peer_host.h"
#include "platform/rpc/status_conversion.h"
#include "platform/rpc/steady_time.h"

namespace dateline::rpc {
namespace {

using telemetry::Severity;

constexpr double kLinesPerSecond = 20;
constexpr size_t kMaxRequestIdBytes = 128;
constexpr int kRequestIdDigits = 16;
constexpr absl::Duration kOverloadRetryDelay = absl::Milliseconds(200);
constexpr std::array<const char*, kCallClasses> kClassNames = {"read", "work", "stream"};

std::string HeaderOf(const grpc::ServerContextBase& context, const char* name) {
  const auto found = context.client_metadata().find(name);
  return found == context.client_metadata().end() ? "" : std::string(found->second.data(), found->second.size());
}

bool IsRequestId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxRequestIdBytes &&
         std::all_of(id.begin(), id.end(), [](unsigned char c) { return absl::ascii_isgraph(c); });
}

void AppendProperty(const grpc::AuthContext& context, const char* property, std::vector<std::string>& names) {
  for (const grpc::string_ref& value : context.FindPropertyValues(property)) {
    names.emplace_back(value.data(), value.size());
  }
}

Credentials CredentialsOf(const grpc::ServerContextBase& context) {
  Credentials credentials;
  credentials.authorization = HeaderOf(context, "authorization");
  const std::shared_ptr<const grpc::AuthContext> auth = context.auth_context();
  if (auth == nullptr) return credentials;
  AppendProperty(*auth, "x509_subject_alternative_name", credentials.certificate_names);
  if (credentials.certificate_names.empty()) AppendProperty(*auth, "x509_common_name", credentials.certificate_names);
  return credentials;
}

// Whose bucket a call takes from.
std::string ClientOf(const GuardedCall& call) {
  if (!call.caller.name.empty()) return absl::StrCat("name:", call.caller.name);
  return HostOfPeer(call.peer);
}

// The call failed by no fault of its caller.
bool IsOwnFault(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::INTERNAL:
    case grpc::StatusCode::DATA_LOSS:
      return true;
    case grpc::StatusCode::UNAVAILABLE: {
      // A service that begins or ends is in order.
      const std::string reason = errors::Reason(FromGrpcStatus(status));
      return reason != "SHUTTING_DOWN" && reason != "INDEX_NOT_READY";
    }
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return errors::Reason(FromGrpcStatus(status)) == "STORE_FULL";
    default:
      return false;
  }
}

// What the caller has heard in the end.
grpc::Status StatusOf(const GuardedCall& call, bool taken_back) {
  std::optional<grpc::Status> sent;
  if (call.outcome != nullptr) sent = call.outcome->status();
  const bool arrived = sent.has_value() && !(sent->ok() && taken_back);
  if (arrived) return *sent;
  return absl::Now() < call.deadline ? grpc::Status(grpc::StatusCode::CANCELLED, "the caller went away")
                                     : grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "the answer came too late");
}

ConcurrencyOptions OptionsOf(const CallLimits& limits, CallClass call_class) {
  ConcurrencyOptions options{limits.max_running_reads, limits.max_waiting_calls, limits.patience,
                             limits.patience_overloaded};
  if (call_class == CallClass::kWork) options.max_running = limits.max_running_work;
  if (call_class == CallClass::kStream) {
    options.max_running = limits.max_running_streams;
    options.max_waiting = 0;  // nobody knows when a stream will end
  }
  return options;
}

}  // namespace

CallGuard::CallGuard(const AccessControl& access, const GuardOptions& options, telemetry::Telemetry& telemetry,
                     std::function<bool(const std::string& peer)> shut_out)
    : access_(access),
      options_(options),
      telemetry_(telemetry),
      shut_out_(std::move(shut_out)),
      taken_back_(options.max_calls_of_connection),
      lines_(kLinesPerSecond) {
  const CallLimits& limits = options_.limits;
  if (limits.max_calls_per_second > 0) buckets_.emplace(limits.max_calls_per_second);
  for (int i = 0; i < kCallClasses; ++i) {
    limits_[i] = std::make_unique<ConcurrencyLimit>(OptionsOf(limits, static_cast<CallClass>(i)));
    const telemetry::Labels labels = {{"class", kClassNames[i]}};
    telemetry_.metrics.ReadGauge("dateline_rpc_running", "Calls that run.", labels,
                                 [limit = limits_[i].get()] { return limit->running(); });
    telemetry_.metrics.ReadGauge("dateline_rpc_waiting", "Calls that wait for others to end.", labels,
                                 [limit = limits_[i].get()] { return limit->waiting(); });
  }
}

std::shared_ptr<MethodMetrics> CallGuard::MetricsOf(const std::string& path) const {
  return std::make_shared<MethodMetrics>(telemetry_.metrics, path);
}

std::shared_ptr<GuardedCall> CallGuard::Begin(const grpc::ServerContextBase& context, const Method& method,
                                              std::shared_ptr<CallOutcome> outcome) {
  auto call = std::make_shared<GuardedCall>();
  call->method = &method;
  call->outcome = std::move(outcome);
  call->begin = SteadyNow();
  call->deadline = absl::FromChrono(context.deadline());
  if (method.call_class != CallClass::kStream) {
    call->deadline = std::min(call->deadline, absl::Now() + options_.limits.max_call_duration);
  }
  call->peer = context.peer();
  call->calls_of_connection = open_calls_.Begin(call->peer);
  call->request_id = HeaderOf(context, "x-request-id");
  if (!IsRequestId(call->request_id)) call->request_id = telemetry::RandomHex(kRequestIdDigits);
  const auto trace = telemetry::ParseTraceparent(HeaderOf(context, telemetry::kTraceparent));
  if (trace.has_value()) call->trace = *trace;
  if (call->outcome != nullptr) {
    call->outcome->SetRequestId(call->request_id);
    call->outcome->SetDeadline(call->deadline);
  }
  return call;
}

absl::Status CallGuard::CheckConnection(const GuardedCall& call) {
  const int limit = options_.max_calls_of_connection;
  if (call.calls_of_connection <= limit) return absl::OkStatus();
  if (call.calls_of_connection == 2 * limit) ShutOut(call);
  return errors::WithRetryDelay(
      errors::Error(absl::StatusCode::kResourceExhausted, "OVERLOADED",
                    absl::StrCat("more than ", limit, " calls of one connection are in progress")),
      kOverloadRetryDelay);
}

void CallGuard::ShutOut(const GuardedCall& call) {
  if (!shut_out_(call.peer) || !MayLogLine()) return;
  telemetry_.log.Write(Severity::kWarning, "call-flood",
                       {{"peer", call.peer}, {"message", "made calls without waiting for answers; it is shut out"}});
}

absl::Status CallGuard::Admit(const grpc::ServerContextBase& context, GuardedCall& call) {
  call.refused = true;
  if (absl::Status few = CheckConnection(call); !few.ok()) return few;
  call.credentials = CredentialsOf(context);
  absl::StatusOr<Caller> caller = access_.Identify(call.credentials);
  if (!caller.ok()) return caller.status();
  call.caller = *std::move(caller);
  if (call.outcome != nullptr) call.outcome->SetCaller(call.caller.name);
  if (absl::Status allowed = access_.Authorize(call.caller, call.method->path); !allowed.ok()) return allowed;
  if (options_.limits.require_deadline && call.method->call_class != CallClass::kStream &&
      context.deadline() == std::chrono::system_clock::time_point::max()) {
    return errors::Error(absl::StatusCode::kInvalidArgument, "DEADLINE_REQUIRED", "give the call a deadline");
  }
  if (buckets_.has_value()) {
    const absl::Duration wait = buckets_->Take(ClientOf(call), call.begin);
    if (wait > absl::ZeroDuration()) {
      return errors::WithRetryDelay(
          errors::Error(absl::StatusCode::kResourceExhausted, "RATE_LIMITED",
                        absl::StrFormat("more than %g calls a second", options_.limits.max_calls_per_second)),
          std::max(wait, absl::Milliseconds(1)));
    }
  }
  if (call.method->call_class == CallClass::kStream) {
    threading::MutexLock lock(streams_mutex_);
    streams_.emplace(&call, &context);
    // A file may have changed since.
    if (absl::Status welcome = CheckWelcome(call); !welcome.ok()) return welcome;
  }
  call.refused = false;
  return absl::OkStatus();
}

absl::Status CallGuard::CheckWelcome(const GuardedCall& call) const {
  const absl::StatusOr<Caller> caller = access_.Identify(call.credentials);
  return caller.ok() ? access_.Authorize(*caller, call.method->path) : caller.status();
}

void CallGuard::EndUnwelcomeStreams() {
  threading::MutexLock lock(streams_mutex_);
  for (const auto& [call, context] : streams_) {
    const absl::Status allowed = CheckWelcome(*call);
    if (allowed.ok()) continue;
    telemetry_.log.Write(Severity::kWarning, "stream-ended",
                         {{"method", call->method->path},
                          {"caller", call->caller.name},
                          {"peer", call->peer},
                          {"request_id", call->request_id},
                          {"message", std::string(allowed.message())}});
    // What follows runs on gRPC's executor or on the queue's thread, not here, where it would wait for this lock.
    context->TryCancel();
  }
}

void CallGuard::EnterWhenPossible(const std::shared_ptr<GuardedCall>& call, std::function<void()> start,
                                  std::function<void(const absl::Status&)> refuse) {
  const auto call_class = static_cast<size_t>(call->method->call_class);
  limits_[call_class]->Enter(
      [call, start = std::move(start), refuse] {
        call->holds_place = true;
        if (absl::Now() < call->deadline) return start();
        refuse(absl::DeadlineExceededError("the deadline passed while the call waited for others"));
      },
      [call, call_class, refuse] {
        call->refused = true;
        refuse(errors::WithRetryDelay(
            errors::Error(absl::StatusCode::kResourceExhausted, "OVERLOADED",
                          absl::StrCat("too many calls (", kClassNames[call_class], ") are in progress")),
            kOverloadRetryDelay));
      });
}

void CallGuard::LeavePlace(GuardedCall& call) {
  if (!call.holds_place) return;
  call.holds_place = false;
  limits_[static_cast<size_t>(call.method->call_class)]->Leave();
}

void CallGuard::End(const GuardedCall& call, bool taken_back) {
  const absl::Time now = SteadyNow();  // before others, who may start on this thread
  if (call.method->call_class == CallClass::kStream) {
    threading::MutexLock lock(streams_mutex_);
    streams_.erase(&call);
  }
  open_calls_.End(call.peer);
  if (taken_back && taken_back_.Take(call.peer, now) > absl::ZeroDuration()) ShutOut(call);
  if (call.holds_place) limits_[static_cast<size_t>(call.method->call_class)]->Leave();
  const grpc::Status status = StatusOf(call, taken_back);
  const absl::Duration duration = now - call.begin;
  const bool is_own_fault = IsOwnFault(status);
  call.method->metrics->Note(status.error_code(), duration, is_own_fault);
  const bool is_write = call.method->writes && !call.refused;
  const bool is_noted = call.refused || is_own_fault;
  if (is_write || (options_.log_every_call && !call.refused) || (is_noted && MayLogLine())) Log(call, status, duration);
}

bool CallGuard::MayLogLine() {
  if (lines_.Take("", SteadyNow()) == absl::ZeroDuration()) return true;
  ++lines_left_out_;
  return false;
}

void CallGuard::Log(const GuardedCall& call, const grpc::Status& status, absl::Duration duration) {
  const Severity severity = IsOwnFault(status) ? Severity::kError : call.refused ? Severity::kWarning : Severity::kInfo;
  const int64_t left_out = lines_left_out_.exchange(0);
  const absl::string_view event = call.refused ? "call-refused" : call.method->writes ? "write" : "call";
  telemetry_.log.Write(severity, event,
                       {{"method", call.method->path},
                        {"code", CodeName(status.error_code())},
                        {"caller", call.caller.name},
                        {"peer", call.peer},
                        {"resource", call.outcome == nullptr ? "" : call.outcome->resource()},
                        {"request_id", call.request_id},
                        {"trace_id", call.trace.trace_id},
                        {"parent_id", call.trace.parent_id},
                        {"duration_ms", absl::StrFormat("%.3f", absl::ToDoubleMilliseconds(duration))},
                        {"reason", errors::Reason(FromGrpcStatus(status))},
                        {"message", status.error_message()},
                        {"lines_left_out", left_out == 0 ? "" : absl::StrCat(left_out)}});
}

}  // namespace dateline::rpc
