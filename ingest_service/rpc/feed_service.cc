#include "ingest_service/rpc/feed_service.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ingest_service/fact_log/refusal.h"
#include "platform/errors/errors.h"
#include "platform/rpc/unary_call.h"

namespace dateline::ingest_rpc {
namespace {

using google::protobuf::util::TimeUtil;

constexpr size_t kMaxConsumerLength = 64;

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  return TimeUtil::NanosecondsToTimestamp(absl::ToUnixNanos(time));
}

absl::Status ValidateConsumer(absl::string_view consumer) {
  const auto is_allowed = [](char c) {
    return absl::ascii_isalnum(c) || absl::string_view("._~-").find(c) != absl::string_view::npos;
  };
  if (!consumer.empty() && consumer.size() <= kMaxConsumerLength &&
      std::all_of(consumer.begin(), consumer.end(), is_allowed)) {
    return absl::OkStatus();
  }
  return errors::FieldError(fact_log::ReasonName(v1::ERROR_REASON_FIELD_INVALID), "consumer",
                            absl::StrCat("give 1 to ", kMaxConsumerLength, " characters of [A-Za-z0-9._~-]"));
}

}  // namespace

grpc::ServerWriteReactor<grpc::ByteBuffer>* FeedService::StreamChanges(grpc::CallbackServerContext*,
                                                                       const grpc::ByteBuffer* request) {
  return ChangeStream::Start({feed_, watch_, workers_, limits_}, *request);
}

grpc::ServerUnaryReactor* FeedService::GetFeedInfo(grpc::CallbackServerContext* context,
                                                   const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnary<v1::GetFeedInfoRequest, v1::GetFeedInfoResponse>(
      context, request, response, workers_, [this](const v1::GetFeedInfoRequest&) { return FeedInfo(); });
}

absl::StatusOr<v1::GetFeedInfoResponse> FeedService::FeedInfo() const {
  const absl::StatusOr<fact_log::FeedHead> stored = log_.reader().ReadHead();
  if (!stored.ok()) return stored.status();
  const fact_log::FeedHead& head = *stored;
  auto consumers = log_.reader().ReadConsumers({consumer_lease_, absl::Now()});
  if (!consumers.ok()) return consumers.status();
  v1::GetFeedInfoResponse response;
  response.set_feed_id(head.feed_id);
  response.set_epoch(head.epoch);
  response.set_earliest_offset(head.low_offset);
  response.set_head_offset(head.offset);
  response.set_earliest_cursor(feed::EncodeCursor(feed::EarliestCursor(head)));
  response.set_head_cursor(feed::EncodeCursor(feed::HeadCursor(head)));
  for (v1::FeedConsumer& consumer : *consumers) *response.add_consumers() = std::move(consumer);
  response.set_store_bytes(log_.StoreBytes());
  if (head.offset > 0) *response.mutable_head_commit_time() = TimestampOf(head.commit_time);
  return response;
}

grpc::ServerUnaryReactor* FeedService::AcknowledgeChanges(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return rpc::ServeUnaryLater<v1::AcknowledgeChangesRequest, v1::AcknowledgeChangesResponse>(
      context, request, response, workers_,
      [this](const auto& parsed, auto done) { Acknowledge(parsed, std::move(done)); });
}

void FeedService::Acknowledge(const v1::AcknowledgeChangesRequest& request,
                              std::function<void(absl::StatusOr<v1::AcknowledgeChangesResponse>)> done) const {
  if (absl::Status valid = ValidateConsumer(request.consumer()); !valid.ok()) return done(valid);
  const absl::StatusOr<feed::Cursor> cursor = feed_.Resume(request.cursor());
  if (!cursor.ok()) return done(cursor.status());
  log_.Acknowledge({request.consumer(), cursor->offset, /*confirms_purges=*/!cursor->snapshot.has_value()},
                   {consumer_lease_, absl::Now()}, [done = std::move(done)](absl::StatusOr<absl::Time> expire_time) {
                     if (!expire_time.ok()) return done(expire_time.status());
                     v1::AcknowledgeChangesResponse response;
                     *response.mutable_lease_expire_time() = TimestampOf(*expire_time);
                     done(std::move(response));
                   });
}

}  // namespace dateline::ingest_rpc
