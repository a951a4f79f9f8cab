#include "platform/rpc/call_queue.h"

namespace dateline::rpc {

void CallQueue::Start() {
  thread_ = std::thread([this] { Serve(); });
}

void CallQueue::Serve() {
  void* tag = nullptr;
  for (bool ok = false; queue_->Next(&tag, &ok);) static_cast<UnaryCall*>(tag)->OnEvent(ok);
}

CallQueue::~CallQueue() {
  // Nothing may be begun on a queue that was shut down: neither an answer nor the wait for another call.
  for (int calls = calls_; calls > 0; calls = calls_) calls_.wait(calls);
  queue_->Shutdown();
  if (thread_.joinable()) {
    thread_.join();
  } else {
    Serve();
  }
}

void UnaryCall::Await(const Method& method, CallQueue& queue) {
  auto* const call = new UnaryCall(method, queue);
  method.ask(call->context_, call->request_, call->writer_, *queue.queue_, call);
}

UnaryCall::UnaryCall(const Method& method, CallQueue& queue) : method_(method), queue_(queue) { ++queue_.calls_; }

UnaryCall::~UnaryCall() {
  --queue_.calls_;
  queue_.calls_.notify_all();
}

void UnaryCall::Finish(const grpc::ByteBuffer& response, const grpc::Status& status) {
  if (status.ok()) {
    writer_.Finish(response, status, this);
  } else {
    writer_.FinishWithError(status, this);
  }
}

void UnaryCall::OnEvent(bool ok) {
  if (has_come_ || !ok) {
    delete this;
    return;
  }
  has_come_ = true;
  Await(method_, queue_);
  method_.answer(*this);
}

}  // namespace dateline::rpc
