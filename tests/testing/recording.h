// Callers of a pair of services that write down what they see.
#ifndef DATELINE_TESTS_TESTING_RECORDING_H_
#define DATELINE_TESTS_TESTING_RECORDING_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "dateline/v1/feed_service.grpc.pb.h"
#include "dateline/v1/ingest_service.grpc.pb.h"
#include "dateline/v1/query_service.grpc.pb.h"
#include "platform/threading/mutex.h"
#include "tests/testing/history.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {

// Of the state that a revision token names (docs/feed_protocol.md, "Tokens"); -1: it is no token.
int64_t OffsetOf(const std::string& revision_token);

// What became of an article that was sent.
struct Acknowledgement {
  v1::Article article;  // as it was sent
  std::string revision_token;
};

// Sends articles, remembers what was acknowledged and reads it back. Thread safety: Newest from any thread, the rest
// from one.
class RecordingClient {
 public:
  // Both must outlive it.
  RecordingClient(const ServicePair& pair, History& history) : pair_(pair), history_(history) {}

  // Sends articles [first, first + count) over one stream, calls `on_acknowledged` for each answer, and ends with the
  // stream, however it ends.
  void SendArticles(
      int first, int count, const std::function<void()>& on_acknowledged = [] {});

  // Reads every acknowledged article and the list of all; the feed from its beginning; when the index has caught up,
  // each acknowledged article's facts, and all facts as they are and as they were when this was last called.
  void ReadEverything();

  // Of the last answer, if there was one.
  std::unique_ptr<Acknowledgement> Newest() const;
  size_t acknowledged_count() const;

 private:
  void RecordAnswer(const v1::IngestArticleResponse& response, const std::string& request_id);
  void ReadArticles();
  void ReadFeed();

  const ServicePair& pair_;
  History& history_;
  int reads_ = 0;
  std::string read_before_;  // token of the state of the last ReadEverything; empty: none
  mutable threading::Mutex mutex_;
  std::map<std::string, Acknowledgement> acknowledged_ ABSL_GUARDED_BY(mutex_);  // by article name
  std::string newest_ ABSL_GUARDED_BY(mutex_);
};

// Follows the feed on a thread of its own, from where it was after each end of its stream.
class RecordingFollower {
 public:
  RecordingFollower(const ServicePair& pair, History& history);
  // Ends when it has reached what was the head then.
  ~RecordingFollower();
  RecordingFollower(const RecordingFollower&) = delete;
  RecordingFollower& operator=(const RecordingFollower&) = delete;

 private:
  void Follow();

  History& history_;
  const std::unique_ptr<v1::FeedService::Stub> feed_;
  std::atomic<int64_t> goal_;  // where it ends
  std::atomic<int64_t> offset_ = 0;
  std::thread thread_;
};

// Walks over all facts, page by page, and reads the newest acknowledged article's facts by its token, again and again
// on a thread of its own. A page that cannot be had is asked for again.
class RecordingReader {
 public:
  RecordingReader(const ServicePair& pair, const RecordingClient& client, History& history);
  ~RecordingReader();
  RecordingReader(const RecordingReader&) = delete;
  RecordingReader& operator=(const RecordingReader&) = delete;

 private:
  void Read();

  const RecordingClient& client_;
  History& history_;
  const std::unique_ptr<v1::QueryService::Stub> query_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_RECORDING_H_
