// Copies of a log that is written while the copier or the service is killed: a copy that has its name is whole, and a
// service that is started on it goes on.
#include <signal.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <random>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/crash/random_writer.h"
#include "tests/testing/directories.h"
#include "tests/testing/feed_history.h"
#include "tests/testing/random_seed.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr int kCycles = 8;
constexpr uint32_t kLongestPauseMs = 60;
constexpr char kIngest[] = DATELINE_PROGRAM_DIRECTORY "/dateline-ingest";

class BackupUnderCrashes : public ::testing::Test {
 protected:
  BackupUnderCrashes() : random_(RandomSeed()) {
    for (int i = 0; i < 2; ++i) writers_.emplace_back(i, static_cast<uint32_t>(random_()));
  }

  void SetUp() override {
    if (pair_.IsOnPostgres()) GTEST_SKIP() << "--backup copies SQLite files; PostgreSQL has pg_dump and pg_basebackup";
    pair_.StartIngest();
  }

  std::string MakeFolder(int number) {
    const std::string folder = pair_.File(absl::StrCat("copies", number));
    std::filesystem::create_directory(folder);
    return folder;
  }

  std::vector<std::string> CopyTo(const std::string& folder) const {
    return {kIngest, pair_.IngestStoreFlag(), "--backup=" + folder};
  }

  static std::string CopyIn(const std::string& folder) { return folder + "/ingest.db"; }

  static void ExpectSound(const std::string& store) {
    const FinishedProgram checked = RunProgram({kIngest, "--store=sqlite:" + store, "--check"});
    EXPECT_EQ(checked.exit_code, 0) << checked.err;
    EXPECT_THAT(checked.out, HasSubstr("is sound"));
  }

  // Writers change articles while `during` runs.
  template <typename During>
  void WriteDuring(During during) {
    const auto ingest = pair_.Ingest();
    std::atomic<bool> ending = false;
    std::vector<std::thread> threads;
    for (RandomWriter& writer : writers_) {
      threads.emplace_back([&] { writer.Write(*ingest, ending, /*purges=*/1); });
    }
    during();
    ending = true;
    for (std::thread& thread : threads) thread.join();
  }

  void Pause() { std::this_thread::sleep_for(std::chrono::milliseconds(random_() % kLongestPauseMs)); }

  v1::GetIndexStatusResponse CaughtUp() {
    pair_.WaitUntilCaughtUp();
    v1::GetIndexStatusResponse index;
    EXPECT_TRUE(pair_.Query()->GetIndexStatus(CallContext().get(), {}, &index).ok());
    return index;
  }

  void RestoreFrom(const std::string& copy) {
    pair_.ingest_process().Kill();
    for (const char* const suffix : {"", "-wal", "-shm"}) std::filesystem::remove(pair_.IngestStore() + suffix);
    std::filesystem::copy(copy, pair_.IngestStore());
    pair_.StartIngest();
  }

  // Until the index holds what the restored log says, or a minute has passed.
  v1::GetIndexStatusResponse WaitUntilItHolds(const FeedHistory& feed) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    v1::GetIndexStatusResponse index = CaughtUp();
    while (index.applied_offset() != feed.head_offset() && std::chrono::steady_clock::now() < deadline) {
      Pause();
      index = CaughtUp();
    }
    return index;
  }

  std::mt19937 random_;
  ServicePair pair_{DATELINE_PROGRAM_DIRECTORY};
  std::vector<RandomWriter> writers_;
};

TEST_F(BackupUnderCrashes, ACopyThatHasItsNameIsWhole) {
  pair_.StartQuery();
  std::string newest;
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    const std::string folder = MakeFolder(cycle);
    WriteDuring([&] {
      Pause();
      ChildProcess copier(CopyTo(folder), {}, pair_.File(absl::StrCat("copier", cycle)));
      Pause();
      cycle % 2 == 0 ? copier.Kill() : pair_.ingest_process().Kill();
      copier.Wait();
    });
    if (!std::filesystem::exists(CopyIn(folder))) {
      const FinishedProgram again = RunProgram(CopyTo(folder));
      EXPECT_EQ(again.exit_code, 0) << again.err;
    }
    ExpectSound(CopyIn(folder));
    EXPECT_FALSE(std::filesystem::exists(CopyIn(folder) + ".partial"));
    newest = CopyIn(folder);
    if (!pair_.ingest_process().IsRunning()) pair_.StartIngest();
  }
  // What the copy does not have.
  WriteDuring([&] { std::this_thread::sleep_for(std::chrono::milliseconds(300)); });
  const int64_t lost_offset = CaughtUp().applied_offset();
  RestoreFrom(newest);
  const FeedHistory feed = ReadFeedHistory(*pair_.Feed());
  EXPECT_THAT(feed.violations(), IsEmpty());
  EXPECT_LT(feed.head_offset(), lost_offset);
  const v1::GetIndexStatusResponse index = WaitUntilItHolds(feed);
  EXPECT_EQ(index.article_count(), static_cast<int64_t>(feed.articles().size()));
  EXPECT_EQ(index.fact_count(), static_cast<int64_t>(feed.FactCount()));
  // An index that never knew what was lost holds the same.
  pair_.query_process().Kill();
  for (const char* const suffix : {"", "-wal", "-shm"}) std::filesystem::remove(pair_.QueryStore() + suffix);
  pair_.StartQuery();
  EXPECT_EQ(CaughtUp().content_checksum(), index.content_checksum());
  RecordProperty("cycles", kCycles);
}

#ifdef DATELINE_FAIL_POINTS

TEST_F(BackupUnderCrashes, ACopierThatDiesBeforeItNamesTheCopyLeavesNone) {
  const std::string folder = MakeFolder(0);
  EXPECT_EQ(RunProgram(CopyTo(folder), {{"DATELINE_FAIL_POINT", "before_backup_is_named"}}).exit_code, -SIGKILL);
  EXPECT_FALSE(std::filesystem::exists(CopyIn(folder)));
  EXPECT_EQ(RunProgram(CopyTo(folder)).exit_code, 0);
  ExpectSound(CopyIn(folder));
}

TEST_F(BackupUnderCrashes, ACopierThatDiesAfterItHasNamedTheCopyLeavesItWhole) {
  const std::string folder = MakeFolder(0);
  EXPECT_EQ(RunProgram(CopyTo(folder), {{"DATELINE_FAIL_POINT", "after_backup_is_named"}}).exit_code, -SIGKILL);
  ExpectSound(CopyIn(folder));
}

#endif  // DATELINE_FAIL_POINTS

}  // namespace
}  // namespace dateline::testing
