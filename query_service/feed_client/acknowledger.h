// Tells the feed what its follower has made its own.
#ifndef DATELINE_QUERY_SERVICE_FEED_CLIENT_ACKNOWLEDGER_H_
#define DATELINE_QUERY_SERVICE_FEED_CLIENT_ACKNOWLEDGER_H_

#include <grpcpp/grpcpp.h>

#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "platform/threading/mutex.h"

namespace dateline::feed_client {

// Calls on a thread of its own, one call at a time, so that nobody waits for an answer. Thread safety: any thread.
class Acknowledger {
 public:
  // `stub` must outlive this. A call gives up after `timeout`.
  Acknowledger(v1::FeedService::StubInterface& stub, std::string consumer, absl::Duration timeout);
  // Ends the call that is under way.
  ~Acknowledger();
  Acknowledger(const Acknowledger&) = delete;
  Acknowledger& operator=(const Acknowledger&) = delete;

  // Acknowledges `cursor` as soon as the call before has ended; of those that wait the last counts.
  void Acknowledge(const std::string& cursor) ABSL_LOCKS_EXCLUDED(mutex_);

  // What became of the last call; OK too when the feed's server is older than acknowledgements.
  absl::Status last_outcome() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Call(const std::string& cursor, grpc::ClientContext& context);

  v1::FeedService::StubInterface& stub_;
  const std::string consumer_;
  const absl::Duration timeout_;
  mutable threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  std::string waiting_ ABSL_GUARDED_BY(mutex_);  // a cursor; empty: none
  absl::Status last_outcome_ ABSL_GUARDED_BY(mutex_);
  bool shutting_down_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* call_ ABSL_GUARDED_BY(mutex_) = nullptr;
  std::thread thread_;
};

}  // namespace dateline::feed_client

#endif  // DATELINE_QUERY_SERVICE_FEED_CLIENT_ACKNOWLEDGER_H_
