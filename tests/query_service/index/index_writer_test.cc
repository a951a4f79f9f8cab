#include "query_service/index/index_writer.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gmock/gmock.h"
#include "query_service/index/schema.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class IndexWriterTest : public testing::IndexFixture {
 protected:
  std::vector<int64_t> Facts() { return PostedUnder({TermField::kEveryFact, ""}); }
};

TEST_F(IndexWriterTest, StandsWhereItStoodWhenReopened) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  OpenWriter();
  const absl::StatusOr<feed_client::FeedPosition> position = writer_->Position();
  ASSERT_THAT(position, IsOk());
  EXPECT_EQ(position->feed_id, "feed");
  EXPECT_EQ(position->offset, 2);
  EXPECT_EQ(position->cursor, "cursor 2");
  EXPECT_EQ(position->chain_crc, feed_.records().back().chain_crc());
}

TEST_F(IndexWriterTest, GoesOnWhereItStood) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  OpenWriter();
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  EXPECT_THAT(Facts(), ElementsAre(2, 1));
}

TEST_F(IndexWriterTest, TakesNothingOfABatchThatFails) {
  feed_.Add({FactChange(FactOf("articles/a/facts/1")), v1::Change()});
  EXPECT_THAT(feed_.Give(*writer_), StatusIs(absl::StatusCode::kFailedPrecondition, _));
  EXPECT_EQ(writer_->Position()->offset, 0);
  EXPECT_THAT(Facts(), IsEmpty());
  EXPECT_THAT(feed_.Give(*writer_, 1), IsOk());
  EXPECT_THAT(Facts(), ElementsAre(1));
}

TEST_F(IndexWriterTest, RemembersThatItWasAtTheHead) {
  feed_.Add({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  ASSERT_THAT(feed_.Give(*writer_, 1), IsOk());
  EXPECT_FALSE(TakeSnapshot().state().caught_up);
  ASSERT_THAT(feed_.Give(*writer_, 1), IsOk());
  EXPECT_TRUE(TakeSnapshot().state().caught_up);
  feed_.Add({FactChange(FactOf("articles/a/facts/3")), FactChange(FactOf("articles/a/facts/4"))});
  ASSERT_THAT(feed_.Give(*writer_, 1), IsOk());
  EXPECT_TRUE(TakeSnapshot().state().caught_up);
}

TEST_F(IndexWriterTest, ForgetsEverythingWhenItStartsOver) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  feed_client::FeedPosition start;
  start.feed_id = "other";
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  EXPECT_THAT(Facts(), IsEmpty());
  EXPECT_FALSE(TakeSnapshot().state().caught_up);
  EXPECT_EQ(TakeSnapshot().state().position.feed_id, "other");
}

TEST_F(IndexWriterTest, EmptiesAnIndexThatOtherCodeMade) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_FALSE(writer_->was_emptied());
  writer_.reset();
  {
    const auto database = *sqlite::Database::OpenWriter(path_, sqlite::Durability::kNormal);
    ASSERT_THAT(database->Execute("UPDATE index_state SET projection_version = projection_version - 1"), IsOk());
  }
  OpenWriter();
  EXPECT_TRUE(writer_->was_emptied());
  EXPECT_EQ(writer_->Position()->feed_id, "");
  EXPECT_THAT(Facts(), IsEmpty());
}

#ifdef DATELINE_FAIL_POINTS
constexpr char kPathVariable[] = "DATELINE_TEST_INDEX_PATH";

std::vector<v1::Change> TwoFacts() {
  return {FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))};
}

// What the process does that is to die; run by IndexWriterCrash only.
TEST(IndexWriterCrashChild, DISABLED_AppliesWhatIsLeft) {
  ASSERT_NE(getenv(kPathVariable), nullptr);
  testing::SampleFeed feed;
  feed.Add(TwoFacts());
  static_cast<void>(feed.Give(**IndexWriter::Open(getenv(kPathVariable))));
}

// Applies the second of two changes in a process that dies at the fail-point.
class IndexWriterCrash : public IndexWriterTest {
 protected:
  void ApplyAndDie(const std::string& fail_point) {
    feed_.Add(TwoFacts());
    ASSERT_THAT(feed_.Give(*writer_, 1), IsOk());
    writer_.reset();
    const pid_t child = fork();
    if (child == 0) {
      setenv("DATELINE_FAIL_POINT", fail_point.c_str(), 1);
      setenv(kPathVariable, path_.c_str(), 1);
      execl("/proc/self/exe", "index_test", "--gtest_filter=IndexWriterCrashChild.*", "--gtest_also_run_disabled_tests",
            static_cast<char*>(nullptr));
      _exit(1);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the fail-point was not passed";
    OpenWriter();
  }
};

TEST_F(IndexWriterCrash, BeforeTheCommitLeavesTheFormerState) {
  ApplyAndDie("index_before_commit");
  EXPECT_EQ(writer_->Position()->offset, 1);
  EXPECT_THAT(Facts(), ElementsAre(1));
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  EXPECT_THAT(Facts(), ElementsAre(2, 1));
}

TEST_F(IndexWriterCrash, AfterTheCommitLeavesTheNewState) {
  ApplyAndDie("index_after_commit");
  EXPECT_EQ(writer_->Position()->offset, 2);
  EXPECT_THAT(Facts(), ElementsAre(2, 1));
}
#endif

}  // namespace
}  // namespace dateline::index
