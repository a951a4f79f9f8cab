// What a watch has told so far.
#ifndef DATELINE_TESTS_CRASH_WATCH_HISTORY_H_
#define DATELINE_TESTS_CRASH_WATCH_HISTORY_H_

#include <map>
#include <string>
#include <vector>

#include "dateline/v1/query_service.grpc.pb.h"

namespace dateline::testing {

// Follows every fact over calls and restarts, resuming each time behind the last response. An event that cannot follow
// those before it is a violation: told twice, or of a fact that was never told. Not thread-safe.
class WatchHistory {
 public:
  // Calls until everything up to the state `revision_token` is told. An index that has forgotten what happened since is
  // followed from the beginning.
  void ReadOn(v1::QueryService::Stub& query, const std::string& revision_token);

  void Take(const v1::WatchFactsResponse& response);

  // Those that match, serialized, by name.
  const std::map<std::string, std::string>& facts() const { return facts_; }
  const std::vector<std::string>& violations() const { return violations_; }
  int event_count() const { return event_count_; }

 private:
  // True: everything up to the state is told.
  bool ReadOnce(v1::QueryService::Stub& query, const std::string& revision_token);
  void TakeEvent(const v1::WatchEvent& event);

  std::map<std::string, std::string> facts_;
  std::vector<std::string> violations_;
  std::string resume_token_;
  int event_count_ = 0;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_CRASH_WATCH_HISTORY_H_
