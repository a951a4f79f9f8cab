// v1.FeedService.
#ifndef DATELINE_INGEST_SERVICE_RPC_FEED_SERVICE_H_
#define DATELINE_INGEST_SERVICE_RPC_FEED_SERVICE_H_

#include <functional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "ingest_service/fact_log/fact_log.h"
#include "ingest_service/feed/feed.h"
#include "ingest_service/feed/head_watch.h"
#include "ingest_service/rpc/change_stream.h"
#include "platform/threading/worker_pool.h"

namespace dateline::ingest_rpc {

using RawFeedService =
    v1::FeedService::WithRawCallbackMethod_StreamChanges<v1::FeedService::WithRawCallbackMethod_GetFeedInfo<
        v1::FeedService::WithRawCallbackMethod_AcknowledgeChanges<v1::FeedService::Service>>>;

// Thread safety: any thread. What the constructor takes must outlive it.
class FeedService final : public RawFeedService {
 public:
  // `workers` read the log for the streams; apart from those that read articles, so that neither waits for the other.
  FeedService(const feed::Feed& feed, fact_log::FactLog& log, feed::HeadWatch& watch, threading::WorkerPool& workers,
              const FeedServiceLimits& limits, absl::Duration consumer_lease)
      : feed_(feed), log_(log), watch_(watch), workers_(workers), limits_(limits), consumer_lease_(consumer_lease) {}

  grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamChanges(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request) override;
  grpc::ServerUnaryReactor* GetFeedInfo(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;
  grpc::ServerUnaryReactor* AcknowledgeChanges(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                               grpc::ByteBuffer* response) override;

 private:
  absl::StatusOr<v1::GetFeedInfoResponse> FeedInfo() const;
  void Acknowledge(const v1::AcknowledgeChangesRequest& request,
                   std::function<void(absl::StatusOr<v1::AcknowledgeChangesResponse>)> done) const;

  const feed::Feed& feed_;
  fact_log::FactLog& log_;
  feed::HeadWatch& watch_;
  threading::WorkerPool& workers_;
  const FeedServiceLimits limits_;
  const absl::Duration consumer_lease_;
};

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_FEED_SERVICE_H_
