// Answers that come in several messages.
#ifndef DATELINE_QUERY_SERVICE_RPC_ANSWER_STREAM_H_
#define DATELINE_QUERY_SERVICE_RPC_ANSWER_STREAM_H_

#include <grpcpp/grpcpp.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/threading/mutex.h"
#include "platform/threading/worker_pool.h"

namespace dateline::rpc {

// What an AnswerStream writes.
class AnswerSource {
 public:
  virtual ~AnswerSource() = default;
  // The next serialized message; nothing: that was the last. On a worker, one call at a time.
  virtual absl::StatusOr<std::optional<std::string>> Next() = 0;
  // Next gave the error because it has nothing yet: calls `wake` once, on any thread, when it may have; within the time
  // that a call may take after Cancel. False: the error is final, and `wake` is not called.
  virtual bool WhenReady(const absl::Status& error, std::function<void()> wake) = 0;
  // The caller has gone. On any thread.
  virtual void Cancel() {}
};

// Reads the next message when gRPC has taken the one before: a slow caller costs one message. Owns itself until the
// call is over.
class AnswerStream final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  // `workers` must outlive the stream.
  static AnswerStream* Start(std::unique_ptr<AnswerSource> source, threading::WorkerPool& workers);
  // A stream that ends at once.
  static AnswerStream* Refuse(const absl::Status& status);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  AnswerStream(std::unique_ptr<AnswerSource> source, threading::WorkerPool* workers)
      : source_(std::move(source)), workers_(workers) {}

  void ScheduleNext();
  void WriteNext();
  void End(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);
  void FinishLocked(const absl::Status& status) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::unique_ptr<AnswerSource> source_;
  threading::WorkerPool* const workers_;
  grpc::ByteBuffer outgoing_;
  threading::Mutex mutex_;
  std::shared_ptr<AnswerStream> self_ ABSL_GUARDED_BY(mutex_);  // until OnDone; work under way holds its own
  bool is_canceled_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_finished_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_ANSWER_STREAM_H_
