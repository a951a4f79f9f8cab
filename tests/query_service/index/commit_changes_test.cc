#include "query_service/index/commit_changes.h"

#include "gmock/gmock.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::MergeChange;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RemoveChange;
using ::dateline::testing::RetractChange;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CommitChangesTest : public testing::IndexFixture {
 protected:
  // As one transaction.
  void Commit(const std::vector<v1::Change>& changes) {
    feed_.Add(changes, ++seconds_);
    ASSERT_THAT(feed_.Give(*writer_), IsOk());
  }
  CommitChanges Read(int64_t begin, int64_t limit = 1000) {
    const auto tables = reader_.BorrowTables();
    EXPECT_THAT(tables, IsOk());
    const auto commits = ReadCommits(**tables, begin, limit, 1);
    EXPECT_THAT(commits, IsOk());
    EXPECT_THAT(*commits, SizeIs(1));
    return commits->front();
  }
  int64_t seconds_ = 1'800'000'000;
};

TEST_F(CommitChangesTest, GoesTransactionByTransaction) {
  Commit({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  Commit({RetractChange("articles/a/facts/1")});
  const CommitChanges first = Read(0);
  EXPECT_EQ(first.end, 2);
  EXPECT_EQ(first.commit_nanoseconds, 1'800'000'001'000'000'000);
  EXPECT_THAT(first.begun, ElementsAre(1, 2));
  EXPECT_THAT(first.ended, IsEmpty());
  const CommitChanges second = Read(2);
  EXPECT_EQ(second.end, 3);
  EXPECT_THAT(second.begun, IsEmpty());
  ASSERT_THAT(second.ended, SizeIs(1));
  EXPECT_EQ(second.ended[0].recorded_from, 1);
  EXPECT_EQ(second.ended[0].cause, v1::RETRACTION_CAUSE_CORRECTED);
}

TEST_F(CommitChangesTest, EndsAtTheLimit) {
  Commit({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  EXPECT_EQ(Read(0, 1).end, 1);
  EXPECT_THAT(Read(1).begun, ElementsAre(2));
}

TEST_F(CommitChangesTest, GivesSeveralTheirOwnChanges) {
  Commit({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  Commit({RetractChange("articles/a/facts/1")});
  Commit({FactChange(FactOf("articles/b/facts/1")), FactChange(FactOf("articles/b/facts/2"))});
  const auto commits = ReadCommits(**reader_.BorrowTables(), 0, 4, 10);
  ASSERT_THAT(commits, IsOk());
  ASSERT_THAT(*commits, SizeIs(3));
  EXPECT_THAT((*commits)[0].begun, ElementsAre(1, 2));
  EXPECT_THAT((*commits)[1].begun, IsEmpty());
  EXPECT_THAT((*commits)[1].ended, SizeIs(1));
  EXPECT_EQ((*commits)[2].begin, 3);
  EXPECT_EQ((*commits)[2].end, 4);
  EXPECT_THAT((*commits)[2].begun, ElementsAre(4));
  EXPECT_EQ((*commits)[2].commit_nanoseconds, 1'800'000'003'000'000'000);
}

TEST_F(CommitChangesTest, EndsWithACommitThatChangesMerges) {
  Commit({FactChange(FactOf("articles/a/facts/1"))});
  Commit({MergeChange(EntityOf("entities/lee", "Lee"), "entities/ann-lee")});
  Commit({FactChange(FactOf("articles/a/facts/2"))});
  const auto commits = ReadCommits(**reader_.BorrowTables(), 0, 3, 10);
  ASSERT_THAT(commits, IsOk());
  ASSERT_THAT(*commits, SizeIs(2));
  EXPECT_EQ(commits->back().end, 2);
}

TEST_F(CommitChangesTest, NamesWhoIsMergedAndWhoIsNoLonger) {
  const v1::Entity lee = EntityOf("entities/lee", "Lee");
  const v1::Entity ann = EntityOf("entities/ann-lee", "Ann Lee");
  Commit({EntityChange(lee), EntityChange(ann)});
  Commit({MergeChange(lee, "entities/ann-lee")});
  Commit({MergeChange(lee, "")});
  Commit({MergeChange(lee, "entities/ann-lee"), RemoveChange("entities/lee")});
  EXPECT_THAT(Read(0).merged, IsEmpty());
  EXPECT_THAT(Read(2).merged, ElementsAre("entities/lee"));
  EXPECT_THAT(Read(3).merged, ElementsAre("entities/lee"));
  EXPECT_THAT(Read(4).merged, ElementsAre("entities/lee"));
}

TEST_F(CommitChangesTest, NamesWhatIsPurged) {
  Commit({ArticleChange("articles/a"), FactChange(FactOf("articles/a/facts/1"))});
  Commit({PurgeChange("articles/a")});
  EXPECT_THAT(Read(2).purged, ElementsAre("articles/a"));
  EXPECT_THAT(Read(0).begun, IsEmpty());
}

}  // namespace
}  // namespace dateline::index
