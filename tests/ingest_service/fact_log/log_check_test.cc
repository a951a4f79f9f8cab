#include "ingest_service/fact_log/log_check.h"

#include "platform/errors/errors.h"
#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

class LogCheckTest : public testing::FactLogFixture {
 protected:
  LogCheckTest() {
    for (const char* const id : {"a", "b", "c"}) EXPECT_THAT(Append(SampleWrite(id, 2)), IsOk());
    EXPECT_THAT(Correct(SampleWrite("a", 1, "Another body")), IsOk());
    EXPECT_THAT(Purge({.name = "articles/b"}), IsOk());
  }

  // After the harm that `sql` does.
  absl::StatusOr<CheckedLog> CheckAfter(const std::string& sql) {
    log_.reset();
    const auto database = directory_.OpenStore("log");
    EXPECT_THAT(database->Execute(sql), IsOk());
    return CheckLog(*database);
  }

  void ExpectFault(const std::string& sql, const std::string& fault) {
    const absl::Status status = CheckAfter(sql).status();
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, HasSubstr(fault)));
    EXPECT_EQ(errors::Reason(status), "STORE_DAMAGED");
  }
};

TEST_F(LogCheckTest, TakesASoundLog) {
  const auto log = CheckAfter("");
  ASSERT_THAT(log, IsOk());
  EXPECT_EQ(log->articles, 3);
  EXPECT_EQ(log->entities, 1);
  EXPECT_EQ(log->facts, 3);
}

TEST_F(LogCheckTest, TakesACompactedLog) {
  ASSERT_THAT(
      Compact({.surplus = {.committed_before = absl::InfiniteFuture()}, .lease = {absl::Minutes(1), absl::Now()}}),
      IsOk());
  const auto log = CheckAfter("");
  ASSERT_THAT(log, IsOk());
  EXPECT_GT(log->head.low_offset, 1);
}

TEST_F(LogCheckTest, FindsAMissingChange) {
  ExpectFault("DELETE FROM feed_log WHERE feed_offset = 4", "change 4 is missing");
}

TEST_F(LogCheckTest, FindsAMissingEnd) {
  ExpectFault("DELETE FROM feed_log WHERE feed_offset = (SELECT max(feed_offset) FROM feed_log)", "is missing");
}

TEST_F(LogCheckTest, FindsABrokenChain) {
  ExpectFault("UPDATE feed_log SET chain_crc = chain_crc + 1 WHERE feed_offset = 3", "chain breaks at change 3");
}

TEST_F(LogCheckTest, FindsAnotherChangeInItsPlace) {
  ExpectFault(
      "UPDATE feed_log SET payload = (SELECT payload FROM feed_log WHERE feed_offset = 1) WHERE feed_offset = 3",
      "change 3 is not what its row says");
}

TEST_F(LogCheckTest, FindsAHeadThatIsNone) {
  ExpectFault("UPDATE feed_head SET chain_crc = chain_crc + 1", "not the feed's head");
}

TEST_F(LogCheckTest, FindsAnItemWithoutItsChange) {
  ExpectFault("UPDATE fact SET feed_offset = 1 WHERE name = 'articles/c/facts/f0'",
              "no change says what articles/c/facts/f0 is");
}

TEST_F(LogCheckTest, FindsAMissingHead) { ExpectFault("DELETE FROM feed_head", "where its feed is"); }

}  // namespace
}  // namespace dateline::fact_log
