// The services killed while their feed keeps little: an index that begins with a snapshot, also one that dies in it,
// ends as one that is made anew.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "ingest_service/fact_log/fact_log.h"
#include "tests/crash/random_writer.h"
#include "tests/testing/directories.h"
#include "tests/testing/random_seed.h"
#include "tests/testing/service_pair.h"
#include "tests/testing/status_matchers.h"

namespace dateline::testing {
namespace {

constexpr int kCycles = 20;
constexpr int kWriters = 3;
constexpr uint32_t kLongestCycleMs = 120;

class KillOfCompactedFeed : public ::testing::Test {
 protected:
  KillOfCompactedFeed() : random_(RandomSeed()) {
    for (int i = 0; i < kWriters; ++i) writers_.emplace_back(i, static_cast<uint32_t>(random_()));
    pair_.StartIngest();
    pair_.StartQuery();
  }

  // While callers write; ends with the death of ingest, and sometimes of the index, which may lose its store.
  void KillAtRandom() {
    const auto ingest = pair_.Ingest();
    const std::atomic<bool> ending = false;
    std::vector<std::thread> threads;
    for (RandomWriter& writer : writers_) threads.emplace_back([&] { writer.Write(*ingest, ending, /*purges=*/1); });
    Pause(kLongestCycleMs);
    kills_query_ = random_() % 2 == 0;
    if (kills_query_) pair_.query_process().Kill();
    if (random_() % 2 == 0) Pause(kLongestCycleMs / 2);
    pair_.ingest_process().Kill();
    for (std::thread& thread : threads) thread.join();
    if (kills_query_ && random_() % 3 == 0) RemoveIndex();
  }

  // Drops all changes that may go, whoever lacks them; the service itself would once a minute.
  void Compact() const {
    const auto log = fact_log::FactLog::Open(pair_.IngestStore(), {}, [](const fact_log::FeedHead&) {});
    ASSERT_THAT(log, IsOk());
    const fact_log::Surplus kAll = {.excess_bytes = int64_t{1} << 30};
    std::promise<absl::Status> done;
    (*log)->Compact({.surplus = kAll, .leased_surplus = kAll, .lease = {absl::ZeroDuration(), absl::Now()}},
                    [&](const absl::StatusOr<fact_log::Compacted>& compacted) { done.set_value(compacted.status()); });
    EXPECT_THAT(done.get_future().get(), IsOk());
  }

  void StartAgain() {
    pair_.StartIngest();
    if (!kills_query_) return;
    pair_.StartQuery();
    Pause(kLongestCycleMs / 2);
    pair_.query_process().Kill();
    pair_.StartQuery();
  }

  // Nothing acknowledged is undone, and the index holds as many articles as the callers know.
  v1::GetIndexStatusResponse Judge() {
    int64_t articles = 0;
    const auto ingest = pair_.Ingest();
    for (RandomWriter& writer : writers_) {
      writer.Read(*ingest);
      for (const auto& [name, state] : writer.states()) articles += state.revision > 0 ? 1 : 0;
    }
    pair_.WaitUntilCaughtUp();
    v1::GetIndexStatusResponse index;
    const grpc::Status status = pair_.Query()->GetIndexStatus(CallContext().get(), {}, &index);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(index.article_count(), articles);
    return index;
  }

  void RemoveIndex() {
    for (const char* const suffix : {"", "-wal", "-shm"}) std::filesystem::remove(pair_.QueryStore() + suffix);
  }

  std::mt19937 random_;
  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  std::vector<RandomWriter> writers_;
  bool kills_query_ = false;

 private:
  void Pause(uint32_t longest_ms) { std::this_thread::sleep_for(std::chrono::milliseconds(random_() % longest_ms)); }
};

TEST_F(KillOfCompactedFeed, LeavesTheIndexThatASnapshotMakes) {
  for (int cycle = 0; cycle < kCycles && !HasFailure(); ++cycle) {
    KillAtRandom();
    Compact();
    StartAgain();
    Judge();
  }
  const v1::GetIndexStatusResponse killed = Judge();
  v1::GetFeedInfoResponse feed;
  ASSERT_TRUE(pair_.Feed()->GetFeedInfo(CallContext().get(), {}, &feed).ok());
  EXPECT_GT(feed.earliest_offset(), 1);
  pair_.query_process().Kill();
  RemoveIndex();
  pair_.StartQuery();
  const v1::GetIndexStatusResponse anew = Judge();
  EXPECT_EQ(anew.applied_offset(), killed.applied_offset());
  EXPECT_EQ(anew.entity_count(), killed.entity_count());
  EXPECT_EQ(anew.content_checksum(), killed.content_checksum());
  RecordProperty("cycles", kCycles);
}

}  // namespace
}  // namespace dateline::testing
