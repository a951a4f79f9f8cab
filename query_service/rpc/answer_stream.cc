#include "query_service/rpc/answer_stream.h"

#include <utility>

#include "platform/rpc/status_conversion.h"
#include "query_service/rpc/refusals.h"

namespace dateline::rpc {

AnswerStream* AnswerStream::Start(std::unique_ptr<AnswerSource> source, threading::WorkerPool& workers) {
  std::shared_ptr<AnswerStream> stream(new AnswerStream(std::move(source), &workers));
  {
    threading::MutexLock lock(stream->mutex_);
    stream->self_ = stream;
  }
  stream->ScheduleNext();
  return stream.get();
}

AnswerStream* AnswerStream::Refuse(const absl::Status& status) {
  std::shared_ptr<AnswerStream> stream(new AnswerStream(nullptr, nullptr));
  {
    threading::MutexLock lock(stream->mutex_);
    stream->self_ = stream;
  }
  stream->End(status);
  return stream.get();
}

void AnswerStream::ScheduleNext() {
  std::shared_ptr<AnswerStream> self;
  {
    threading::MutexLock lock(mutex_);
    self = self_;
  }
  if (!workers_->Schedule([self] { self->WriteNext(); })) End(ShuttingDown());
}

void AnswerStream::WriteNext() {
  {
    threading::MutexLock lock(mutex_);
    if (is_canceled_) return FinishLocked(absl::CancelledError());
  }
  const absl::StatusOr<std::optional<std::string>> next = source_->Next();
  if (!next.ok()) {
    // Whoever is woken finds the stream by itself: it lives until it was finished.
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
  outgoing_ = grpc::ByteBuffer(&slice, 1);
  threading::MutexLock lock(mutex_);
  if (is_canceled_) return FinishLocked(absl::CancelledError());
  StartWrite(&outgoing_);
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
  if (source_ != nullptr) source_->Cancel();
}

void AnswerStream::End(const absl::Status& status) {
  threading::MutexLock lock(mutex_);
  FinishLocked(status);
}

void AnswerStream::FinishLocked(const absl::Status& status) {
  if (is_finished_) return;
  is_finished_ = true;
  Finish(ToGrpcStatus(status));
}

void AnswerStream::OnDone() {
  std::shared_ptr<AnswerStream> self;  // outlives the lock
  threading::MutexLock lock(mutex_);
  self = std::move(self_);
}

}  // namespace dateline::rpc
