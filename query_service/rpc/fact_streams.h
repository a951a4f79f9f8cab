// The methods of QueryService that answer in several messages.
#ifndef DATELINE_QUERY_SERVICE_RPC_FACT_STREAMS_H_
#define DATELINE_QUERY_SERVICE_RPC_FACT_STREAMS_H_

#include <grpcpp/grpcpp.h>

#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "platform/rpc/call_guard.h"
#include "platform/rpc/call_queue.h"
#include "platform/rpc/stream_call.h"
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

// The generated service with every method raw, bytes in and bytes out, and for a queue.
using RawFactService = v1::QueryService::WithRawMethod_GetFact<v1::QueryService::WithRawMethod_BatchGetFacts<
    v1::QueryService::WithRawMethod_ListFacts<v1::QueryService::WithRawMethod_SearchFacts<
        v1::QueryService::WithRawMethod_AggregateFacts<v1::QueryService::WithRawMethod_ListCounterparts<
            v1::QueryService::WithRawMethod_ExplainFact<v1::QueryService::WithRawMethod_ExportFacts<
                v1::QueryService::WithRawMethod_WatchFacts<v1::QueryService::Service>>>>>>>>>;
using RawQueryService = v1::QueryService::WithRawMethod_GetEntity<v1::QueryService::WithRawMethod_ListEntities<
    v1::QueryService::WithRawMethod_ResolveEntities<v1::QueryService::WithRawMethod_GetIndexStatus<RawFactService>>>>;

// Validates streams on the queue's thread and reads their messages on workers. Thread safety: any thread.
class FactStreams {
 public:
  // All must outlive the server that `service` is registered with.
  FactStreams(const StreamOptions& options, RawQueryService& service, const answers::Answers& answers,
              answers::FreshnessGate& gate, threading::WorkerPool& workers, const WatchContext& watches);

  // As QueueService does.
  void SetGuard(CallGuard& guard);
  void AwaitCalls(CallQueue& queue);

 private:
  // How the generated service is asked for a call of a method.
  using AskMethod = void (RawQueryService::*)(grpc::ServerContext*, grpc::ByteBuffer*,
                                              grpc::ServerAsyncWriter<grpc::ByteBuffer>*, grpc::CompletionQueue*,
                                              grpc::ServerCompletionQueue*, void*);
  void AddMethod(absl::string_view name, AskMethod ask, void (FactStreams::*serve)(StreamCall&));
  void ServeExport(StreamCall& call);
  void ServeWatch(StreamCall& call);

  const StreamOptions options_;
  RawQueryService& service_;
  const answers::Answers& answers_;
  answers::FreshnessGate& gate_;
  threading::WorkerPool& workers_;
  const WatchContext watches_;
  std::vector<std::unique_ptr<StreamCall::Method>> methods_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_FACT_STREAMS_H_
