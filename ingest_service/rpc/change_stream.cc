#include "ingest_service/rpc/change_stream.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "dateline/v1/error_reason.pb.h"
#include "dateline/v1/feed_service.pb.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/feed/batch_message.h"
#include "platform/errors/errors.h"
#include "platform/rpc/message_bytes.h"
#include "platform/rpc/status_conversion.h"

namespace dateline::ingest_rpc {
namespace {

absl::Status FieldInvalid(absl::string_view field, absl::string_view description) {
  return errors::FieldError(fact_log::ReasonName(v1::ERROR_REASON_FIELD_INVALID), field, description);
}

absl::Status ShuttingDown() {
  return errors::WithRetryDelay(fact_log::Refusal(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN,
                                                  "the service is shutting down; resume with the last cursor"),
                                absl::Seconds(1));
}

absl::StatusOr<int> BatchChanges(int asked, const FeedServiceLimits& limits) {
  if (asked == 0) return limits.default_batch_changes;
  if (asked > 0 && asked <= limits.max_batch_changes) return asked;
  return FieldInvalid("max_batch_size", absl::StrCat(asked, "; from 0 to ", limits.max_batch_changes));
}

absl::StatusOr<absl::Duration> BookmarkInterval(int asked_ms, const FeedServiceLimits& limits) {
  if (asked_ms == 0) return limits.default_bookmark_interval;
  const absl::Duration asked = absl::Milliseconds(asked_ms);
  if (asked >= limits.min_bookmark_interval && asked <= limits.max_bookmark_interval) return asked;
  return FieldInvalid("bookmark_interval_ms",
                      absl::StrCat(asked_ms, "; 0, or from ", absl::ToInt64Milliseconds(limits.min_bookmark_interval),
                                   " to ", absl::ToInt64Milliseconds(limits.max_bookmark_interval)));
}

}  // namespace

ChangeStream* ChangeStream::Start(const ChangeStreamContext& context, const grpc::ByteBuffer& request) {
  std::shared_ptr<ChangeStream> stream(new ChangeStream(context));
  {
    threading::MutexLock lock(stream->mutex_);
    stream->self_ = stream;
  }
  if (!context.workers.Schedule([stream, request] { stream->Begin(request); })) stream->End(ShuttingDown());
  return stream.get();
}

void ChangeStream::Begin(const grpc::ByteBuffer& request) {
  const absl::Status configured = Configure(request);
  if (!configured.ok()) return End(configured);
  Read(/*bookmark_due=*/true);
}

absl::Status ChangeStream::Configure(const grpc::ByteBuffer& request) {
  v1::StreamChangesRequest parsed;
  const absl::Status status = rpc::ParseMessage(request, parsed);
  if (!status.ok()) return status;
  const absl::StatusOr<int> max_changes = BatchChanges(parsed.max_batch_size(), context_.limits);
  if (!max_changes.ok()) return max_changes.status();
  const absl::StatusOr<absl::Duration> interval = BookmarkInterval(parsed.bookmark_interval_ms(), context_.limits);
  if (!interval.ok()) return interval.status();
  absl::StatusOr<feed::Cursor> cursor = context_.feed.Resume(parsed.cursor(), parsed.snapshot());
  if (!cursor.ok()) return cursor.status();
  batch_limits_ = {*max_changes, context_.limits.max_batch_bytes};
  bookmark_interval_ = *interval;
  cursor_ = *std::move(cursor);
  return absl::OkStatus();
}

// On a worker. Nothing new and no bookmark due: waits for either.
void ChangeStream::Read(bool bookmark_due) {
  if (context_.watch.draining()) return End(ShuttingDown());
  const absl::StatusOr<feed::Batch> batch = context_.feed.Read(cursor_, batch_limits_);
  if (!batch.ok()) return End(batch.status());
  if (batch->IsEmpty() && !bookmark_due) return Wait();
  cursor_ = batch->cursor;
  Write(*batch);
}

void ChangeStream::Write(const feed::Batch& batch) {
  outgoing_ = rpc::ToByteBuffer(feed::SerializeBatch(batch, absl::Now()));
  {
    threading::MutexLock lock(mutex_);
    if (!canceled_) {
      state_ = State::kWriting;
      return StartWrite(&outgoing_);
    }
  }
  End(absl::CancelledError());
}

void ChangeStream::OnWriteDone(bool ok) {
  std::shared_ptr<ChangeStream> self;
  {
    threading::MutexLock lock(mutex_);
    canceled_ |= !ok;
    state_ = State::kReading;
    self = self_;
  }
  if (!context_.workers.Schedule([self] { self->Read(/*bookmark_due=*/false); })) End(ShuttingDown());
}

void ChangeStream::Wait() {
  std::shared_ptr<ChangeStream> self;
  {
    threading::MutexLock lock(mutex_);
    if (!canceled_) {
      state_ = State::kWaiting;
      self = self_;
    }
  }
  if (self == nullptr) return End(absl::CancelledError());
  context_.watch.Wait(cursor_.offset, bookmark_interval_, [self] { self->Wake(); });
}

void ChangeStream::Wake() {
  std::shared_ptr<ChangeStream> self;
  {
    threading::MutexLock lock(mutex_);
    if (state_ != State::kWaiting) return;
    state_ = State::kReading;
    self = self_;
  }
  if (!context_.workers.Schedule([self] { self->Read(/*bookmark_due=*/true); })) End(ShuttingDown());
}

void ChangeStream::OnCancel() {
  {
    threading::MutexLock lock(mutex_);
    canceled_ = true;
    if (state_ != State::kWaiting) return;
  }
  End(absl::CancelledError());
}

void ChangeStream::End(const absl::Status& status) {
  threading::MutexLock lock(mutex_);
  if (state_ == State::kFinished) return;
  state_ = State::kFinished;
  Finish(rpc::ToGrpcStatus(status));
}

void ChangeStream::OnDone() {
  std::shared_ptr<ChangeStream> self;  // outlives the lock
  threading::MutexLock lock(mutex_);
  self = std::move(self_);
}

}  // namespace dateline::ingest_rpc
