// Answers that come in several messages.
#ifndef DATELINE_QUERY_SERVICE_RPC_ANSWER_STREAM_H_
#define DATELINE_QUERY_SERVICE_RPC_ANSWER_STREAM_H_

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/rpc/stream_call.h"
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

// Reads the next message when gRPC has taken the one before: a slow caller costs one message.
class AnswerStream final : public StreamWriter, public std::enable_shared_from_this<AnswerStream> {
 public:
  // Answers `call` with what `source` gives. `workers` must outlive the stream.
  static void Start(StreamCall& call, std::unique_ptr<AnswerSource> source, threading::WorkerPool& workers);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;

 private:
  AnswerStream(StreamCall& call, std::unique_ptr<AnswerSource> source, threading::WorkerPool& workers)
      : call_(call), source_(std::move(source)), workers_(workers) {}

  void ScheduleNext();
  void WriteNext();
  void End(const absl::Status& status);

  StreamCall& call_;  // until it is finished
  const std::unique_ptr<AnswerSource> source_;
  threading::WorkerPool& workers_;
  std::atomic<bool> is_canceled_ = false;
};

}  // namespace dateline::rpc

#endif  // DATELINE_QUERY_SERVICE_RPC_ANSWER_STREAM_H_
