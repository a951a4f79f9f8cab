#include "ingest_service/rpc/ingest_stream.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/refusal.h"
#include "platform/errors/errors.h"
#include "platform/rpc/message_bytes.h"
#include "platform/rpc/status_conversion.h"
#include "platform/rpc/unary_call.h"

namespace dateline::ingest_rpc {
namespace {

v1::IngestFailure FailureOf(const absl::Status& status) {
  v1::IngestFailure failure;
  failure.set_code(static_cast<int>(status.code()));
  failure.set_reason(fact_log::ReasonOfName(errors::Reason(status)));
  failure.set_message(std::string(status.message()));
  return failure;
}

absl::Status TooManyStreams() {
  return errors::WithRetryDelay(fact_log::Refusal(absl::StatusCode::kResourceExhausted, v1::ERROR_REASON_OVERLOADED,
                                                  "too many StreamIngest calls at a time; try again later"),
                                absl::Seconds(1));
}

v1::StreamIngestResponse ResponseOf(const std::string& request_id, int64_t index,
                                    absl::StatusOr<v1::IngestArticleResponse> result) {
  v1::StreamIngestResponse response;
  response.set_request_id(request_id);
  response.set_index(index);
  if (result.ok()) {
    *response.mutable_ingested() = *std::move(result);
  } else {
    *response.mutable_failure() = FailureOf(result.status());
  }
  return response;
}

absl::Status SendRestAgain() {
  return errors::WithRetryDelay(fact_log::Refusal(absl::StatusCode::kUnavailable, v1::ERROR_REASON_SHUTTING_DOWN,
                                                  "the service is shutting down; send again what was not answered"),
                                absl::Seconds(1));
}

}  // namespace

IngestStream* IngestStream::Start(const Context& context, std::string sender, int max_in_flight) {
  std::shared_ptr<IngestStream> stream(new IngestStream(context, std::move(sender), max_in_flight));
  const int64_t id = context.streams.Add([weak = std::weak_ptr<IngestStream>(stream)] {
    if (const std::shared_ptr<IngestStream> open = weak.lock()) open->Drain();
  });
  threading::MutexLock lock(stream->mutex_);
  stream->stream_id_ = id;
  stream->self_ = stream;
  stream->has_place_ = stream->context_.budget->Enter();
  if (stream->has_place_) {
    stream->Advance();
  } else {
    stream->finished_ = true;
    stream->Finish(rpc::ToGrpcStatus(TooManyStreams()));
  }
  return stream.get();
}

IngestStream::IngestStream(const Context& context, std::string sender, int max_in_flight)
    : context_(context),
      outcome_(rpc::CallOutcome::Current()),
      sender_(std::move(sender)),
      max_in_flight_(max_in_flight) {}

IngestStream::~IngestStream() {
  threading::MutexLock lock(mutex_);
  for (InFlight& article : in_flight_) Hold(article, 0);
  if (has_place_) context_.budget->Leave();
}

void IngestStream::Hold(InFlight& article, int64_t bytes) {
  context_.budget->AddBytes(bytes - article.bytes);
  article.bytes = bytes;
}

void IngestStream::OnReadDone(bool ok) {
  std::shared_ptr<IngestStream> self;
  int64_t index = 0;
  grpc::ByteBuffer bytes;
  {
    threading::MutexLock lock(mutex_);
    self = self_;
    reading_ = false;
    no_more_requests_ = !ok;
    if (finished_) return;
    if (ok) {
      index = next_index_++;
      bytes.Swap(&incoming_);
      Hold(in_flight_.emplace_back(), static_cast<int64_t>(bytes.Length()));
    }
    Advance();
  }
  // This queue needs no bound of its own: the stream's bounds it.
  if (ok && !context_.workers.Schedule([self, index, bytes] { self->Work(self, index, bytes); })) {
    v1::StreamIngestRequest request;
    static_cast<void>(rpc::ParseMessage(bytes, request));  // what can be read of it says whose answer this is
    Answer(index, ResponseOf(request.request_id(), index, rpc::Overloaded()));
  }
}

void IngestStream::Work(const std::shared_ptr<IngestStream>& self, int64_t index, const grpc::ByteBuffer& bytes) {
  v1::StreamIngestRequest request;
  const absl::Status parsed = rpc::ParseMessage(bytes, request);
  if (!parsed.ok()) return Answer(index, ResponseOf(request.request_id(), index, ParseError(parsed)));
  v1::IngestArticleRequest article_request;
  article_request.set_request_id(request.request_id());
  article_request.mutable_article()->Swap(request.mutable_article());
  context_.intake.Ingest(
      article_request, sender_,
      [self, index, request_id = request.request_id()](absl::StatusOr<v1::IngestArticleResponse> result) {
        self->Answer(index, ResponseOf(request_id, index, std::move(result)));
      });
}

void IngestStream::Answer(int64_t index, const v1::StreamIngestResponse& response) {
  grpc::ByteBuffer bytes = rpc::SerializeMessage(response);
  threading::MutexLock lock(mutex_);
  const int64_t first_index = next_index_ - static_cast<int64_t>(in_flight_.size());
  InFlight& article = in_flight_[static_cast<size_t>(index - first_index)];
  Hold(article, static_cast<int64_t>(bytes.Length()));
  article.answer = std::move(bytes);
  Advance();
}

void IngestStream::OnWriteDone(bool ok) {
  threading::MutexLock lock(mutex_);
  writing_ = false;
  Hold(in_flight_.front(), 0);
  in_flight_.pop_front();
  canceled_ |= !ok;
  Advance();
}

void IngestStream::OnCancel() {
  threading::MutexLock lock(mutex_);
  canceled_ = true;
  Advance();
}

void IngestStream::Drain() {
  threading::MutexLock lock(mutex_);
  draining_ = true;
  if (self_ != nullptr) Advance();
}

void IngestStream::OnDone() {
  std::shared_ptr<IngestStream> self;  // outlives the lock
  threading::MutexLock lock(mutex_);
  self = std::move(self_);
  if (outcome_ != nullptr) outcome_->SetResource(absl::StrCat(next_index_, " articles"));
  context_.streams.Remove(stream_id_);
}

// With nothing in flight the stream waits for nobody. Else it comes by here again when its next answer was taken.
bool IngestStream::MayRead() const {
  return in_flight_.empty() || (in_flight_.size() < max_in_flight_ && context_.budget->HasRoom());
}

// gRPC never calls a reaction from inside StartRead, StartWrite or Finish, so they may be called under the lock; called
// outside it, one might come after the Finish that another thread decided on.
void IngestStream::Advance() {
  if (finished_) return;
  const bool all_answered = (no_more_requests_ || draining_) && in_flight_.empty();
  if (!writing_ && (canceled_ || all_answered)) {
    finished_ = true;
    if (canceled_) return Finish(grpc::Status::CANCELLED);
    return Finish(no_more_requests_ ? grpc::Status::OK : rpc::ToGrpcStatus(SendRestAgain()));
  }
  if (canceled_) return;
  if (!writing_ && !in_flight_.empty() && in_flight_.front().answer.has_value()) {
    writing_ = true;
    outgoing_ = *std::move(in_flight_.front().answer);
    StartWrite(&outgoing_);
  }
  if (!reading_ && !no_more_requests_ && !draining_ && MayRead()) {
    reading_ = true;
    StartRead(&incoming_);
  }
}

}  // namespace dateline::ingest_rpc
