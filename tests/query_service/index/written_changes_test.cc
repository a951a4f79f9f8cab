#include "query_service/index/written_changes.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "absl/strings/match.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "query_service/index/index_check.h"
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
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Two processes that write one index.
class SharedIndexTest : public testing::IndexFixture {
 protected:
  void SetUp() override {
    if (!testing::StoreDirectory::IsPostgres()) GTEST_SKIP() << "an index in SQLite is of one process";
    OpenOther();
  }

  void OpenOther() {
    other_.reset();
    auto other = IndexWriter::Open(other_place_, other_published_, sizes_);
    ASSERT_THAT(other, IsOk());
    other_ = *std::move(other);
  }

  // What the other shows is what one shows that reads everything.
  void ExpectSame() {
    ASSERT_THAT(other_->Position(), IsOk());
    PublishedIndex anew;
    const auto third = IndexWriter::Open({place_.tables, directory_.File("third")}, anew, sizes_);
    ASSERT_THAT(third, IsOk());
    EXPECT_TRUE(IsSame(other_published_.Get()->state, anew.Get()->state));
    const int64_t head = anew.Get()->state.position.offset;
    for (int64_t at = 0; at <= head; ++at) {
      EXPECT_EQ(FactsOf(other_published_, at), FactsOf(anew, at)) << at;
      for (const char* const name : {"entities/a", "entities/b", "entities/c"}) {
        EXPECT_EQ(other_published_.merged_names().NamesOf(name, at), anew.merged_names().NamesOf(name, at)) << at;
      }
    }
  }
  static std::vector<int64_t> FactsOf(const PublishedIndex& published, int64_t at) {
    std::vector<int64_t> facts;
    const auto version = published.Get();
    for (const segments::SegmentView& view : version->facts->views()) {
      view.HoldingAt(at).ForEach([&](segments::Doc doc) { facts.push_back(view.segment->recorded_from(doc)); });
    }
    return facts;
  }

  // What the other is told on a quiet feed.
  absl::Status GiveOtherABookmark(const feed_client::FeedPosition& position) {
    feed_client::ChangeBatch bookmark;
    bookmark.position = position;
    bookmark.reached_head = true;
    return other_->Apply(bookmark);
  }

  bool FilesOfOtherHold(const std::string& text) {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator(SegmentFolderOf(other_place_.local))) {
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return absl::StrContains(bytes, text);
  }

  const IndexPlace other_place_ = {place_.tables, directory_.File("other")};
  PublishedIndex other_published_;
  std::unique_ptr<IndexWriter> other_;
};

TEST_F(SharedIndexTest, ShowsWhatTheOtherWrote) {
  Apply({ArticleChange("articles/a", "VNA"), FactChange(FactOf("articles/a/facts/1")),
         FactChange(FactOf("articles/a/facts/2")), EntityChange(EntityOf("entities/a", "A")),
         MergeChange(EntityOf("entities/b", "B"), "entities/a")});
  ExpectSame();
  Apply({RetractChange("articles/a/facts/1"), FactChange(FactOf("articles/a/facts/2")),
         FactChange(FactOf("articles/a/facts/3")), RetractChange("articles/a/facts/3"), RemoveChange("entities/b"),
         MergeChange(EntityOf("entities/c", "C"), "entities/a"), RemoveChange("entities/c"),
         MergeChange(EntityOf("entities/c", "C"), "entities/a")});
  ExpectSame();
}

TEST_F(SharedIndexTest, ForgetsInFilesTooWhatTheOtherPurged) {
  for (int i = 1; i <= 20; ++i) {
    const std::string article = i == 3 ? "articles/secret" : "articles/a";
    Apply({FactChange(FactOf(absl::StrCat(article, "/facts/", i)))});
    ASSERT_THAT(other_->Position(), IsOk());
  }
  ASSERT_THAT(other_->ConfirmPosition(), IsOk());
  ASSERT_TRUE(FilesOfOtherHold("articles/secret/facts/3"));
  Apply({PurgeChange("articles/secret")});
  ExpectSame();
  EXPECT_FALSE(FilesOfOtherHold("articles/secret/facts/3"));
  EXPECT_THAT(CheckIndex(other_place_), IsOk());
}

