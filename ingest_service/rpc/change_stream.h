// One StreamChanges call.
#ifndef DATELINE_INGEST_SERVICE_RPC_CHANGE_STREAM_H_
#define DATELINE_INGEST_SERVICE_RPC_CHANGE_STREAM_H_

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "ingest_service/feed/feed.h"
#include "ingest_service/feed/head_watch.h"
#include "platform/threading/mutex.h"
#include "platform/threading/worker_pool.h"

namespace dateline::ingest_rpc {

struct FeedServiceLimits {
  int default_batch_changes = 500;
  int max_batch_changes = 5000;
  int64_t max_batch_bytes = 1 << 20;
  absl::Duration default_bookmark_interval = absl::Seconds(1);
  absl::Duration min_bookmark_interval = absl::Milliseconds(50);
  absl::Duration max_bookmark_interval = absl::Seconds(60);
};

// What every stream works with; all of it outlives the streams.
struct ChangeStreamContext {
  const feed::Feed& feed;
  feed::HeadWatch& watch;
  threading::WorkerPool& workers;
  const FeedServiceLimits& limits;
};

// A cursor that moves through the feed: reads a batch, writes it, and reads the next when gRPC has taken that one. A
// slow caller costs one batch. Owns itself until the call is over.
class ChangeStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  static ChangeStream* Start(const ChangeStreamContext& context, const grpc::ByteBuffer& request);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  // Where the stream stands: exactly one thing is under way at a time.
  enum class State { kReading, kWriting, kWaiting, kFinished };

  explicit ChangeStream(const ChangeStreamContext& context) : context_(context) {}

  void Begin(const grpc::ByteBuffer& request);
  absl::Status Configure(const grpc::ByteBuffer& request);
  void Read(bool bookmark_due);
  void Write(const feed::Batch& batch);
  void Wait();
  void Wake();
  void End(const absl::Status& status);

  const ChangeStreamContext context_;
  threading::Mutex mutex_;
  std::shared_ptr<ChangeStream> self_ ABSL_GUARDED_BY(mutex_);  // until OnDone; work under way holds its own
  State state_ ABSL_GUARDED_BY(mutex_) = State::kReading;
  bool canceled_ ABSL_GUARDED_BY(mutex_) = false;

  // Of whoever the state belongs to.
  feed::Cursor cursor_;
  feed::BatchLimits batch_limits_;
  absl::Duration bookmark_interval_;
  grpc::ByteBuffer outgoing_;
};

}  // namespace dateline::ingest_rpc

#endif  // DATELINE_INGEST_SERVICE_RPC_CHANGE_STREAM_H_
