#include "platform/rpc/call_queue.h"

#include "platform/rpc/status_conversion.h"

namespace dateline::rpc {

void CallQueue::Start() {
  thread_ = std::thread([this] { Serve(); });
}

void CallQueue::Serve() {
  void* tag = nullptr;
  for (bool ok = false; queue_->Next(&tag, &ok);) static_cast<QueueEvent*>(tag)->OnEvent(ok);
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

void CallQueue::EndCall() {
  --calls_;
  calls_.notify_all();
}

void UnaryCall::Await(const Method& method, CallQueue& queue) {
  auto* const call = new UnaryCall(method, queue);
  method.ask(call->context_, call->request_, call->writer_, *queue.queue(), static_cast<QueueEvent*>(call));
}

UnaryCall::UnaryCall(const Method& method, CallQueue& queue) : method_(method), queue_(queue) { queue_.BeginCall(); }

UnaryCall::~UnaryCall() { queue_.EndCall(); }

void UnaryCall::Finish(const grpc::ByteBuffer& response, const grpc::Status& status) {
  if (guarded_ != nullptr) NoteStatus(status, *guarded_->outcome, context_);
  void* const tag = static_cast<QueueEvent*>(this);
  if (status.ok()) {
    writer_.Finish(response, status, tag);
  } else {
    writer_.FinishWithError(status, tag);
  }
}

void UnaryCall::OnEvent(bool ok) {
  if (has_come_ || !ok) {
    if (guarded_ != nullptr) method_.guard->End(*guarded_, !ok);
    delete this;
    return;
  }
  has_come_ = true;
  Await(method_, queue_);
  if (method_.guard == nullptr) {
    method_.answer(*this);
  } else {
    PassGuard();
  }
}

void UnaryCall::PassGuard() {
  guarded_ = method_.guard->Begin(context_, method_.guarded, std::make_shared<CallOutcome>());
  if (absl::Status admitted = method_.guard->Admit(context_, *guarded_); !admitted.ok()) {
    return Finish({}, ToGrpcStatus(admitted));
  }
  TakePlace([this] { method_.answer(*this); });
}

void UnaryCall::GivePlace() {
  if (guarded_ != nullptr) method_.guard->LeavePlace(*guarded_);
}

void UnaryCall::TakePlace(std::function<void()> go_on) {
  if (guarded_ == nullptr) return go_on();
  method_.guard->EnterWhenPossible(guarded_, std::move(go_on),
                                   [this](const absl::Status& refusal) { Finish({}, ToGrpcStatus(refusal)); });
}

}  // namespace dateline::rpc