TEST_F(SharedIndexTest, KeepsItsSegments) {
  for (int i = 1; i <= 20; ++i) Apply({FactChange(FactOf(absl::StrCat("articles/a/facts/", i)))});
  OpenOther();
  ASSERT_THAT(other_->ConfirmPosition(), IsOk());
  const std::string folder = SegmentFolderOf(other_place_.local);
  const auto written = [&folder] {
    return std::filesystem::last_write_time(std::filesystem::directory_iterator(folder)->path());
  };
  const auto before = written();
  OpenOther();
  EXPECT_EQ(written(), before);
  ExpectSame();
}

// The other has the changes from its feed, and finds them written.
TEST_F(SharedIndexTest, WritesOnlyWhatIsMissing) {
  feed_.Add({FactChange(FactOf("articles/a/facts/1"))});
  ASSERT_THAT(feed_.Give(*writer_), IsOk());
  const absl::StatusOr<feed_client::FeedPosition> position = other_->Position();
  ASSERT_THAT(position, IsOk());
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  feed_.Add({FactChange(FactOf("articles/a/facts/3"))});
  const std::vector<const v1::ChangeRecord*> records = {&feed_.records()[1], &feed_.records()[2]};
  feed_client::ChangeBatch batch;
  batch.records = records;
  batch.position = *position;
  batch.position.offset = 3;
  batch.position.cursor = "cursor 3";
  batch.position.chain_crc = feed_.records()[2].chain_crc();
  ASSERT_THAT(other_->Apply(batch), IsOk());
  EXPECT_THAT(FactsOf(other_published_, 3), ElementsAre(1, 2, 3));
  EXPECT_THAT(CheckIndex(other_place_), IsOk());
  EXPECT_EQ(writer_->Position()->offset, 3);
}

// What it has not heard itself, it may hold in other places yet.
TEST_F(SharedIndexTest, ConfirmsOnlyWhatItWasGiven) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  ASSERT_THAT(other_->Position(), IsOk());
  Apply({PurgeChange("articles/a")});
  EXPECT_EQ(other_->ConfirmPosition()->offset, 1);
  ASSERT_THAT(other_->Position(), IsOk());
  EXPECT_EQ(other_->ConfirmPosition()->offset, 2);
}

TEST_F(SharedIndexTest, IsNotBegunAnewByWhoeverIsLate) {
  feed_client::FeedPosition start;
  start.feed_id = "feed";
  ASSERT_THAT(other_->Position(), IsOk());
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_THAT(other_->StartOver(start), StatusIs(absl::StatusCode::kAborted, HasSubstr("another process")));
  EXPECT_EQ(other_->Position()->offset, 1);
  ExpectSame();
}

TEST_F(SharedIndexTest, FollowsWhereItBeganAnew) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  ExpectSame();
  testing::SampleFeed anew("another");
  anew.Add({FactChange(FactOf("articles/b/facts/1")), RetractChange("articles/b/facts/1"),
            FactChange(FactOf("articles/b/facts/2"))});
  feed_client::FeedPosition start;
  start.feed_id = "another";
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  ASSERT_THAT(anew.Give(*writer_), IsOk());
  ExpectSame();
  EXPECT_THAT(FactsOf(other_published_, 3), ElementsAre(3));
  EXPECT_NE(other_published_.Get()->generation, 0);
}

TEST_F(SharedIndexTest, HearsOnAQuietFeedThatItBeganAnew) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  const absl::StatusOr<feed_client::FeedPosition> position = other_->Position();
  ASSERT_THAT(position, IsOk());
  EXPECT_THAT(GiveOtherABookmark(*position), IsOk());
  feed_client::FeedPosition start;
  start.feed_id = "another";
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  EXPECT_THAT(GiveOtherABookmark(*position), StatusIs(absl::StatusCode::kAborted, HasSubstr("another process")));
  EXPECT_EQ(other_published_.Get()->state.position.feed_id, "another");
}

