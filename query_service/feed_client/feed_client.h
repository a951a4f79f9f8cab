// Follows ingest's change feed.
#ifndef DATELINE_QUERY_SERVICE_FEED_CLIENT_FEED_CLIENT_H_
#define DATELINE_QUERY_SERVICE_FEED_CLIENT_FEED_CLIENT_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "platform/rpc/client_channel.h"
#include "platform/telemetry/trace_context.h"
#include "platform/threading/mutex.h"
#include "query_service/feed_client/acknowledger.h"
#include "query_service/feed_client/change_sink.h"

namespace dateline::feed_client {

struct FeedClientOptions {
  // Of the feed's server: "host:port".
  std::string target;
  rpc::ClientSecurity security;
  // Whose lease keeps the feed's changes: AcknowledgeChangesRequest.consumer.
  std::string consumer;
  int max_batch_size = 1000;
  absl::Duration bookmark_interval = absl::Seconds(1);
  // A larger response is refused. One change is at most a few times an article's limit.
  int max_response_bytes = 64 << 20;
  // A server that answers no ping for so long is taken for dead.
  absl::Duration keepalive_interval = absl::Seconds(10);
  absl::Duration keepalive_timeout = absl::Seconds(5);
  // Deadline of the first question on a connection.
  absl::Duration greeting_timeout = absl::Seconds(5);
  absl::Duration first_backoff = absl::Milliseconds(100);
  absl::Duration longest_backoff = absl::Seconds(5);
  // Between acknowledgements of what was taken.
  absl::Duration acknowledge_interval = absl::Seconds(5);
};

// What is known of the feed.
struct FeedStatus {
  // The stream is open and has said something.
  bool connected = false;
  // As last heard; 0: nothing heard.
  int64_t head_offset = 0;
  // The last change taken; 0: none, or a snapshot is not whole yet.
  int64_t applied_offset = 0;
  // FeedPosition::is_whole
  bool is_whole = true;
  // When the feed was last heard; the infinite past: never.
  absl::Time heard = absl::InfinitePast();
  // What is missing was committed then or later; the infinite past: nobody has told.
  absl::Time missing_since = absl::InfinitePast();
  // Not OK: the client has given up, and why.
  absl::Status stopped;
};

// Hears what happens. Called by the client's thread; must not call back into the client.
class FeedObserver {
 public:
  virtual ~FeedObserver() = default;
  virtual void OnStatus(const FeedStatus& status) = 0;
  // Something that an operator should read, one line.
  virtual void OnNotice(absl::string_view notice) = 0;
};

// Brings every change to a sink in order, verified, on a thread of its own: from the sink's position on, again after
// each lost connection. A feed of another identity or history than the sink's makes the sink start over: with the
// changes if the feed still has them all, else with a snapshot. A gap, a broken chain or a change that the sink does
// not understand stops the client for good. What the sink has confirmed is acknowledged to the feed, a purge as soon as
// it is erased.
class FeedClient {
 public:
  // Begins at once. `sink` and `observer` must outlive the client.
  FeedClient(FeedClientOptions options, ChangeSink& sink, FeedObserver& observer);
  // Ends the stream and the thread; the sink keeps its position.
  ~FeedClient();

  FeedClient(const FeedClient&) = delete;
  FeedClient& operator=(const FeedClient&) = delete;

 private:
  void Run();
  // One connection, to its end. OK: shut down.
  absl::Status Follow();
  absl::StatusOr<v1::GetFeedInfoResponse> GetFeedInfo();
  absl::StatusOr<FeedPosition> FindStart(const v1::GetFeedInfoResponse& feed);
  absl::Status ReadChanges(FeedPosition position);
  absl::Status TakeResponse(const v1::StreamChangesResponse& response, FeedPosition& position);
  void NoteProgress(const v1::StreamChangesResponse& response, const FeedPosition& position, bool reached_head);
  // Acknowledges when it is time to.
  void AcknowledgeProgress(const v1::StreamChangesResponse& response, const FeedPosition& position, bool reached_head);
  // Says what stands in the way of acknowledgements, once.
  void NoteObstacle(const absl::Status& obstacle);
  // False: shut down before a call could begin; `context` is cancelled at shutdown until EndCall.
  bool BeginCall(grpc::ClientContext& context) ABSL_LOCKS_EXCLUDED(mutex_);
  void EndCall() ABSL_LOCKS_EXCLUDED(mutex_);
  // True when it was cut short by shutdown.
  bool WaitForShutdown(absl::Duration wait) ABSL_LOCKS_EXCLUDED(mutex_);

  const FeedClientOptions options_;
  ChangeSink& sink_;
  FeedObserver& observer_;
  const std::unique_ptr<v1::FeedService::Stub> stub_;
  FeedStatus status_;
  // What the feed does not know any more; nothing: it knows all.
  std::optional<std::string> lost_cursor_;
  bool made_progress_ = false;
  // A purge was taken and is not acknowledged yet.
  bool awaits_erasure_ = false;
  std::chrono::steady_clock::time_point next_acknowledgement_;
  std::string obstacle_;
  telemetry::TraceContext trace_;  // of the connection, in both services' logs

  threading::Mutex mutex_;
  threading::ConditionVariable changed_;
  bool shutting_down_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* call_ ABSL_GUARDED_BY(mutex_) = nullptr;

  Acknowledger acknowledger_;
  std::thread thread_;
};

}  // namespace dateline::feed_client

#endif  // DATELINE_QUERY_SERVICE_FEED_CLIENT_FEED_CLIENT_H_
