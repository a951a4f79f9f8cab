// The methods of QueryService that answer in several messages.
#ifndef DATELINE_QUERY_SERVICE_RPC_FACT_STREAMS_H_
#define DATELINE_QUERY_SERVICE_RPC_FACT_STREAMS_H_

#include <grpcpp/grpcpp.h>

#include <string>

#include "absl/time/time.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "platform/rpc/call_guard.h"
#include "platform/threading/worker_pool.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/freshness_gate.h"
#include "query_service/rpc/request_validation.h"
#include "query_service/watches/watch.h"
#include "query_service/watches/watch_hub.h"

namespace dateline::rpc {

// What watches work with. All of it must outlive the server.
struct WatchContext {
  const index::IndexReader& reader;
  watches::WatchHub& hub;
  // Apart from those of other calls, so that neither waits for the other.
  threading::WorkerPool& workers;
};

struct StreamOptions {
  RequestLimits limits;
  watches::WatchLimits watches;
  // Of one message of an export.
  absl::Duration max_message_duration;
};

// The generated service with every method raw: bytes in, bytes out. Those with one answer are for a queue, the others
// for callbacks.
using RawFactService = v1::QueryService::WithRawMethod_GetFact<v1::QueryService::WithRawMethod_BatchGetFacts<
    v1::QueryService::WithRawMethod_ListFacts<v1::QueryService::WithRawMethod_SearchFacts<
        v1::QueryService::WithRawMethod_AggregateFacts<v1::QueryService::WithRawMethod_ListCounterparts<
            v1::QueryService::WithRawMethod_ExplainFact<v1::QueryService::WithRawCallbackMethod_ExportFacts<
                v1::QueryService::WithRawCallbackMethod_WatchFacts<v1::QueryService::Service>>>>>>>>>;
using RawQueryService = v1::QueryService::WithRawMethod_GetEntity<v1::QueryService::WithRawMethod_ListEntities<
    v1::QueryService::WithRawMethod_ResolveEntities<v1::QueryService::WithRawMethod_GetIndexStatus<RawFactService>>>>;

// Validates streams on gRPC's threads and reads their messages on workers. Thread safety: any thread.
class FactStreams final : public RawQueryService {
 public:
  // All must outlive the server that this is registered with.
  FactStreams(const StreamOptions& options, const answers::Answers& answers, answers::FreshnessGate& gate,
              threading::WorkerPool& workers, const WatchContext& watches)
      : options_(options), answers_(answers), gate_(gate), workers_(workers), watches_(watches) {}

  // Puts the guard before the streams; it must outlive this. Before the service is registered.
  void SetGuard(CallGuard& guard);

  grpc::ServerWriteReactor<grpc::ByteBuffer>* ExportFacts(grpc::CallbackServerContext* context,
                                                          const grpc::ByteBuffer* request) override;
  grpc::ServerWriteReactor<grpc::ByteBuffer>* WatchFacts(grpc::CallbackServerContext* context,
                                                         const grpc::ByteBuffer* request) override;

 private:
  using Stream = grpc::ServerWriteReactor<grpc::ByteBuffer>* (FactStreams::*)(grpc::CallbackServerContext*,
                                                                              const grpc::ByteBuffer*);
  void GuardMethod(const std::string& name, Stream method, CallGuard& guard);

  const StreamOptions options_;
  const answers::Answers& answers_;
  answers::FreshnessGate& gate_;
  threading::WorkerPool& workers_;
  const WatchContext watches_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_FACT_STREAMS_H_
