// The log after power cuts in lives of articles: corrections, withdrawals and purges too are there whole, or not at
// all.
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ingest_service/fact_log/log_check.h"
#include "tests/disk_faults/newest_writer.h"
#include "tests/disk_faults/simulated_vfs.h"
#include "tests/testing/article_life_fixture.h"

namespace dateline::testing {
namespace {

constexpr int64_t kStates = 400;
constexpr int kArticles = 5;
constexpr int kSteps = 30;
// One of so many changes of the disk is the last before a power cut that might have been.
constexpr uint64_t kChangesPerCrashState = 40;

class PowerLossOfALife : public ArticleLifeFixture {
 protected:
  PowerLossOfALife() : vfs_(std::make_shared<SimulatedDisk>()) { FollowNewestWriter(); }
  ~PowerLossOfALife() override { log_.reset(); }

  struct CrashState {
    DiskImage image;
    int64_t acknowledged;
  };

  void Open() {
    log_.reset();
    auto log = fact_log::FactLog::Open(directory_.File("life"), {}, [this](const fact_log::FeedHead& head) {
      if (head.offset % 3 == 0) CheckpointNewestWriter();
    });
    ASSERT_THAT(log, IsOk());
    log_ = *std::move(log);
  }

  // What the log says.
  std::string Content() {
    std::string content;
    for (const fact_log::StoredChange& change : Changes()) {
      absl::StrAppend(&content, change.offset, " ", change.chain_crc, " ", change.payload, "\n");
    }
    for (int number = 0; number < kArticles; ++number) {
      const auto article = log_->reader().ReadArticle(absl::StrCat("articles/a", number));
      absl::StrAppend(&content, article.ok() ? article->SerializeAsString() : article.status().ToString(), "\n");
    }
    return content;
  }

  // One life, whose crash states are kept.
  void Live(uint64_t seed) {
    std::mt19937 random(static_cast<uint32_t>(seed));
    const auto disk = std::make_shared<SimulatedDisk>();
    crash_random_.seed(seed + 1);
    vfs_.SeedRandomness(seed);
    vfs_.Use(disk);
    contents_.clear();
    kept_.clear();
    acknowledged_ = 0;
    disk->OnChange([&](int64_t) {
      if (crash_random_() % kChangesPerCrashState == 0) {
        kept_.push_back({disk->AfterPowerCut(crash_random_), acknowledged_});
      }
    });
    Open();
    std::map<int, std::optional<fact_log::ArticleWrite>> in_force;
    std::set<int> purged;
    for (int step = 0; step < kSteps && !HasFatalFailure(); ++step) {
      contents_[log_->Head().offset] = Content();
      DoSomething(static_cast<int>(random() % kArticles), random, in_force, purged);
      acknowledged_ = log_->Head().offset;
      if (random() % 8 == 0) Open();
    }
    contents_[log_->Head().offset] = Content();
    log_.reset();
    disk->OnChange(nullptr);
  }

  void Recover(const CrashState& state) {
    vfs_.Use(std::make_shared<SimulatedDisk>(state.image));
    Open();
    const int64_t offset = log_->Head().offset;
    EXPECT_GE(offset, state.acknowledged) << "what was acknowledged is lost";
    ASSERT_TRUE(contents_.contains(offset)) << "nothing that was asked for ended at " << offset;
    EXPECT_TRUE(Content() == contents_[offset]) << "the log says at " << offset << " what it did not say there";
    ExpectSoundFeed(Changes(), log_->Head());
    log_.reset();
    const auto database = store::Database::OpenReader(directory_.File("life"));
    ASSERT_THAT(database, IsOk());
    EXPECT_THAT(fact_log::CheckLog(**database), IsOk());
  }

  SimulatedVfs vfs_;
  std::mt19937_64 crash_random_;  // of the log's thread while it writes
  std::atomic<int64_t> acknowledged_ = 0;
  std::map<int64_t, std::string> contents_;  // of the log, by its head
  std::vector<CrashState> kept_;
};

TEST_F(PowerLossOfALife, TakesNothingBackThatHappenedToAnArticle) {
  int64_t crash_states = 0;
  for (uint64_t seed = 1; crash_states < kStates && !HasFailure(); ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    Live(seed);
    for (const CrashState& state : kept_) {
      Recover(state);
      if (HasFatalFailure()) return;
    }
    crash_states += static_cast<int64_t>(kept_.size());
  }
}

}  // namespace
}  // namespace dateline::testing
