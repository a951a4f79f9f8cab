#include "query_service/rpc/query_service_rpc.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "platform/rpc/message_bytes.h"
#include "platform/rpc/status_conversion.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/answers/read_state.h"
#include "query_service/rpc/export_source.h"
#include "query_service/rpc/refusals.h"
#include "query_service/rpc/watch_source.h"

namespace dateline::rpc {
namespace {

using answers::Answers;
using answers::FreshnessGate;

constexpr absl::Duration kDefaultBookmarkInterval = absl::Seconds(10);

google::protobuf::Duration ToDuration(absl::Duration duration) {
  google::protobuf::Duration message;
  absl::Duration rest;
  message.set_seconds(absl::IDivDuration(duration, absl::Seconds(1), &rest));
  message.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(rest)));
  return message;
}

// Hands the bytes over without a copy.
grpc::ByteBuffer ToByteBuffer(std::string bytes) {
  auto* const owned = new std::string(std::move(bytes));
  grpc::Slice slice(
      owned->data(), owned->size(), [](void* string) { delete static_cast<std::string*>(string); }, owned);
  return grpc::ByteBuffer(&slice, 1);
}

// Does the answer take microseconds, whatever the index holds? A longer one would keep a thread of the network from
// others.
template <typename Request>
bool IsShort(const Request&) {
  return false;
}
bool IsShort(const v1::GetFactRequest&) { return true; }
bool IsShort(const v1::ListFactsRequest& request) {
  constexpr int kShortPage = 100;
  const bool is_in_index_order = request.order_by() == v1::FACT_ORDER_UNSPECIFIED && !request.ascending();
  return is_in_index_order && request.page_size() <= kShortPage && !answers::CountsSources(request.filter());
}

void Finish(absl::StatusOr<std::string> answer, grpc::ServerUnaryReactor& reactor, grpc::ByteBuffer& response) {
  if (answer.ok()) response = ToByteBuffer(*std::move(answer));
  reactor.Finish(answer.ok() ? grpc::Status::OK : ToGrpcStatus(answer.status()));
}

}  // namespace

QueryServiceRpc::QueryServiceRpc(const QueryRpcOptions& options, const Answers& answers, FreshnessGate& gate,
                                 const FeedHealth& health, threading::WorkerPool& workers, const WatchContext& watches)
    : options_(options), answers_(answers), gate_(gate), health_(health), workers_(workers), watches_(watches) {}

grpc::ServerUnaryReactor* QueryServiceRpc::GetFact(grpc::CallbackServerContext* context,
                                                   const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return Serve<v1::GetFactRequest, &Answers::GetFact>(context, request, response);
}

grpc::ServerUnaryReactor* QueryServiceRpc::BatchGetFacts(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return Serve<v1::BatchGetFactsRequest, &Answers::BatchGetFacts>(context, request, response);
}

grpc::ServerUnaryReactor* QueryServiceRpc::ListFacts(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return Serve<v1::ListFactsRequest, &Answers::ListFacts>(context, request, response);
}

grpc::ServerUnaryReactor* QueryServiceRpc::SearchFacts(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return Serve<v1::SearchFactsRequest, &Answers::SearchFacts>(context, request, response);
}

grpc::ServerUnaryReactor* QueryServiceRpc::AggregateFacts(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return Serve<v1::AggregateFactsRequest, &Answers::AggregateFacts>(context, request, response);
}

grpc::ServerUnaryReactor* QueryServiceRpc::ListCounterparts(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request,
                                                            grpc::ByteBuffer* response) {
  return Serve<v1::ListCounterpartsRequest, &Answers::ListCounterparts>(context, request, response);
}

