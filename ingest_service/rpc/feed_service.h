// v1.FeedService.
#ifndef DATELINE_INGEST_SERVICE_RPC_FEED_SERVICE_H_
#define DATELINE_INGEST_SERVICE_RPC_FEED_SERVICE_H_

#include "dateline/v1/feed_service.grpc.pb.h"
#include "ingest_service/feed/feed.h"
#include "ingest_service/feed/head_watch.h"
#include "ingest_service/rpc/change_stream.h"
#include "platform/threading/worker_pool.h"

namespace dateline::ingest_rpc {

using RawFeedService = v1::FeedService::WithRawCallbackMethod_StreamChanges<
    v1::FeedService::WithRawCallbackMethod_GetFeedInfo<v1::FeedService::Service>>;

// Thread safety: any thread. What the constructor takes must outlive it.
class FeedService final : public RawFeedService {
 public:
  // `workers` read the log for the streams; apart from those that read articles, so that neither waits for the other.
  FeedService(const feed::Feed& feed, feed::HeadWatch& watch, threading::WorkerPool& workers,
              const FeedServiceLimits& limits)
      : feed_(feed), watch_(watch), workers_(workers), limits_(limits) {}

  grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamChanges(grpc::CallbackServerContext* context,
                                                            const grpc::ByteBuffer* request) override;
  grpc::ServerUnaryReactor* GetFeedInfo(grpc::CallbackServerContext* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) override;

 private:
  const feed::Feed& feed_;
  feed::HeadWatch& watch_;
  threading::WorkerPool& workers_;
  const FeedServiceLimits limits_;
};

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_FEED_SERVICE_H_
