#include "platform/rpc/call_outcome.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/rpc/status_conversion.h"

namespace dateline::rpc {
namespace {

using grpc::experimental::InterceptionHookPoints;

constexpr size_t kMaxResourceBytes = 256;

thread_local std::shared_ptr<CallOutcome> current_outcome;

std::vector<std::pair<std::string, std::string>> ErrorTrailers(const grpc::Status& status, const CallOutcome& outcome) {
  std::vector<std::pair<std::string, std::string>> trailers;
  if (status.ok()) return trailers;
  std::string request_id = outcome.request_id();
  if (!request_id.empty()) trailers.emplace_back("x-request-id", std::move(request_id));
  if (status.error_code() != grpc::StatusCode::RESOURCE_EXHAUSTED &&
      status.error_code() != grpc::StatusCode::UNAVAILABLE) {
    return trailers;
  }
  if (const auto delay = errors::RetryDelay(FromGrpcStatus(status))) {
    trailers.emplace_back("grpc-retry-pushback-ms", absl::StrCat(absl::ToInt64Milliseconds(*delay)));
  }
  return trailers;
}

class OutcomeInterceptor final : public grpc::experimental::Interceptor {
 public:
  void Intercept(grpc::experimental::InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) NoteStatus(*methods);
    // gRPC calls the method from inside Proceed; the call, and with it this, may be over when that returns.
    const CallOutcome::Scope scope(outcome_);
    methods->Proceed();
  }

 private:
  void NoteStatus(grpc::experimental::InterceptorBatchMethods& methods) {
    const grpc::Status status = methods.GetSendStatus();
    outcome_->SetStatus(status);
    for (const auto& [name, value] : ErrorTrailers(status, *outcome_)) {
      methods.GetSendTrailingMetadata()->emplace(name, value);
    }
  }

  const std::shared_ptr<CallOutcome> outcome_ = std::make_shared<CallOutcome>();
};

}  // namespace

void CallOutcome::SetRequestId(std::string request_id) {
  threading::MutexLock lock(mutex_);
  request_id_ = std::move(request_id);
}

std::string CallOutcome::request_id() const {
  threading::MutexLock lock(mutex_);
  return request_id_;
}

void CallOutcome::SetCaller(std::string caller) {
  threading::MutexLock lock(mutex_);
  caller_ = std::move(caller);
}

std::string CallOutcome::caller() const {
  threading::MutexLock lock(mutex_);
  return caller_;
}

void CallOutcome::SetResource(absl::string_view resource) {
  threading::MutexLock lock(mutex_);
  resource_ = std::string(resource.substr(0, kMaxResourceBytes));
}

std::string CallOutcome::resource() const {
  threading::MutexLock lock(mutex_);
  return resource_;
}

void CallOutcome::SetDeadline(absl::Time deadline) {
  threading::MutexLock lock(mutex_);
  deadline_ = deadline;
}

absl::Time CallOutcome::deadline() const {
  threading::MutexLock lock(mutex_);
  return deadline_;
}

void CallOutcome::SetStatus(const grpc::Status& status) {
  threading::MutexLock lock(mutex_);
  status_ = status;
}

std::optional<grpc::Status> CallOutcome::status() const {
  threading::MutexLock lock(mutex_);
  return status_;
}

std::shared_ptr<CallOutcome> CallOutcome::Current() { return current_outcome; }

CallOutcome::Scope::Scope(std::shared_ptr<CallOutcome> outcome)
    : previous_(std::exchange(current_outcome, std::move(outcome))) {}

CallOutcome::Scope::~Scope() { current_outcome = std::move(previous_); }

void NoteStatus(const grpc::Status& status, CallOutcome& outcome, grpc::ServerContext& context) {
  outcome.SetStatus(status);
  for (const auto& [name, value] : ErrorTrailers(status, outcome)) context.AddTrailingMetadata(name, value);
}

std::string SenderOf(const grpc::ServerContextBase& context) {
  const std::shared_ptr<CallOutcome> outcome = CallOutcome::Current();
  const std::string caller = outcome == nullptr ? "" : outcome->caller();
  return caller.empty() ? context.peer() : caller;
}

grpc::experimental::Interceptor* CallOutcomeInterceptors::CreateServerInterceptor(grpc::experimental::ServerRpcInfo*) {
  return new OutcomeInterceptor;
}

}  // namespace dateline::rpc