grpc::ServerUnaryReactor* QueryServiceRpc::ExplainFact(grpc::CallbackServerContext* context,
                                                       const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return Serve<v1::ExplainFactRequest, &Answers::ExplainFact>(context, request, response);
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* QueryServiceRpc::ExportFacts(grpc::CallbackServerContext*,
                                                                         const grpc::ByteBuffer* bytes) {
  v1::ExportFactsRequest request;
  absl::Status valid = ParseMessage(*bytes, request);
  if (valid.ok()) valid = Validate(request, options_.limits);
  if (!valid.ok()) return AnswerStream::Refuse(valid);
  auto source = std::make_unique<ExportSource>(std::move(request), answers_, gate_, options_.max_call_duration);
  return AnswerStream::Start(std::move(source), workers_);
}

grpc::ServerWriteReactor<grpc::ByteBuffer>* QueryServiceRpc::WatchFacts(grpc::CallbackServerContext*,
                                                                        const grpc::ByteBuffer* bytes) {
  v1::WatchFactsRequest request;
  absl::Status valid = ParseMessage(*bytes, request);
  if (valid.ok()) valid = Validate(request, options_.limits);
  if (!valid.ok()) return AnswerStream::Refuse(valid);
  const absl::Duration interval = request.bookmark_interval_ms() == 0
                                      ? kDefaultBookmarkInterval
                                      : absl::Milliseconds(request.bookmark_interval_ms());
  auto watch = watches::Watch::Create(std::move(request), answers_, watches_.reader, watches_.hub, options_.watches);
  if (!watch.ok()) return AnswerStream::Refuse(watch.status());
  return AnswerStream::Start(std::make_unique<WatchSource>(*std::move(watch), watches_.hub, interval),
                             watches_.workers);
}

grpc::ServerUnaryReactor* QueryServiceRpc::GetEntity(grpc::CallbackServerContext* context,
                                                     const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return Serve<v1::GetEntityRequest, &Answers::GetEntity>(context, request, response);
}

grpc::ServerUnaryReactor* QueryServiceRpc::ListEntities(grpc::CallbackServerContext* context,
                                                        const grpc::ByteBuffer* request, grpc::ByteBuffer* response) {
  return Serve<v1::ListEntitiesRequest, &Answers::ListEntities>(context, request, response);
}

grpc::ServerUnaryReactor* QueryServiceRpc::ResolveEntities(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  return Serve<v1::ResolveEntitiesRequest, &Answers::ResolveEntities>(context, request, response);
}

grpc::ServerUnaryReactor* QueryServiceRpc::GetIndexStatus(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* bytes, grpc::ByteBuffer* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  v1::GetIndexStatusRequest request;
  if (absl::Status parsed = ParseMessage(*bytes, request); !parsed.ok()) {
    reactor->Finish(ToGrpcStatus(parsed));
    return reactor;
  }
  Schedule(std::make_shared<Call>(Call{reactor, response, DeadlineOf(*context), [this] { return IndexStatus(); }}));
  return reactor;
}

template <typename Request, QueryServiceRpc::AnswerMethod<Request> kMethod>
grpc::ServerUnaryReactor* QueryServiceRpc::Serve(grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes,
                                                 grpc::ByteBuffer* response) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  Request request;
  absl::Status valid = ParseMessage(*bytes, request);
  if (valid.ok()) valid = Validate(request, options_.limits);
  if (!valid.ok()) {
    reactor->Finish(ToGrpcStatus(valid));
    return reactor;
  }
  const absl::Time deadline = DeadlineOf(*context);
  if (IsShort(request)) {
    absl::StatusOr<std::string> answer = (answers_.*kMethod)(request, deadline);
    if (answer.ok() || !answers::RequiredOffset(answer.status()).has_value()) {
      Finish(std::move(answer), *reactor, *response);
      return reactor;
    }
  }
  auto answer = [this, deadline, request = std::move(request)] { return (answers_.*kMethod)(request, deadline); };
  Schedule(std::make_shared<Call>(Call{reactor, response, deadline, std::move(answer)}));
  return reactor;
}

void QueryServiceRpc::Schedule(std::shared_ptr<Call> call) {
  grpc::ServerUnaryReactor* reactor = call->reactor;
  const bool is_scheduled = workers_.TrySchedule([this, call = std::move(call)] { Answer(call); });
  if (!is_scheduled) reactor->Finish(ToGrpcStatus(Overloaded()));
}

void QueryServiceRpc::Answer(const std::shared_ptr<Call>& call) {
  absl::StatusOr<std::string> answer = call->answer();
  const std::optional<int64_t> required_offset = answer.ok() ? std::nullopt : answers::RequiredOffset(answer.status());
  if (required_offset.has_value()) {
    AnswerWhenReached(call, *required_offset, answer.status());
  } else {
    Finish(std::move(answer), *call->reactor, *call->response);
  }
}

void QueryServiceRpc::AnswerWhenReached(const std::shared_ptr<Call>& call, int64_t offset, absl::Status not_reached) {
  // Later a client would see the DEADLINE_EXCEEDED of its own clock, which does not say why.
  const absl::Time last_moment = call->deadline - options_.time_to_answer;
  gate_.WhenReached(offset, last_moment,
                    [this, call, not_reached = std::move(not_reached)](FreshnessGate::Outcome outcome) {
                      switch (outcome) {
                        case FreshnessGate::Outcome::kReached:
                          return Schedule(call);
                        case FreshnessGate::Outcome::kDeadline:
                          return call->reactor->Finish(ToGrpcStatus(not_reached));
                        case FreshnessGate::Outcome::kTooManyWait:
                          return call->reactor->Finish(ToGrpcStatus(Overloaded()));
                        case FreshnessGate::Outcome::kShutdown:
                          return call->reactor->Finish(ToGrpcStatus(ShuttingDown()));
                      }
                    });
}

absl::StatusOr<std::string> QueryServiceRpc::IndexStatus() const {
  absl::StatusOr<v1::GetIndexStatusResponse> response = answers_.GetIndexStatus();
  if (!response.ok()) return response.status();
  const feed_client::FeedStatus feed = health_.status();
  response->set_head_offset(feed.head_offset);
  response->set_lag_changes(std::max<int64_t>(0, feed.head_offset - response->applied_offset()));
  response->set_serving(health_.is_serving());
  std::optional<absl::Time> applied_commit_time;
  if (response->has_applied_commit_time()) {
    const google::protobuf::Timestamp& time = response->applied_commit_time();
    applied_commit_time = absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
  }
  const std::optional<absl::Duration> lag = health_.Lag(absl::Now(), applied_commit_time);
  if (lag.has_value()) *response->mutable_lag() = ToDuration(*lag);
  return response->SerializeAsString();
}

absl::Time QueryServiceRpc::DeadlineOf(const grpc::CallbackServerContext& context) const {
  return std::min(absl::FromChrono(context.deadline()), absl::Now() + options_.max_call_duration);
}

}  // namespace dateline::rpc
