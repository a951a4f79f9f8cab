#include "ingest_service/fact_log/purged_articles.h"

#include "gmock/gmock.h"
#include "ingest_service/fact_log/feed_head.h"
#include "ingest_service/fact_log/rows.h"
#include "ingest_service/fact_log/schema.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/store_directory.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::testing::ElementsAre;

class PurgedArticlesTest : public ::testing::Test {
 protected:
  PurgedArticlesTest() {
    EXPECT_THAT(database_->EnsureSchema(kSchema), IsOk());
    EXPECT_THAT(TakeOver(*database_), IsOk());
    v1::PurgeReceipt receipt;
    receipt.set_article("articles/a");
    EXPECT_THAT(fact_log::Run(*database_, "INSERT INTO purge VALUES ('articles/a', 7, ?, 0)",
                              {Bytes{receipt.SerializeAsString()}}),
                IsOk());
  }

  testing::StoreDirectory directory_;
  std::unique_ptr<store::Database> database_ = directory_.OpenStore("log");
};

TEST_F(PurgedArticlesTest, TellWhoHasConfirmedAndWhoHasNot) {
  ASSERT_THAT(database_->Execute("INSERT INTO purge_confirmation VALUES ('articles/a', 'one', 1000000000);"
                                 "INSERT INTO feed_consumer VALUES ('one', 9, 2000000000), ('two', 6, 2000000000),"
                                 " ('gone', 6, 5)"),
              IsOk());
  const auto stored = FindReceipt(*database_, "articles/a", absl::FromUnixSeconds(1));
  ASSERT_THAT(stored, IsOk());
  ASSERT_TRUE(stored->has_value());
  EXPECT_EQ((*stored)->feed_offset, 7);
  ASSERT_EQ((*stored)->receipt.confirmations_size(), 1);
  EXPECT_EQ((*stored)->receipt.confirmations(0).consumer(), "one");
  EXPECT_EQ((*stored)->receipt.confirmations(0).confirm_time().seconds(), 1);
  EXPECT_THAT((*stored)->receipt.unconfirmed_consumers(), ElementsAre("two"));
}

TEST_F(PurgedArticlesTest, AreKnownByName) {
  bool is_a_purged = false, is_b_purged = false;
  store::RoundTrip trip(*database_);
  AskPurged("articles/a", *database_, trip, is_a_purged);
  AskPurged("articles/b", *database_, trip, is_b_purged);
  ASSERT_THAT(trip.Run(), IsOk());
  EXPECT_TRUE(is_a_purged);
  EXPECT_FALSE(is_b_purged);
  EXPECT_FALSE((*FindReceipt(*database_, "articles/b", absl::InfinitePast())).has_value());
}

TEST_F(PurgedArticlesTest, AreErasedOnce) {
  EXPECT_THAT(FinishPurges(*database_), IsOk());
  int pending = 0;
  EXPECT_THAT(ForEachRow(*database_, "SELECT 1 FROM purge WHERE erased = 0", {},
                         [&](const store::Statement&) {
                           ++pending;
                           return absl::OkStatus();
                         }),
              IsOk());
  EXPECT_EQ(pending, 0);
}

}  // namespace
}  // namespace dateline::fact_log
