#include "query_service/rpc/answer_stream.h"

#include <utility>

#include "platform/rpc/status_conversion.h"
#include "query_service/rpc/refusals.h"

namespace dateline::rpc {

void AnswerStream::Start(StreamCall& call, std::unique_ptr<AnswerSource> source, threading::WorkerPool& workers) {
  const std::shared_ptr<AnswerStream> stream(new AnswerStream(call, std::move(source), workers));
  call.Begin(stream);
  stream->ScheduleNext();
}

void AnswerStream::ScheduleNext() {
  const std::shared_ptr<AnswerStream> self = shared_from_this();  // beyond End, too
  if (!workers_.Schedule([self] { self->WriteNext(); })) End(ShuttingDown());
}

void AnswerStream::WriteNext() {
  {
    threading::MutexLock lock(mutex_);
    if (is_canceled_) return FinishLocked(absl::CancelledError());
  }
  const absl::StatusOr<std::optional<std::string>> next = source_->Next();
  if (!next.ok()) {
    // Whoever is woken finds the stream by itself: its call, which is not finished, has it.
    if (!source_->WhenReady(next.status(), [this] { ScheduleNext(); })) return End(next.status());
    // OnCancel may have come before there was anything to wake.
    bool is_canceled = false;
    {
      threading::MutexLock lock(mutex_);
      is_canceled = is_canceled_;
    }
    if (is_canceled) source_->Cancel();
    return;
  }
  if (!next->has_value()) return End(absl::OkStatus());
  const grpc::Slice slice(**next);
  threading::MutexLock lock(mutex_);
  if (is_canceled_) return FinishLocked(absl::CancelledError());
  call_.Write(grpc::ByteBuffer(&slice, 1));
}

void AnswerStream::OnWriteDone(bool ok) {
  if (!ok) return End(absl::CancelledError());
  ScheduleNext();
}

// Next or a write is under way, or WhenReady will wake: each ends the stream.
void AnswerStream::OnCancel() {
  {
    threading::MutexLock lock(mutex_);
    is_canceled_ = true;
  }
  source_->Cancel();
}

void AnswerStream::End(const absl::Status& status) {
  threading::MutexLock lock(mutex_);
  FinishLocked(status);
}

void AnswerStream::FinishLocked(const absl::Status& status) {
  if (is_finished_) return;
  is_finished_ = true;
  call_.Finish(ToGrpcStatus(status));
}

}  // namespace dateline::rpc
