#include "query_service/rpc/query_service_rpc.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "platform/rpc/message_bytes.h"
#include "platform/rpc/status_conversion.h"
#include "query_service/answers/fact_selection.h"
#include "query_service/answers/read_state.h"
#include "query_service/answers/tokens.h"
#include "query_service/rpc/refusals.h"

namespace dateline::rpc {
namespace {

using answers::Answers;
using answers::FreshnessGate;

// Of each method: so many calls that come at once need not wait until one is asked for.
constexpr int kAwaitedCalls = 16;

google::protobuf::Duration ToDuration(absl::Duration duration) {
  google::protobuf::Duration message;
  absl::Duration rest;
  message.set_seconds(absl::IDivDuration(duration, absl::Seconds(1), &rest));
  message.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(rest)));
  return message;
}

// A moment has to be looked up in the tables.
bool NeedsTables(const v1::Consistency& consistency) { return consistency.has_as_of_recorded(); }

// Is the filter looked up, rather than compared with fact after fact?
bool IsFewTerms(const v1::FactFilter& filter) {
  constexpr int kFewValues = 8;
  const bool has_range =
      filter.has_min_confidence() || filter.has_recorded() || filter.has_published() || filter.has_valid_time();
  const int values = filter.entities_size() + filter.roles_size() + filter.kinds_size() + filter.event_types_size() +
                     filter.modalities_size() + filter.publishers_size() + filter.modes_size() +
                     filter.contexts_size() + filter.countries_size() + filter.places_size() + filter.speakers_size();
  return !has_range && values <= kFewValues;
}

// Does the answer take at most a few looks into each segment, and a short page? A longer one would keep a thread of the
// network from others.
template <typename Request>
bool IsShort(const Request&) {
  return false;
}
bool IsShort(const v1::GetFactRequest& request) { return !NeedsTables(request.consistency()); }
bool IsShort(const v1::ListFactsRequest& request) {
  constexpr int kShortPage = 100;
  const bool is_newest_first =
      (request.order_by() == v1::FACT_ORDER_UNSPECIFIED || request.order_by() == v1::FACT_ORDER_RECORDED) &&
      !request.ascending();
  return is_newest_first && request.page_size() <= kShortPage && !NeedsTables(request.consistency()) &&
         IsFewTerms(request.filter()) && !answers::CountsSources(request.filter());
}

// Makes the default page no longer than the longest one.
template <typename Request>
void BoundPageSize(Request& request, int max_page_size) {
  if constexpr (requires { request.page_size(); }) {
    request.set_page_size(std::min(static_cast<int>(answers::PageSizeOf(request)), max_page_size));
  }
}

void Finish(UnaryCall& call, absl::StatusOr<std::string> answer) {
  if (!answer.ok()) return call.Finish({}, ToGrpcStatus(answer.status()));
  call.Finish(ToByteBuffer(*std::move(answer)), grpc::Status::OK);
}

}  // namespace

QueryServiceRpc::QueryServiceRpc(const QueryRpcOptions& options, const Answers& answers, FreshnessGate& gate,
                                 const FeedHealth& health, threading::WorkerPool& workers, const WatchContext& watches)
    : options_(options),
      answers_(answers),
      gate_(gate),
      health_(health),
      workers_(workers),
      streams_({options.limits, options.watches, options.max_call_duration}, service_, answers, gate, workers,
               watches) {
  AddMethod("GetFact", &RawQueryService::RequestGetFact, &Answers::GetFact);
  AddMethod("BatchGetFacts", &RawQueryService::RequestBatchGetFacts, &Answers::BatchGetFacts);
  AddMethod("ListFacts", &RawQueryService::RequestListFacts, &Answers::ListFacts);
  AddMethod("SearchFacts", &RawQueryService::RequestSearchFacts, &Answers::SearchFacts, CallClass::kWork);
  AddMethod("AggregateFacts", &RawQueryService::RequestAggregateFacts, &Answers::AggregateFacts, CallClass::kWork);
  AddMethod("ListCounterparts", &RawQueryService::RequestListCounterparts, &Answers::ListCounterparts,
            CallClass::kWork);
  AddMethod("ExplainFact", &RawQueryService::RequestExplainFact, &Answers::ExplainFact, CallClass::kWork);
  AddMethod("GetEntity", &RawQueryService::RequestGetEntity, &Answers::GetEntity);
  AddMethod("ListEntities", &RawQueryService::RequestListEntities, &Answers::ListEntities);
  AddMethod("ResolveEntities", &RawQueryService::RequestResolveEntities, &Answers::ResolveEntities, CallClass::kWork);
  AddMethod(
      "GetIndexStatus", &RawQueryService::RequestGetIndexStatus, [this](UnaryCall& call) { ServeIndexStatus(call); },
      CallClass::kRead);
}

