// QueryService over gRPC.
#ifndef DATELINE_QUERY_SERVICE_RPC_QUERY_SERVICE_RPC_H_
#define DATELINE_QUERY_SERVICE_RPC_QUERY_SERVICE_RPC_H_

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "platform/threading/worker_pool.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/freshness_gate.h"
#include "query_service/rpc/feed_health.h"
#include "query_service/rpc/request_validation.h"
#include "query_service/watches/watch.h"
#include "query_service/watches/watch_hub.h"

namespace dateline::rpc {

struct QueryRpcOptions {
  RequestLimits limits;
  // A call without a deadline gets this one; a later one is brought forward to it.
  absl::Duration max_call_duration = absl::Seconds(60);
  // A call that waits for the index gives up so long before its deadline, to be heard in time.
  absl::Duration time_to_answer = absl::Milliseconds(20);
  watches::WatchLimits watches;
};

// What watches work with. All of it must outlive the server.
struct WatchContext {
  const index::IndexReader& reader;
  watches::WatchHub& hub;
  // Apart from those of other calls, so that neither waits for the other.
  threading::WorkerPool& workers;
};

// The generated service with every method raw: bytes in, bytes out.
using RawFactService = v1::QueryService::WithRawCallbackMethod_GetFact<
    v1::QueryService::WithRawCallbackMethod_BatchGetFacts<v1::QueryService::WithRawCallbackMethod_ListFacts<
        v1::QueryService::WithRawCallbackMethod_SearchFacts<v1::QueryService::WithRawCallbackMethod_AggregateFacts<
            v1::QueryService::WithRawCallbackMethod_ListCounterparts<v1::QueryService::Service>>>>>>;
using RawQueryService =
    v1::QueryService::WithRawCallbackMethod_GetEntity<v1::QueryService::WithRawCallbackMethod_ListEntities<
        v1::QueryService::WithRawCallbackMethod_ResolveEntities<v1::QueryService::WithRawCallbackMethod_GetIndexStatus<
            v1::QueryService::WithRawCallbackMethod_ExplainFact<v1::QueryService::WithRawCallbackMethod_ExportFacts<
                v1::QueryService::WithRawCallbackMethod_WatchFacts<RawFactService>>>>>>>;

// Parses and validates on gRPC's threads, which also give short answers at once; others are read on a worker pool. A
// call whose state the index has not reached waits without a thread. Messages are taken raw, so that answers go out as
// the index put them together. Thread safety: any thread.
class QueryServiceRpc final : public RawQueryService {
 public:
  // All must outlive the server that this is registered with.
  QueryServiceRpc(const QueryRpcOptions& options, const answers::Answers& answers, answers::FreshnessGate& gate,
                  const FeedHealth& health, threading::WorkerPool& workers, const WatchContext& watches);

  grpc::ServerUnaryReactor* GetFact(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                    grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* BatchGetFacts(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListFacts(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                      grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* SearchFacts(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* AggregateFacts(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListCounterparts(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                             grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ExplainFact(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerWriteReactor<grpc::ByteBuffer>* ExportFacts(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request) override;
  grpc::ServerWriteReactor<grpc::ByteBuffer>* WatchFacts(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request) override;
  grpc::ServerUnaryReactor* GetEntity(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                      grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ListEntities(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* ResolveEntities(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                            grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* GetIndexStatus(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) override;

 private:
  struct Call {
    grpc::ServerUnaryReactor* reactor;
    grpc::ByteBuffer* response;
    absl::Time deadline;
    std::function<absl::StatusOr<std::string>()> answer;
  };
  template <typename Request>
  using AnswerMethod = absl::StatusOr<std::string> (answers::Answers::*)(const Request&, absl::Time) const;

  template <typename Request, AnswerMethod<Request> kMethod>
  grpc::ServerUnaryReactor* Serve(grpc::CallbackServerContext* context, const grpc::ByteBuffer* bytes,
                                  grpc::ByteBuffer* response);
  void Schedule(std::shared_ptr<Call> call);
  void Answer(const std::shared_ptr<Call>& call);
  void AnswerWhenReached(const std::shared_ptr<Call>& call, int64_t offset, absl::Status not_reached);
  absl::StatusOr<std::string> IndexStatus() const;
  absl::Time DeadlineOf(const grpc::CallbackServerContext& context) const;

  const QueryRpcOptions options_;
  const answers::Answers& answers_;
  answers::FreshnessGate& gate_;
  const FeedHealth& health_;
  threading::WorkerPool& workers_;
  const WatchContext watches_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_QUERY_SERVICE_RPC_H_
