// The log on a disk that is full, fails or cannot be written.
#include <sqlite3.h>

#include <future>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"
#include "tests/disk_faults/log_check.h"
#include "tests/disk_faults/log_session.h"
#include "tests/disk_faults/newest_writer.h"
#include "tests/disk_faults/simulated_vfs.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::testing {
namespace {

using ::testing::_;
using ::testing::HasSubstr;

class DiskFaults : public ::testing::Test {
 protected:
  DiskFaults() : disk_(std::make_shared<SimulatedDisk>()), vfs_(disk_) {
    FollowNewestWriter();
    Open();
  }

  void Open() {
    auto session = LogSession::Open(path(), 1, [this](const fact_log::FeedHead&) {
      if (checkpoints_) CheckpointNewestWriter();
    });
    ASSERT_THAT(session, IsOk());
    session_ = *std::move(session);
  }

  std::string path() const { return directory_.File("log"); }

  LogSession::Answer Append(const std::string& id, const std::string& body = "") {
    Submission submission;
    submission.write = SampleWrite(id, 2, body);
    submission.is_new = true;
    const LogSession::Answer answer = session_->Append({&submission, 1}).front();
    if (answer.ok()) stored_.push_back(submission);
    return answer;
  }

  absl::Status Purge(const std::string& name) {
    std::promise<absl::Status> done;
    session_->log().Purge({.name = name}, [&](const absl::StatusOr<fact_log::PurgedArticle>& purged) {
      done.set_value(purged.status());
    });
    return done.get_future().get();
  }

  absl::StatusOr<v1::Article> Read(const std::string& id) {
    return session_->log().reader().ReadArticle("articles/" + id);
  }

  // After closing and opening it, the log holds exactly what it said it had stored.
  void ExpectWhatWasStored() {
    session_.reset();
    EXPECT_THAT(CheckLog(path(), {stored_, stored_.size(), {}}), IsOk());
  }

