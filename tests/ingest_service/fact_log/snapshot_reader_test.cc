#include "ingest_service/fact_log/snapshot_reader.h"

#include "tests/testing/article_samples.h"
#include "tests/testing/fact_log_fixture.h"

namespace dateline::fact_log {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::SampleWrite;
using ::testing::ElementsAre;

class SnapshotReaderTest : public testing::FactLogFixture {
 protected:
  // Names of the items, in parts of so many.
  std::vector<std::string> Names(int max_items, int64_t max_bytes = 1 << 20) {
    std::vector<std::string> names;
    ItemKey after;
    while (true) {
      const auto part = log_->reader().ReadSnapshotPart(after, max_items, max_bytes);
      EXPECT_THAT(part, IsOk());
      EXPECT_LE(part->records.size(), static_cast<size_t>(max_items));
      EXPECT_EQ(part->head.offset, log_->Head().offset);
      for (const v1::SnapshotRecord& record : part->records) names.push_back(KeyOf(record).name);
      if (part->is_last) return names;
      after = KeyOf(part->records.back());
    }
  }
};

TEST_F(SnapshotReaderTest, GivesArticlesThenEntitiesThenFactsByName) {
  ASSERT_THAT(Append(SampleWrite("b", 1)), IsOk());
  ASSERT_THAT(Append(SampleWrite("a", 2)), IsOk());
  for (const int max_items : {1, 2, 3, 6, 100}) {
    EXPECT_THAT(Names(max_items), ElementsAre("articles/a", "articles/b", "entities/p-son", "articles/a/facts/f0",
                                              "articles/a/facts/f1", "articles/b/facts/f0"));
  }
  EXPECT_EQ(Names(100, /*max_bytes=*/1).size(), 6u);
}

TEST_F(SnapshotReaderTest, HoldsNothingOfAnEmptyLog) { EXPECT_THAT(Names(10), ElementsAre()); }

TEST_F(SnapshotReaderTest, GivesWhatTheLastChangeOfEachSays) {
  ASSERT_THAT(Append(SampleWrite("a", 1)), IsOk());
  ArticleWrite corrected = SampleWrite("a", 1, "Another body");
  corrected.facts[0].mutable_evidence()->set_text("Other words");
  ASSERT_THAT(Correct(corrected), IsOk());
  const auto part = log_->reader().ReadSnapshotPart({}, 10, 1 << 20);
  ASSERT_THAT(part, IsOk());
  ASSERT_EQ(part->records.size(), 3u);
  EXPECT_EQ(part->records[0].article().revision(), 2);
  EXPECT_EQ(part->records[0].article().body(), "");
  EXPECT_EQ(part->records[0].offset(), 4);
  EXPECT_EQ(part->records[1].offset(), 2);
  EXPECT_EQ(part->records[2].fact().evidence().text(), "Other words");
  EXPECT_EQ(part->records[2].offset(), log_->Head().offset);
  EXPECT_TRUE(part->records[2].has_commit_time());
}

TEST_F(SnapshotReaderTest, LeavesOutWhatHoldsNoMore) {
  ASSERT_THAT(Append(SampleWrite("a", 1)), IsOk());
  ASSERT_THAT(Retract({.name = "articles/a"}), IsOk());
  EXPECT_THAT(Names(10), ElementsAre("articles/a"));
  ASSERT_THAT(Purge({.name = "articles/a"}), IsOk());
  EXPECT_THAT(Names(10), ElementsAre());
}

}  // namespace
}  // namespace dateline::fact_log
