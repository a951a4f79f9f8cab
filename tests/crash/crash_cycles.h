// A pair of services that is killed again and again under callers who change articles.
#ifndef DATELINE_TESTS_CRASH_CRASH_CYCLES_H_
#define DATELINE_TESTS_CRASH_CRASH_CYCLES_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "platform/store/database.h"
#include "tests/crash/random_writer.h"
#include "tests/crash/watch_history.h"
#include "tests/testing/directories.h"
#include "tests/testing/feed_history.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {

enum class Service { kIngest, kQuery };

struct Death {
  Service service;
  const char* fail_point;
  int most_passes = 4;       // a random number of times, this at most, it comes by
  int purges = 1;            // of ten requests
  bool begins_anew = false;  // its store is taken from it before
};

// After each cycle what was acknowledged is there, the feed says the same, the index what the feed says, and
// watches, most of them open all the time, have told of each change of it once; whatever is not so is a failure of the
// test.
class CrashCycles {
 public:
  // Starts both services, and if asked another index, which dies in the cycles that the first one survives: it must
  // hold the same. `ingest_store`: if not that of any pair.
  explicit CrashCycles(uint32_t seed, bool with_replica = false, const store::Location& ingest_store = "");

  // Kills one of the services or both at a random moment, and does `harm` to what they depend on at the same.
  void KillAtRandom(const std::function<void()>& harm = [] {});
  // Does `harm` at a random moment: ingest goes on by itself.
  void Outlive(const std::function<void()>& harm);
  // Kills a service that has worked for a moment, then lets it die when it comes by a fail-point.
  void DieAt(const Death& death);

  // Kills ingest, which goes on with another store that holds the same.
  void MoveIngest(const store::Location& store);

  // The last cycle was: every request is answered, the feed read again says the same, and so does an index made anew.
  void Finish();

  // Requests.
  int acknowledged_count() const;

 private:
  void WriteUntil(const std::function<void()>& end, int purges);
  uint32_t Random(uint32_t below) { return static_cast<uint32_t>(random_() % below); }
  void Judge();
  void JudgeFeed();
  void JudgeIndex();
  void WaitUntilIngestReads();
  // The store holds nothing that only purged articles said.
  void JudgeErasure(const store::Location& store);
  void RemoveIndex();
  void StartReplica();
  void JudgeReplica(const v1::GetIndexStatusResponse& index);
  v1::GetIndexStatusResponse IndexStatus();

  std::mt19937 random_;
  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  std::unique_ptr<ChildProcess> replica_;  // null: none
  int replica_starts_ = 0;
  std::vector<RandomWriter> writers_;
  FeedHistory feed_;
  WatchHistory watch_;
  std::deque<WatchHistory> open_watches_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_CRASH_CRASH_CYCLES_H_