void QueryServiceRpc::AddMethod(absl::string_view name, AskMethod ask, std::function<void(UnaryCall&)> answer,
                                CallClass call_class) {
  auto method = std::make_unique<UnaryCall::Method>();
  method->guarded.path = absl::StrCat("/", v1::QueryService::service_full_name(), "/", name);
  method->guarded.call_class = call_class;
  method->ask = [this, ask](grpc::ServerContext& context, grpc::ByteBuffer& request,
                            grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>& writer,
                            grpc::ServerCompletionQueue& queue,
                            void* tag) { (service_.*ask)(&context, &request, &writer, &queue, &queue, tag); };
  method->answer = std::move(answer);
  methods_.push_back(std::move(method));
}

template <typename Request>
void QueryServiceRpc::AddMethod(absl::string_view name, AskMethod ask, AnswerMethod<Request> method,
                                CallClass call_class) {
  AddMethod(
      name, ask, [this, method](UnaryCall& call) { Serve(call, method); }, call_class);
}

void QueryServiceRpc::SetGuard(CallGuard& guard) {
  streams_.SetGuard(guard);
  for (const auto& method : methods_) {
    method->guard = &guard;
    method->guarded.metrics = guard.MetricsOf(method->guarded.path);
  }
}

void QueryServiceRpc::AwaitCalls(CallQueue& queue) {
  streams_.AwaitCalls(queue);
  for (const auto& method : methods_) {
    for (int i = 0; i < kAwaitedCalls; ++i) UnaryCall::Await(*method, queue);
  }
}

template <typename Request>
void QueryServiceRpc::Serve(UnaryCall& call, AnswerMethod<Request> method) {
  Request request;
  absl::Status valid = ParseMessage(call.request(), request);
  if (valid.ok()) valid = Validate(request, options_.limits);
  if (!valid.ok()) return call.Finish({}, ToGrpcStatus(valid));
  BoundPageSize(request, options_.limits.max_page_size);
  const absl::Time deadline = DeadlineOf(call.context());
  if (IsShort(request)) {
    const answers::AnswersEnd::Scope scope(answers_.end());
    absl::StatusOr<std::string> answer = (answers_.*method)(request, deadline);
    if (answer.ok() || !answers::RequiredOffset(answer.status()).has_value()) return Finish(call, std::move(answer));
  }
  auto answer = [this, deadline, method, request = std::move(request)] {
    return (answers_.*method)(request, deadline);
  };
  Schedule(std::make_shared<Call>(Call{call, deadline, std::move(answer)}));
}

void QueryServiceRpc::ServeIndexStatus(UnaryCall& call) {
  v1::GetIndexStatusRequest request;
  if (absl::Status parsed = ParseMessage(call.request(), request); !parsed.ok()) {
    return call.Finish({}, ToGrpcStatus(parsed));
  }
  Schedule(std::make_shared<Call>(Call{call, DeadlineOf(call.context()), [this] { return IndexStatus(); }}));
}

void QueryServiceRpc::Schedule(std::shared_ptr<Call> call) {
  UnaryCall& unary = call->unary;
  const bool is_scheduled = workers_.TrySchedule([this, call = std::move(call)] { Answer(call); });
  if (!is_scheduled) unary.Finish({}, ToGrpcStatus(Overloaded()));
}

void QueryServiceRpc::Answer(const std::shared_ptr<Call>& call) {
  const answers::AnswersEnd::Scope scope(answers_.end());
  absl::StatusOr<std::string> answer = call->answer();
  const std::optional<int64_t> required_offset = answer.ok() ? std::nullopt : answers::RequiredOffset(answer.status());
  if (required_offset.has_value()) {
    AnswerWhenReached(call, *required_offset, answer.status());
  } else {
    Finish(call->unary, std::move(answer));
  }
}

void QueryServiceRpc::AnswerWhenReached(const std::shared_ptr<Call>& call, int64_t offset, absl::Status not_reached) {
  // Later a client would see the DEADLINE_EXCEEDED of its own clock, which does not say why.
  const absl::Time last_moment = call->deadline - options_.time_to_answer;
  // The gate calls back at once, whatever the time, where the feed has got ahead of what readers see.
  if (absl::Now() >= last_moment) return call->unary.Finish({}, ToGrpcStatus(not_reached));
  call->unary.GivePlace();
  gate_.WhenReached(offset, last_moment,
                    [this, call, not_reached = std::move(not_reached)](FreshnessGate::Outcome outcome) {
                      switch (outcome) {
                        case FreshnessGate::Outcome::kReached:
                          return call->unary.TakePlace([this, call] { Schedule(call); });
                        case FreshnessGate::Outcome::kDeadline:
                          return call->unary.Finish({}, ToGrpcStatus(not_reached));
                        case FreshnessGate::Outcome::kTooManyWait:
                          return call->unary.Finish({}, ToGrpcStatus(Overloaded()));
                        case FreshnessGate::Outcome::kShutdown:
                          return call->unary.Finish({}, ToGrpcStatus(ShuttingDown()));
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

absl::Time QueryServiceRpc::DeadlineOf(const grpc::ServerContext& context) const {
  return std::min(absl::FromChrono(context.deadline()), absl::Now() + options_.max_call_duration);
}

}  // namespace dateline::rpc
