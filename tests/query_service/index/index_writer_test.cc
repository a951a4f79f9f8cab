#include "query_service/index/index_writer.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "query_service/index/index_check.h"
#include "query_service/index/schema.h"
#include "query_service/index/segmented_facts.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::EntityChange;
using ::dateline::testing::EntityOf;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::FactSnapshot;
using ::dateline::testing::GiveResponse;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RemoveChange;
using ::dateline::testing::RetractChange;
using ::dateline::testing::StatusIs;
using ::dateline::testing::StoreDirectory;
using ::testing::_;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using IndexWriterTest = testing::IndexFixture;

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

TEST_F(IndexWriterTest, MakesAnewAnIndexOfAnOlderLayout) {
  if (StoreDirectory::IsPostgres()) GTEST_SKIP() << "of PostgreSQL there is no older layout";
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  writer_.reset();
  {
    const auto database = *store::Database::OpenWriter(place_.tables);
    ASSERT_THAT(database->Execute("PRAGMA user_version=1"), IsOk());
  }
  OpenWriter();
  EXPECT_EQ(writer_->Position()->feed_id, "");
  EXPECT_THAT(Facts(), IsEmpty());
}

TEST_F(IndexWriterTest, EmptiesAnIndexThatOtherCodeMade) {
  Apply({FactChange(FactOf("articles/a/facts/1"))});
  EXPECT_FALSE(writer_->was_emptied());
  writer_.reset();
  {
    const auto database = *store::Database::OpenWriter(place_.tables);
    ASSERT_THAT(database->Execute("UPDATE index_state SET projection_version = projection_version - 1"), IsOk());
  }
  OpenWriter();
  EXPECT_TRUE(writer_->was_emptied());
  EXPECT_EQ(writer_->Position()->feed_id, "");
  EXPECT_THAT(Facts(), IsEmpty());
}

constexpr char kSecret[] = "Nguyễn Văn Bí Mật";

// One article with a secret in its publisher, its fact and its entity, among others.
std::vector<v1::Change> SecretAmongOthers() {
  std::vector<v1::Change> changes;
  for (int i = 0; i < 300; ++i) {
    const std::string article = absl::StrCat("articles/", i);
    const std::string name = i == 150 ? kSecret : "Prak Sokhonn";
    v1::Fact fact = FactOf(article + "/facts/1", {{v1::PARTICIPANT_ROLE_ACTOR, absl::StrCat("entities/", i)}});
    fact.mutable_evidence()->set_text(name + " said so.");
    changes.push_back(ArticleChange(article, i == 150 ? "Publisher Bí Mật" : "VNA"));
    changes.push_back(EntityChange(EntityOf(absl::StrCat("entities/", i), name)));
    changes.push_back(FactChange(fact));
  }
  // Versions that hold no more are erased too.
  changes.push_back(RetractChange("articles/150/facts/1"));
  changes.push_back(RemoveChange("entities/150"));
  return changes;
}

v1::Change SecretPurge() { return PurgeChange("articles/150", {"entities/150"}); }

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class IndexWriterErasure : public IndexWriterTest {
 protected:
  void SetUp() override {
    if (StoreDirectory::IsPostgres()) GTEST_SKIP() << "what PostgreSQL deleted is left to its VACUUM";
  }

  // Anything of the secret, as written or folded.
  bool FilesHoldSecret() {
    std::string bytes = ReadFile(path_) + ReadFile(path_ + "-wal");
    for (const auto& file : std::filesystem::directory_iterator(SegmentFolderOf(path_))) {
      bytes += ReadFile(file.path().string());
    }
    for (const char* const text : {"Bí Mật", "bi mat", "nguyen", "articles/150/facts", "entities/150"}) {
      if (absl::StrContains(bytes, text)) return true;
    }
    return false;
  }
};