  TemporaryDirectory directory_;
  std::shared_ptr<SimulatedDisk> disk_;
  SimulatedVfs vfs_;
  bool checkpoints_ = false;  // after each commit
  std::unique_ptr<LogSession> session_;
  std::vector<Submission> stored_;
};

TEST_F(DiskFaults, AFullDiskIsSaidToBeFullAndReadOn) {
  ASSERT_THAT(Append("a"), IsOk());
  disk_->SetFault(DiskFault::kFull);
  const auto refused = Append("b", std::string(100'000, 'x'));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted, HasSubstr("free some space")));
  EXPECT_EQ(errors::Reason(refused.status()), sqlite::kStoreFull);
  EXPECT_THAT(Read("a"), IsOk());
  EXPECT_THAT(Read("b"), StatusIs(absl::StatusCode::kNotFound, _));
  EXPECT_EQ(session_->log().Head().offset, 4);
}

TEST_F(DiskFaults, AFullDiskTakesArticlesAgainWhenThereIsSpace) {
  ASSERT_THAT(Append("a"), IsOk());
  for (int64_t changes = 1; changes < 40; changes += 3) {
    disk_->SetFaultAfter(DiskFault::kFull, changes);
    const std::string id = std::to_string(changes);
    const bool was_stored = Append(id, std::string(30'000, 'x')).ok();
    disk_->SetFault(DiskFault::kNone);
    EXPECT_THAT(Append(id, std::string(30'000, 'x')), IsOk());
    if (was_stored) stored_.pop_back();
  }
  ExpectWhatWasStored();
}

TEST_F(DiskFaults, AFullDiskStopsNoCheckpointForGood) {
  checkpoints_ = true;
  ASSERT_THAT(Append("a", std::string(30'000, 'x')), IsOk());
  disk_->SetFaultAfter(DiskFault::kFull, 60);
  for (int i = 0; Append(std::to_string(i), std::string(30'000, 'x')).ok(); ++i) ASSERT_LT(i, 100);
  disk_->SetFault(DiskFault::kNone);
  EXPECT_THAT(Append("b"), IsOk());
  ExpectWhatWasStored();
}

TEST_F(DiskFaults, APurgeThatFillsTheDiskEndsWhenItIsAskedForAgain) {
  const std::string secret = "secret" + std::string(30'000, 'x');
  ASSERT_THAT(Append("a", secret), IsOk());
  const auto holds_secret = [this] {
    for (const std::string& file : {path(), path() + "-wal"}) {
      SimulatedDisk::File opened;
      bool is_new = false;
      if (disk_->Open(file, false, false, opened, is_new) != SQLITE_OK) continue;
      if (opened->content().find("secretxxx") != std::string::npos) return true;
    }
    return false;
  };
  ASSERT_TRUE(holds_secret());
  int half_done = 0;
  absl::Status purged = absl::UnknownError("not yet");
  for (int64_t changes = 1; !purged.ok(); changes += 3) {
    disk_->SetFaultAfter(DiskFault::kFull, changes);
    purged = Purge("articles/a");
    disk_->SetFault(DiskFault::kNone);
    if (purged.ok()) break;
    ASSERT_THAT(purged, StatusIs(absl::StatusCode::kResourceExhausted, _));
    ASSERT_LT(changes, 1000);
    half_done += Read("a").ok() ? 0 : 1;
  }
  EXPECT_GT(half_done, 0);
  EXPECT_FALSE(holds_secret());
  EXPECT_THAT(Append("b"), IsOk());
}

TEST_F(DiskFaults, APowerCutBringsNothingBackThatWasPurged) {
  ASSERT_THAT(Append("a", "secret" + std::string(30'000, 'x')), IsOk());
  ASSERT_THAT(Append("b"), IsOk());
  ASSERT_THAT(Purge("articles/a"), IsOk());
  std::mt19937_64 random(1);
  for (int cut = 0; cut < 100; ++cut) {
    for (const auto& [file, content] : disk_->AfterPowerCut(random)) {
      EXPECT_EQ(content.find("secretxxx"), std::string::npos) << file << " after power cut " << cut;
    }
  }
}

TEST_F(DiskFaults, AFailedWriteStoresNothing) {
  ASSERT_THAT(Append("a"), IsOk());
  for (int64_t changes = 1; changes < 40; ++changes) {
    disk_->SetFaultAfter(DiskFault::kWritesFail, changes);
    const auto refused = Append(std::to_string(changes), std::string(30'000, 'x'));
    if (!refused.ok()) {
      EXPECT_THAT(refused, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("disk I/O error")));
      EXPECT_EQ(errors::Reason(refused.status()), sqlite::kStoreUnavailable);
    }
    disk_->SetFault(DiskFault::kNone);
    EXPECT_THAT(Append("after-" + std::to_string(changes)), IsOk());
  }
  ExpectWhatWasStored();
}

TEST_F(DiskFaults, ADiskThatTurnsReadOnlyIsReadOn) {
  ASSERT_THAT(Append("a"), IsOk());
  disk_->SetFault(DiskFault::kReadOnly);
  const auto refused = Append("b");
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kUnavailable, _));
  EXPECT_EQ(errors::Reason(refused.status()), sqlite::kStoreUnavailable);
  EXPECT_THAT(Read("a"), IsOk());
  disk_->SetFault(DiskFault::kNone);
  EXPECT_THAT(Append("b"), IsOk());
  ExpectWhatWasStored();
}

TEST_F(DiskFaults, AReadOnlyDiskIsNotOpened) {
  ASSERT_THAT(Append("a"), IsOk());
  session_.reset();
  disk_->SetFault(DiskFault::kReadOnly);
  EXPECT_THAT(LogSession::Open(path(), 1, [](const fact_log::FeedHead&) {}).status(),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr(path())));
}

TEST_F(DiskFaults, AFailedReadIsSaid) {
  ASSERT_THAT(Append("a", std::string(100'000, 'x')), IsOk());
  disk_->SetFault(DiskFault::kReadsFail);
  const auto article = Read("a");
  EXPECT_THAT(article, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("disk I/O error")));
  EXPECT_EQ(errors::Reason(article.status()), sqlite::kStoreUnavailable);
  disk_->SetFault(DiskFault::kNone);
  EXPECT_THAT(Read("a"), IsOk());
}

// Each process that is to die opens the log itself, for a thread does not outlive a fork.
class DiskFaultsDeathTest : public DiskFaults {
 protected:
  DiskFaultsDeathTest() { session_.reset(); }

  // Opens a log on a new disk.
  void OpenAnew() {
    disk_ = std::make_shared<SimulatedDisk>();
    vfs_.Use(disk_);
    Open();
  }

  // The write-ahead log does not grow so long.
  const std::string long_body_ = std::string(5'000'000, 'x');
};

TEST_F(DiskFaultsDeathTest, AFailedSyncOfACommitEndsTheProcess) {
  EXPECT_DEATH(
      {
        OpenAnew();
        disk_->SetFault(DiskFault::kSyncsFail);
        static_cast<void>(Append("a"));
      },
      "fsync");
}

TEST_F(DiskFaultsDeathTest, AFailedSyncOfACheckpointEndsTheProcess) {
  int64_t changes = 0;
  OpenAnew();
  disk_->OnChange([&](int64_t) { ++changes; });
  ASSERT_THAT(Append("a", long_body_), IsOk());
  disk_->OnChange(nullptr);
  session_.reset();
  EXPECT_DEATH(
      {
        OpenAnew();
        // The last change that such an article makes is the sync of the file into which its pages were moved.
        disk_->SetFaultAfter(DiskFault::kSyncsFail, changes);
        static_cast<void>(Append("a", long_body_));
      },
      "fsync");
}

}  // namespace
}  // namespace dateline::testing
