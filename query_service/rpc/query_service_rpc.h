// QueryService over gRPC.
#ifndef DATELINE_QUERY_SERVICE_RPC_QUERY_SERVICE_RPC_H_
#define DATELINE_QUERY_SERVICE_RPC_QUERY_SERVICE_RPC_H_

#include <grpcpp/grpcpp.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "platform/rpc/call_queue.h"
#include "platform/threading/worker_pool.h"
#include "query_service/answers/answers.h"
#include "query_service/answers/freshness_gate.h"
#include "query_service/rpc/fact_streams.h"
#include "query_service/rpc/feed_health.h"
#include "query_service/rpc/request_validation.h"

namespace dateline::rpc {

struct QueryRpcOptions {
  RequestLimits limits;
  // A call without a deadline gets this one; a later one is brought forward to it.
  absl::Duration max_call_duration = absl::Seconds(60);
  // A call that waits for the index gives up so long before its deadline, to be heard in time.
  absl::Duration time_to_answer = absl::Milliseconds(20);
  watches::WatchLimits watches;
};

// Parses and validates on the queue's thread, which also gives short answers at once; others are read on a worker pool.
// A call whose state the index has not reached waits without a thread. Messages are taken raw, so that answers go out
// as the index put them together; streams are those of FactStreams. Thread safety: any thread.
class QueryServiceRpc final : public QueueService {
 public:
  // All must outlive the server that this is registered with.
  QueryServiceRpc(const QueryRpcOptions& options, const answers::Answers& answers, answers::FreshnessGate& gate,
                  const FeedHealth& health, threading::WorkerPool& workers, const WatchContext& watches);

  grpc::Service& service() override { return service_; }
  void SetGuard(CallGuard& guard) override;
  void AwaitCalls(CallQueue& queue) override;

 private:
  struct Call {
    UnaryCall& unary;
    absl::Time deadline;
    std::function<absl::StatusOr<std::string>()> answer;
  };
  template <typename Request>
  using AnswerMethod = absl::StatusOr<std::string> (answers::Answers::*)(const Request&, absl::Time) const;

  // How the generated service is asked for a call of a method.
  using AskMethod = void (RawQueryService::*)(grpc::ServerContext*, grpc::ByteBuffer*,
                                              grpc::ServerAsyncResponseWriter<grpc::ByteBuffer>*,
                                              grpc::CompletionQueue*, grpc::ServerCompletionQueue*, void*);

  void AddMethod(absl::string_view name, AskMethod ask, std::function<void(UnaryCall&)> answer, CallClass call_class);
  // Work: what looks at more than it gives.
  template <typename Request>
  void AddMethod(absl::string_view name, AskMethod ask, AnswerMethod<Request> method,
                 CallClass call_class = CallClass::kRead);
  template <typename Request>
  void Serve(UnaryCall& call, AnswerMethod<Request> method);
  void ServeIndexStatus(UnaryCall& call);
  void Schedule(std::shared_ptr<Call> call);
  void Answer(const std::shared_ptr<Call>& call);
  void AnswerWhenReached(const std::shared_ptr<Call>& call, int64_t offset, absl::Status not_reached);
  absl::StatusOr<std::string> IndexStatus() const;
  absl::Time DeadlineOf(const grpc::ServerContext& context) const;

  const QueryRpcOptions options_;
  const answers::Answers& answers_;
  answers::FreshnessGate& gate_;
  const FeedHealth& health_;
  threading::WorkerPool& workers_;
  RawQueryService service_;
  FactStreams streams_;
  std::vector<std::unique_ptr<UnaryCall::Method>> methods_;
};

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_QUERY_SERVICE_RPC_H_