// As a server does that is promoted without the last commits.
TEST_F(SharedIndexTest, HearsOnAQuietFeedThatItWasTakenBack) {
  Apply({FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))});
  const absl::StatusOr<feed_client::FeedPosition> position = other_->Position();
  ASSERT_THAT(position, IsOk());
  const auto database = directory_.OpenStore("index.db");
  ASSERT_THAT(database->Execute("DELETE FROM fact WHERE recorded_from = 2; UPDATE index_state SET applied_offset = 1"),
              IsOk());
  EXPECT_THAT(GiveOtherABookmark(*position), StatusIs(absl::StatusCode::kAborted, HasSubstr("another process")));
  EXPECT_EQ(other_->Position()->offset, 1);
  EXPECT_THAT(FactsOf(other_published_, 1), ElementsAre(1));
}

TEST_F(SharedIndexTest, ReadsNoEntitiesOfWhatBeganAnew) {
  Apply({EntityChange(EntityOf("entities/a", "A"))});
  ASSERT_THAT(other_->Position(), IsOk());
  const IndexReader reader(other_place_, other_published_);
  const auto list = [&reader] {
    Snapshot snapshot(reader);
    return snapshot.VisitEntities(
        "", {}, 1, [] { return absl::OkStatus(); }, [](absl::string_view, absl::string_view) { return true; });
  };
  EXPECT_THAT(list(), IsOk());
  feed_client::FeedPosition start;
  start.feed_id = "another";
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  const absl::Status refused = list();
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("ask again")));
  EXPECT_EQ(errors::Reason(refused), "INDEX_NOT_READY");
  EXPECT_TRUE(errors::RetryDelay(refused).has_value());
  ASSERT_THAT(other_->Position(), IsOk());
  EXPECT_THAT(list(), IsOk());
}

TEST_F(SharedIndexTest, GoesOnWhenItsSessionsEnd) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  directory_.EndOtherSessions();
  feed_.Add({FactChange(FactOf("articles/a/facts/2"))});
  const absl::Time deadline = absl::Now() + absl::Seconds(30);
  absl::Status given = feed_.Give(*writer_);
  for (; !given.ok() && absl::Now() < deadline; given = feed_.Give(*writer_)) absl::SleepFor(absl::Milliseconds(10));
  ASSERT_THAT(given, IsOk());
  EXPECT_THAT(Facts(), ElementsAre(2, 1));
  ExpectSame();
}

// One that is newer begins it anew, one that is older leaves it alone.
TEST_F(SharedIndexTest, IsOfOneVersion) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  const auto database = directory_.OpenStore("index.db");
  ASSERT_THAT(database->Execute("UPDATE index_state SET projection_version = projection_version + 1, generation = 5"),
              IsOk());
  feed_.Add({FactChange(FactOf("articles/a/facts/2"))});
  EXPECT_THAT(feed_.Give(*writer_), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("another version")));
  PublishedIndex published;
  EXPECT_THAT(IndexWriter::Open({place_.tables, directory_.File("third")}, published),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("another version")));
  ASSERT_THAT(database->Execute("UPDATE index_state SET projection_version = projection_version - 2"), IsOk());
  OpenOther();
  EXPECT_TRUE(other_->was_emptied());
}

TEST_F(SharedIndexTest, IsBegunAnewThoughAnOlderVersionMovesItMeanwhile) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  const auto database = directory_.OpenStore("index.db");
  ASSERT_THAT(database->Execute("UPDATE index_state SET projection_version = projection_version - 1"), IsOk());
  absl::StatusOr<store::Transaction> older = store::Transaction::BeginWrite(*database);
  ASSERT_THAT(older, IsOk());
  ASSERT_THAT(database->Execute("UPDATE index_state SET applied_offset = 2"), IsOk());
  std::thread newer([this] { OpenOther(); });
  absl::SleepFor(absl::Milliseconds(300));
  EXPECT_THAT(older->Commit(), IsOk());
  newer.join();
  ASSERT_NE(other_, nullptr);
  EXPECT_TRUE(other_->was_emptied());
}

TEST_F(SharedIndexTest, StandsBesideNoTablesOfTheLog) {
  const auto log = directory_.OpenStore("log");
  ASSERT_THAT(log->Execute("CREATE TABLE article (name TEXT)"), IsOk());
  PublishedIndex published;
  const auto refused = IndexWriter::Open({directory_.Store("log"), directory_.File("third")}, published);
  EXPECT_EQ(errors::Reason(refused.status()), "STORE_FOREIGN");
}

}  // namespace
}  // namespace dateline::index
