#include "query_service/rpc/answer_stream.h"

#include <utility>

#include "platform/rpc/message_bytes.h"
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
  if (is_canceled_) return End(absl::CancelledError());
  absl::StatusOr<std::optional<std::string>> next = source_->Next();
  if (!next.ok()) {
    // Whoever is woken finds the stream by itself: its call, which is not finished, has it.
    if (!source_->WhenReady(next.status(), [this] { ScheduleNext(); })) return End(next.status());
    if (is_canceled_) source_->Cancel();  // OnCancel may have come before there was anything to wake
    return;
  }
  if (!next->has_value()) return End(absl::OkStatus());
  call_.Write(ToByteBuffer(**std::move(next)));
}

void AnswerStream::OnWriteDone(bool ok) {
  if (!ok) return End(absl::CancelledError());
  ScheduleNext();
}

// Next or a write is under way, or WhenReady will wake: each ends the stream.
void AnswerStream::OnCancel() {
  is_canceled_ = true;
  source_->Cancel();
}

void AnswerStream::End(const absl::Status& status) { call_.Finish(ToGrpcStatus(status)); }

}  // namespace dateline::rpc
