// One StreamIngest call.
#ifndef DATELINE_INGEST_SERVICE_RPC_INGEST_STREAM_H_
#define DATELINE_INGEST_SERVICE_RPC_INGEST_STREAM_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "dateline/v1/ingest_service.pb.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "ingest_service/rpc/article_intake.h"
#include "ingest_service/rpc/stream_budget.h"
#include "platform/rpc/call_outcome.h"
#include "platform/rpc/open_streams.h"
#include "platform/threading/mutex.h"
#include "platform/threading/worker_pool.h"

namespace dateline::ingest_rpc {

// Reads articles while fewer than the bound are in flight and the budget has room, works on them side by side, and
// answers in their order. Holds at most that many requests and responses, whatever the client does. Owns itself until
// the call is over.
class IngestStream final : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  // What every stream works with; all of it outlives the streams, and the budget what they leave in flight.
  struct Context {
    const ArticleIntake& intake;
    threading::WorkerPool& workers;
    rpc::OpenStreams& streams;
    std::shared_ptr<StreamBudget> budget;
  };
  // Refused (RESOURCE_EXHAUSTED, OVERLOADED) when the budget has no place for another stream.
  static IngestStream* Start(const Context& context, std::string sender, int max_in_flight);
  ~IngestStream() override;

  void OnReadDone(bool ok) override;
  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  // From when it was read until its answer was taken.
  struct InFlight {
    int64_t bytes = 0;                       // of the request, then of its answer
    std::optional<grpc::ByteBuffer> answer;  // unset: not yet
  };

  IngestStream(const Context& context, std::string sender, int max_in_flight);

  void Hold(InFlight& article, int64_t bytes) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool MayRead() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Work(const std::shared_ptr<IngestStream>& self, int64_t index, const grpc::ByteBuffer& bytes);
  void Answer(int64_t index, const v1::StreamIngestResponse& response);
  // Starts whatever may be started now.
  void Advance() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  // Reads no more, and ends when everything is answered.
  void Drain();

  const Context context_;
  const std::shared_ptr<rpc::CallOutcome> outcome_;  // null: nobody asks
  const std::string sender_;
  const size_t max_in_flight_;

  threading::Mutex mutex_;
  std::shared_ptr<IngestStream> self_ ABSL_GUARDED_BY(mutex_);  // until OnDone; work in flight holds its own
  std::deque<InFlight> in_flight_ ABSL_GUARDED_BY(mutex_);      // in order
  int64_t next_index_ ABSL_GUARDED_BY(mutex_) = 0;              // of the request read next
  bool has_place_ ABSL_GUARDED_BY(mutex_) = false;              // in the budget
  bool reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;  // the first answer is on its way
  bool no_more_requests_ ABSL_GUARDED_BY(mutex_) = false;
  bool canceled_ ABSL_GUARDED_BY(mutex_) = false;
  bool draining_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  int64_t stream_id_ ABSL_GUARDED_BY(mutex_) = 0;  // among the open streams
  grpc::ByteBuffer incoming_;                      // gRPC's while reading_
  grpc::ByteBuffer outgoing_;                      // gRPC's while writing_
};

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_INGEST_STREAM_H_
