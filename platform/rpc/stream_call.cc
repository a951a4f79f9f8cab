#include "platform/rpc/stream_call.h"

#include <string>
#include <utility>

#include "platform/rpc/status_conversion.h"

namespace dateline::rpc {

void StreamCall::Await(const Method& method, CallQueue& queue) {
  auto* const call = new StreamCall(method, queue);
  call->context_.AsyncNotifyWhenDone(static_cast<QueueEvent*>(&call->ended_));
  method.ask(call->context_, call->request_, call->writer_, *queue.queue(), static_cast<QueueEvent*>(&call->come_));
}

StreamCall::StreamCall(const Method& method, CallQueue& queue) : method_(method), queue_(queue) { queue_.BeginCall(); }

StreamCall::~StreamCall() { queue_.EndCall(); }

void StreamCall::OnCome(bool ok) {
  if (!ok) {
    delete this;  // of a call that did not come gRPC says no more
    return;
  }
  Await(method_, queue_);
  if (method_.guard == nullptr) return method_.answer(*this);
  guarded_ = method_.guard->Begin(context_, method_.guarded, std::make_shared<CallOutcome>());
  if (absl::Status admitted = method_.guard->Admit(context_, *guarded_); !admitted.ok()) {
    return Finish(ToGrpcStatus(admitted));
  }
  method_.guard->EnterWhenPossible(
      guarded_, [this] { method_.answer(*this); },
      [this](const absl::Status& refusal) { Finish(ToGrpcStatus(refusal)); });
}

void StreamCall::Begin(std::shared_ptr<StreamWriter> writer) {
  bool is_canceled = false;
  {
    threading::MutexLock lock(mutex_);
    hearing_ = writer;
    is_canceled = is_canceled_;
  }
  if (is_canceled) writer->OnCancel();
}

void StreamCall::Finish(const grpc::Status& status) {
  if (guarded_ != nullptr) NoteStatus(status, *guarded_->outcome, context_);
  writer_.Finish(status, static_cast<QueueEvent*>(&finished_));
}

std::shared_ptr<StreamWriter> StreamCall::HearingWriter() {
  threading::MutexLock lock(mutex_);
  return hearing_;
}

void StreamCall::OnWritten(bool ok) { HearingWriter()->OnWriteDone(ok); }

void StreamCall::OnFinished(bool) { EndWithLast(); }

void StreamCall::OnEnded(bool) {
  if (context_.IsCancelled()) {
    std::shared_ptr<StreamWriter> writer;
    {
      threading::MutexLock lock(mutex_);
      is_canceled_ = true;
      writer = hearing_;
    }
    if (writer != nullptr) writer->OnCancel();
  }
  EndWithLast();
}

void StreamCall::EndWithLast() {
  if (--last_events_ > 0) return;
  if (guarded_ != nullptr) method_.guard->End(*guarded_, context_.IsCancelled());
  delete this;
}

}  // namespace dateline::rpc
