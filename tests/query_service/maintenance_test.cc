#include "query_service/maintenance.h"

#include <filesystem>
#include <string>

#include "gmock/gmock.h"
#include "query_service/index/index_check.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::query_service {
namespace {

using ::dateline::testing::ArticleChange;
using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;

// Of an index that is open for writing all the while.
class MaintenanceTest : public testing::IndexFixture {
 protected:
  MaintenanceTest() {
    config_.store = place_;
    std::filesystem::create_directory(copies_);
    Apply({ArticleChange("articles/a"), FactChange(FactOf("articles/a/facts/1"))});
  }

  Config config_;
  const std::string copies_ = directory_.File("copies");
};

TEST_F(MaintenanceTest, IsWhatTheConfigAsksFor) {
  EXPECT_FALSE(IsMaintenance(config_));
  config_.check = true;
  EXPECT_TRUE(IsMaintenance(config_));
}

TEST_F(MaintenanceTest, ChecksTheIndex) {
  config_.check = true;
  const absl::StatusOr<std::string> report = Maintain(config_);
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(*report, AllOf(HasSubstr("is sound: change 2"), HasSubstr("1 facts")));
}

// Facts enough for a segment, whose file the copy does not have.
TEST_F(MaintenanceTest, CopiesTheIndexAndChecksTheCopy) {
  for (int fact = 2; fact < 10; ++fact) Apply({FactChange(FactOf("articles/a/facts/" + std::to_string(fact)))});
  FinishSegments();
  ASSERT_FALSE(std::filesystem::is_empty(index::SegmentFolderOf(path_)));
  config_.check = true;
  config_.backup_directory = copies_;
  const absl::StatusOr<std::string> report = Maintain(config_);
  ASSERT_THAT(report, IsOk());
  EXPECT_THAT(*report, AllOf(HasSubstr("copied to " + copies_ + "/index.db"), HasSubstr("/copies/index.db is sound")));
  index::PublishedIndex published;
  ASSERT_THAT(index::IndexWriter::Open({copies_ + "/index.db"}, published, sizes_), IsOk());
  EXPECT_FALSE(std::filesystem::is_empty(index::SegmentFolderOf(copies_ + "/index.db")));
}

// What a copy is for: it goes on where it stood.
TEST_F(MaintenanceTest, ACopyFollowsTheFeedFromWhereItStood) {
  config_.backup_directory = copies_;
  ASSERT_THAT(Maintain(config_), IsOk());
  Apply({FactChange(FactOf("articles/a/facts/2"))});
  index::PublishedIndex published;
  const auto restored = *index::IndexWriter::Open({copies_ + "/index.db"}, published);
  EXPECT_EQ(restored->Position()->offset, 2);
  ASSERT_THAT(feed_.Give(*restored), IsOk());
  EXPECT_EQ(index::CheckIndex({copies_ + "/index.db"})->state.totals.checksum,
            index::CheckIndex(place_)->state.totals.checksum);
}

TEST_F(MaintenanceTest, SaysWhatIsInTheWay) {
  config_.backup_directory = directory_.File("missing");
  EXPECT_THAT(Maintain(config_), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("make the folder")));
}

}  // namespace
}  // namespace dateline::query_service
