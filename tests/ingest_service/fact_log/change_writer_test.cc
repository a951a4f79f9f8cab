#include "ingest_service/fact_log/change_writer.h"

#include "ingest_service/fact_log/change_chain.h"
#include "ingest_service/fact_log/schema.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;

class ChangeWriterTest : public ::testing::Test {
 protected:
  ChangeWriterTest() { EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk()); }

  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
};

TEST_F(ChangeWriterTest, NumbersChangesWithoutAGapAndChainsThem) {
  ChangeWriter writer(*database_, *TakeOver(*database_), absl::Now());
  EXPECT_EQ(*writer.Add(v1::Change::kFactAdded, "a", "one"), 1);
  EXPECT_EQ(*writer.Add(v1::Change::kFactAdded, "b", "two"), 2);
  EXPECT_EQ(writer.head().offset, 2);
  EXPECT_EQ(writer.head().chain_crc, NextChainCrc(NextChainCrc(0, 1, "one"), 2, "two"));
}

TEST_F(ChangeWriterTest, GivesEachTransactionALaterCommitTimeWhateverTheClockSays) {
  FeedHead head = *TakeOver(*database_);
  head.commit_time = absl::FromUnixSeconds(2000);
  for (const absl::Time now : {absl::FromUnixSeconds(1000), absl::FromUnixSeconds(2000)}) {
    ChangeWriter writer(*database_, head, now);
    ASSERT_THAT(writer.Add(v1::Change::kFactAdded, "a", "one"), IsOk());
    EXPECT_GT(writer.head().commit_time, head.commit_time);
    head = writer.head();
  }
}

TEST_F(ChangeWriterTest, LeavesTheHeadWhereNothingWasAdded) {
  const FeedHead head = *TakeOver(*database_);
  const ChangeWriter writer(*database_, head, absl::Now());
  EXPECT_EQ(writer.head().commit_time, head.commit_time);
  EXPECT_THAT(writer.StoreHead(), IsOk());
}

}  // namespace
}  // namespace dateline::fact_log
