#include "query_service/feed_client/acknowledger.h"

#include <chrono>
#include <utility>

#include "platform/rpc/status_conversion.h"

namespace dateline::feed_client {

Acknowledger::Acknowledger(v1::FeedService::StubInterface& stub, std::string consumer, absl::Duration timeout)
    : stub_(stub), consumer_(std::move(consumer)), timeout_(timeout), thread_([this] { Run(); }) {}

Acknowledger::~Acknowledger() {
  {
    threading::MutexLock lock(mutex_);
    shutting_down_ = true;
    if (call_ != nullptr) call_->TryCancel();
  }
  changed_.NotifyAll();
  thread_.join();
}

void Acknowledger::Acknowledge(const std::string& cursor) {
  {
    threading::MutexLock lock(mutex_);
    waiting_ = cursor;
  }
  changed_.NotifyAll();
}

absl::Status Acknowledger::last_outcome() const {
  threading::MutexLock lock(mutex_);
  return last_outcome_;
}

void Acknowledger::Run() {
  while (true) {
    grpc::ClientContext context;
    std::string cursor;
    {
      threading::MutexLock lock(mutex_);
      while (!shutting_down_ && waiting_.empty()) changed_.Wait(mutex_);
      if (shutting_down_) return;
      cursor = std::exchange(waiting_, std::string());
      call_ = &context;
    }
    absl::Status outcome = Call(cursor, context);
    threading::MutexLock lock(mutex_);
    call_ = nullptr;
    last_outcome_ = std::move(outcome);
  }
}

absl::Status Acknowledger::Call(const std::string& cursor, grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(timeout_));
  v1::AcknowledgeChangesRequest request;
  request.set_consumer(consumer_);
  request.set_cursor(cursor);
  v1::AcknowledgeChangesResponse response;
  const grpc::Status status = stub_.AcknowledgeChanges(&context, request, &response);
  if (status.ok() || status.error_code() == grpc::StatusCode::UNIMPLEMENTED) return absl::OkStatus();
  return rpc::FromGrpcStatus(status);
}

}  // namespace dateline::feed_client
