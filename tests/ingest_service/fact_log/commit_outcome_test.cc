#include "ingest_service/fact_log/commit_outcome.h"

#include <thread>

#include "absl/time/clock.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/schema.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;

class CommitOutcomeTest : public ::testing::Test {
 protected:
  CommitOutcomeTest() {
    EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk());
    before_ = *TakeOver(*database_);
    after_ = before_;
    after_.offset = 1;
    after_.chain_crc = 77;
  }

  void Store(int64_t offset, uint32_t chain_crc) {
    EXPECT_THAT(fact_log::Run(*database_, "INSERT INTO feed_log VALUES (?, 0, 1, 'key', ?, ?, 0)",
                              {offset, Bytes{"payload"}, int64_t{chain_crc}}),
                IsOk());
  }

  CommitOutcome Find() { return *FindOutcome(*database_, before_, after_); }

  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
  FeedHead before_;
  FeedHead after_;
};

TEST_F(CommitOutcomeTest, IsCommittedWhereTheHeadStandsAfterIt) {
  ASSERT_THAT(MoveHead(*database_, before_, after_), IsOk());
  EXPECT_EQ(Find(), CommitOutcome::kCommitted);
}

TEST_F(CommitOutcomeTest, IsNotCommittedWhereTheHeadStandsBeforeIt) { EXPECT_EQ(Find(), CommitOutcome::kNotCommitted); }

TEST_F(CommitOutcomeTest, OfACompactionIsSeenByTheFirstChangeKept) {
  after_ = before_;
  after_.low_offset = 1000;
  EXPECT_EQ(Find(), CommitOutcome::kNotCommitted);
  ASSERT_THAT(MoveHead(*database_, before_, after_), IsOk());
  EXPECT_EQ(Find(), CommitOutcome::kCommitted);
}

TEST_F(CommitOutcomeTest, OfACompactionCannotBeKnownWhereAnotherProcessHasCompactedMore) {
  after_ = before_;
  after_.low_offset = 1000;
  FeedHead further = after_;
  further.low_offset = 2000;
  ASSERT_THAT(MoveHead(*database_, before_, further), IsOk());
  EXPECT_EQ(Find(), CommitOutcome::kUnknowable);
}

TEST_F(CommitOutcomeTest, CannotBeKnownOfWhatMovedNothing) {
  after_ = before_;
  EXPECT_EQ(Find(), CommitOutcome::kUnknowable);
}

TEST_F(CommitOutcomeTest, IsFoundInTheFeedOfAnotherOwner) {
  Store(1, 77);
  ASSERT_THAT(MoveHead(*database_, before_, after_), IsOk());
  ASSERT_THAT(TakeOver(*database_), IsOk());
  EXPECT_EQ(Find(), CommitOutcome::kCommitted);
}

TEST_F(CommitOutcomeTest, IsNotTakenForAnotherOwnersChange) {
  const FeedHead other = *TakeOver(*database_);
  EXPECT_EQ(Find(), CommitOutcome::kNotCommitted);
  FeedHead moved = other;
  moved.offset = 1;
  moved.chain_crc = 78;
  Store(1, 78);
  ASSERT_THAT(MoveHead(*database_, other, moved), IsOk());
  EXPECT_EQ(Find(), CommitOutcome::kNotCommitted);
}

// The server may still be about to commit what a lost session sent.
TEST_F(CommitOutcomeTest, IsWaitedForUntilTheTransactionIsOver) {
  if (!testing::StoreDirectory::IsPostgres()) GTEST_SKIP() << "SQLite has one session that writes";
  const auto lost = directory_.OpenStore("log");
  auto transaction = store::Transaction::BeginWrite(*lost);
  ASSERT_THAT(MoveHead(*lost, before_, after_), IsOk());
  CommitOutcome found = CommitOutcome::kUnknowable;
  std::thread finder([&] { found = Find(); });
  absl::SleepFor(absl::Milliseconds(100));
  EXPECT_THAT(transaction->Commit(), IsOk());
  finder.join();
  EXPECT_EQ(found, CommitOutcome::kCommitted);
}

}  // namespace
}  // namespace dateline::fact_log
