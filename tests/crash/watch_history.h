// What a watch has told so far.
#ifndef DATELINE_TESTS_CRASH_WATCH_HISTORY_H_
#define DATELINE_TESTS_CRASH_WATCH_HISTORY_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "dateline/v1/query_service.grpc.pb.h"

namespace dateline::testing {

// Follows facts over calls and restarts, resuming each time behind the last response. An event that cannot follow
// those before it is a violation: told twice, or of a fact that was never told, or earlier than one before it, or of a
// transaction that was said to be told. So is a token that was given before. Not thread-safe.
class WatchHistory {
 public:
  WatchHistory() = default;
  explicit WatchHistory(v1::FactFilter filter, std::string words = "")
      : filter_(std::move(filter)), words_(std::move(words)) {}

  // Calls, again each time that the service ends, until `ending`. Any other end is a failure of the test.
  void Follow(v1::QueryService::Stub& query, const std::atomic<bool>& ending);
  // Calls until everything up to the state `revision_token` is told.
  void ReadOn(v1::QueryService::Stub& query, const std::string& revision_token);

  void Take(const v1::WatchFactsResponse& response);

  const v1::FactFilter& filter() const { return filter_; }
  const std::string& words() const { return words_; }
  // Those that match, serialized, by name.
  const std::map<std::string, std::string>& facts() const { return facts_; }
  const std::vector<std::string>& violations() const { return violations_; }
  int event_count() const { return event_count_; }

 private:
  // True: `is_last` was true of a response.
  bool ReadOnce(v1::QueryService::Stub& query, absl::FunctionRef<bool(const v1::WatchFactsResponse&)> is_last);
  void TakeEvent(const v1::WatchEvent& event);
  void TakeTime(const v1::WatchEvent& event);

  const v1::FactFilter filter_;
  const std::string words_;
  std::map<std::string, std::string> facts_;
  std::vector<std::string> violations_;
  std::string resume_token_;
  std::set<std::string> tokens_;  // of the responses with events
  int64_t last_nanoseconds_ = 0;  // of the events taken
  bool is_whole_ = false;         // a state that the last of them ends was named
  int event_count_ = 0;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_CRASH_WATCH_HISTORY_H_