TEST_F(IndexWriterErasure, LeavesNoCopyInTheFiles) {
  Apply(SecretAmongOthers());
  ASSERT_THAT(writer_->ConfirmPosition(), IsOk());
  ASSERT_TRUE(FilesHoldSecret());
  Apply({SecretPurge()});
  EXPECT_TRUE(TakeSnapshot().state().erasure_pending);
  const absl::StatusOr<feed_client::FeedPosition> confirmed = writer_->ConfirmPosition();
  ASSERT_THAT(confirmed, IsOk());
  EXPECT_EQ(confirmed->offset, 903);
  EXPECT_FALSE(FilesHoldSecret());
  EXPECT_FALSE(TakeSnapshot().state().erasure_pending);
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(IndexWriterErasure, ConfirmsNoPurgeWhileAReaderSeesWhatWasPurged) {
  Apply(SecretAmongOthers());
  ASSERT_THAT(writer_->ConfirmPosition(), IsOk());
  std::optional<Snapshot> reading(reader_);
  ASSERT_THAT(reading->FindEntity("entities/150", 451), IsOk());
  Apply({SecretPurge()});
  EXPECT_EQ(writer_->ConfirmPosition()->offset, 902);
  // Neither the reader nor the writer is held up.
  EXPECT_TRUE(reading->FindEntity("entities/150", 452)->has_value());
  EXPECT_TRUE(reading->facts().Find("articles/150/facts/1", 453)->has_value());
  Apply({FactChange(FactOf("articles/1/facts/2"))});
  EXPECT_EQ(writer_->ConfirmPosition()->offset, 902);
  EXPECT_EQ(FindFact("articles/1/facts/2", 904), 904);
  reading.reset();
  EXPECT_EQ(writer_->ConfirmPosition()->offset, 904);
  EXPECT_FALSE(FilesHoldSecret());
}

TEST_F(IndexWriterErasure, OfNothingIsNotPending) {
  Apply({SecretPurge()});
  EXPECT_FALSE(TakeSnapshot().state().erasure_pending);
}

TEST_F(IndexWriterErasure, StartingOverErasesWhatWasThere) {
  Apply(SecretAmongOthers());
  ASSERT_THAT(writer_->StartOver(feed_client::FeedPosition()), IsOk());
  EXPECT_FALSE(FilesHoldSecret());
}

TEST_F(IndexWriterTest, IsWholeOnlyAtTheEndOfASnapshot) {
  feed_client::FeedPosition start;
  start.feed_id = "feed";
  start.stage = feed_client::FeedPosition::Stage::kSnapshot;
  ASSERT_THAT(writer_->StartOver(start), IsOk());
  v1::StreamChangesResponse part;
  *part.add_snapshot_records() = FactSnapshot(4, FactOf("articles/a/facts/1"));
  part.set_cursor("in the snapshot");
  ASSERT_THAT(GiveResponse(part, *writer_), IsOk());
  OpenWriter();
  EXPECT_EQ(writer_->Position()->cursor, "in the snapshot");
  EXPECT_EQ(writer_->Position()->stage, feed_client::FeedPosition::Stage::kSnapshot);
  part.Clear();
  *part.add_snapshot_records() = FactSnapshot(7, FactOf("articles/a/facts/2"));
  part.mutable_snapshot_end()->set_head_offset(7);
  ASSERT_THAT(GiveResponse(part, *writer_), IsOk());
  OpenWriter();
  EXPECT_FALSE(writer_->Position()->is_whole());
  v1::StreamChangesResponse bookmark;
  bookmark.mutable_bookmark()->set_head_offset(7);
  ASSERT_THAT(GiveResponse(bookmark, *writer_), IsOk());
  OpenWriter();
  EXPECT_TRUE(writer_->Position()->is_whole());
  EXPECT_TRUE(TakeSnapshot().state().caught_up);
  EXPECT_THAT(Facts(), ElementsAre(7, 4));
}

#ifdef DATELINE_FAIL_POINTS
constexpr char kTablesVariable[] = "DATELINE_TEST_INDEX_TABLES";
constexpr char kLocalVariable[] = "DATELINE_TEST_INDEX_LOCAL";

// Of the process that is to die.
IndexPlace GivenPlace() { return {getenv(kTablesVariable), getenv(kLocalVariable)}; }

std::vector<v1::Change> TwoFacts() {
  return {FactChange(FactOf("articles/a/facts/1")), FactChange(FactOf("articles/a/facts/2"))};
}

// What the process does that is to die; run by IndexWriterCrash only.
TEST(IndexWriterCrashChild, DISABLED_AppliesWhatIsLeft) {
  ASSERT_NE(getenv(kTablesVariable), nullptr);
  testing::SampleFeed feed;
  feed.Add(TwoFacts());
  PublishedIndex published;
  static_cast<void>(feed.Give(**IndexWriter::Open(GivenPlace(), published)));
}

TEST(IndexWriterCrashChild, DISABLED_Purges) {
  ASSERT_NE(getenv(kTablesVariable), nullptr);
  testing::SampleFeed feed;
  feed.Add(SecretAmongOthers());
  feed.Add({SecretPurge()});
  PublishedIndex published;
  const auto writer = *IndexWriter::Open(GivenPlace(), published);
  static_cast<void>(feed.Give(*writer));
  static_cast<void>(writer->ConfirmPosition());
}

// As many as a segment of IndexFixture takes, and a few more.
std::vector<v1::Change> TenFacts() {
  std::vector<v1::Change> changes;
  for (int fact = 1; fact <= 10; ++fact) changes.push_back(FactChange(FactOf(absl::StrCat("articles/a/facts/", fact))));
  return changes;
}

TEST(IndexWriterCrashChild, DISABLED_Seals) {
  ASSERT_NE(getenv(kTablesVariable), nullptr);
  testing::SampleFeed feed;
  feed.Add(TenFacts());
  PublishedIndex published;
  const auto writer = *IndexWriter::Open(GivenPlace(), published, {8, 2});
  static_cast<void>(feed.Give(*writer));
  static_cast<void>(writer->ConfirmPosition());
}

// Runs a test of IndexWriterCrashChild in a process that dies at the fail-point.
void RunAndDie(const std::string& test, const std::string& fail_point, const IndexPlace& place) {
  const std::string filter = "--gtest_filter=IndexWriterCrashChild." + test;
  const pid_t child = fork();
  if (child == 0) {
    setenv("DATELINE_FAIL_POINT", fail_point.c_str(), 1);
    setenv(kTablesVariable, place.tables.c_str(), 1);
    setenv(kLocalVariable, place.local.c_str(), 1);
    unsetenv("DATELINE_STORE");
    execl("/proc/self/exe", "index_test", filter.c_str(), "--gtest_also_run_disabled_tests",
          static_cast<char*>(nullptr));
    _exit(1);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "the fail-point was not passed";
}

class IndexWriterErasureCrash : public IndexWriterErasure, public ::testing::WithParamInterface<std::string> {};

TEST_P(IndexWriterErasureCrash, IsMadeGoodWhenTheIndexIsOpened) {
  Apply(SecretAmongOthers());
  ASSERT_THAT(writer_->ConfirmPosition(), IsOk());
  writer_.reset();
  RunAndDie("DISABLED_Purges", GetParam(), place_);
  EXPECT_TRUE(FilesHoldSecret());
  OpenWriter();
  EXPECT_EQ(writer_->Position()->offset, 903);
  EXPECT_FALSE(FilesHoldSecret());
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

INSTANTIATE_TEST_SUITE_P(Every, IndexWriterErasureCrash,
                         ::testing::Values("index_after_commit", "index_before_erasure", "index_after_rewrite"));

class IndexWriterSealCrash : public IndexWriterTest, public ::testing::WithParamInterface<std::string> {};

TEST_P(IndexWriterSealCrash, IsMadeGoodWhenTheIndexIsOpened) {
  feed_.Add(TenFacts());
  ASSERT_THAT(feed_.Give(*writer_, 1), IsOk());
  writer_.reset();
  RunAndDie("DISABLED_Seals", GetParam(), place_);
  OpenWriter();
  Apply({FactChange(FactOf("articles/b/facts/1"))});
  EXPECT_THAT(Facts(), ElementsAre(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1));
  FinishSegments();
  EXPECT_THAT(CheckIndex(place_), IsOk());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(SegmentFolderOf(path_)), {}), 1);
}

INSTANTIATE_TEST_SUITE_P(Every, IndexWriterSealCrash, ::testing::Values("index_before_segment", "index_after_segment"));

// Applies the second of two changes in a process that dies at the fail-point.
class IndexWriterCrash : public IndexWriterTest {
 protected:
  void ApplyAndDie(const std::string& fail_point) {
    feed_.Add(TwoFacts());
    ASSERT_THAT(feed_.Give(*writer_, 1), IsOk());
    writer_.reset();
    RunAndDie("DISABLED_AppliesWhatIsLeft", fail_point, place_);
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
