#include "query_service/index/segmented_facts.h"

#include <filesystem>
#include <fstream>
#include <set>

#include "gmock/gmock.h"
#include "query_service/index/index_check.h"
#include "query_service/index/segment_rows.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::dateline::testing::PurgeChange;
using ::dateline::testing::RetractChange;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Facts 1 to 20 of articles 1 to 20, of which two segments of eight are sealed.
class SegmentedFactsTest : public testing::IndexFixture {
 protected:
  SegmentedFactsTest() {
    for (int fact = 1; fact <= 20; ++fact) {
      Apply({FactChange(FactOf("articles/" + std::to_string(fact) + "/facts/1"))});
    }
    Apply({RetractChange("articles/3/facts/1")});
    held_ = Facts();
    FinishSegments();
  }

  // When no more is being written.
  std::set<std::string> Files() {
    FinishSegments();
    std::set<std::string> names;
    for (const auto& file : std::filesystem::directory_iterator(SegmentFolderOf(path_))) {
      names.insert(file.path().string());
    }
    return names;
  }

  std::vector<int64_t> held_;
};

// Names of another generation would stand for facts that are gone.
TEST(SegmentedFacts, ForgetsTheNamesOfAFormerGenerationWhenItCan) {
  const testing::TemporaryDirectory directory;
  const auto tables = *store::Database::OpenWriter(directory.File("tables"));
  const auto names = *OpenSegmentNames(directory.File("names"));
  ASSERT_THAT(BeginSegmentRows(*names, 1), IsOk());
  ASSERT_THAT(AddSegmentRow(*names, {1, 2, 2, 1, 1, 1, 1}), IsOk());
  auto refuse =
      names->Prepare("CREATE TRIGGER refuse BEFORE DELETE ON segment_source BEGIN SELECT RAISE(ABORT, 'refused'); END");
  ASSERT_THAT(refuse->Run(), IsOk());
  SegmentedFacts facts(*tables, *names, directory.File("names"), {});
  facts.Clear(2);
  EXPECT_FALSE(facts.RetryFailed().ok());
  EXPECT_THAT(*ReadSegmentRows(*names), SizeIs(1));
  ASSERT_THAT(names->Execute("DROP TRIGGER refuse"), IsOk());
  EXPECT_THAT(facts.RetryFailed(), IsOk());
  EXPECT_THAT(*ReadSegmentRows(*names), IsEmpty());
}

TEST_F(SegmentedFactsTest, AreSealedEight) {
  EXPECT_THAT(Files(), SizeIs(2));
  EXPECT_THAT(held_, SizeIs(19));
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(SegmentedFactsTest, AreTheSameWhenOpenedAgain) {
  const std::set<std::string> files = Files();
  OpenWriter();
  EXPECT_EQ(Facts(), held_);
  EXPECT_EQ(Facts(3), (std::vector<int64_t>{3, 2, 1}));
  EXPECT_EQ(Files(), files);
}

TEST_F(SegmentedFactsTest, AreMadeAnewWhereFilesAreLost) {
  const std::set<std::string> files = Files();
  for (const std::string& lost : files) {
    std::filesystem::remove(lost);
    OpenWriter();
    EXPECT_EQ(Facts(), held_);
    EXPECT_EQ(Files(), files);
  }
  std::filesystem::remove_all(SegmentFolderOf(path_));
  OpenWriter();
  EXPECT_EQ(Facts(), held_);
  EXPECT_EQ(Files(), files);
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(SegmentedFactsTest, AreMadeAnewWhereAFileIsDamaged) {
  {
    std::fstream file(*Files().begin(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(400);
    file.put('\x7F');
  }
  EXPECT_THAT(CheckIndex(place_), StatusIs(absl::StatusCode::kDataLoss, _));
  OpenWriter();
  EXPECT_EQ(Facts(), held_);
  EXPECT_THAT(CheckIndex(place_), IsOk());
}

TEST_F(SegmentedFactsTest, LeaveNoFileThatNobodyNames) {
  const std::set<std::string> files = Files();
  std::ofstream(SegmentFolderOf(path_) + "/0000000000000001-00000000.segment") << "x";
  OpenWriter();
  EXPECT_EQ(Files(), files);
}

TEST_F(SegmentedFactsTest, LoseWhatIsPurgedFromFilesAndParts) {
  for (const int article : {5, 18}) {
    const std::set<std::string> files = Files();
    Apply({PurgeChange("articles/" + std::to_string(article))});
    std::erase(held_, article);
    EXPECT_EQ(Facts(), held_);
    EXPECT_EQ(FactBytes(article), "");
    EXPECT_EQ(Files() != files, article == 5);
    EXPECT_THAT(CheckIndex(place_), IsOk());
  }
}

TEST_F(SegmentedFactsTest, OfAnotherFeedLeaveNoFile) {
  ASSERT_THAT(writer_->StartOver(feed_client::FeedPosition()), IsOk());
  EXPECT_THAT(Facts(), IsEmpty());
  EXPECT_THAT(Files(), IsEmpty());
}

// The index goes on in memory while its folder cannot be written, says so when it is asked to confirm, and tries again.
TEST_F(SegmentedFactsTest, GoOnWhereNoFileCanBeWritten) {
  std::filesystem::remove_all(SegmentFolderOf(path_));
  std::ofstream(SegmentFolderOf(path_)) << "not a folder";
  for (int fact = 21; fact <= 30; ++fact) Apply({FactChange(FactOf("articles/a/facts/" + std::to_string(fact)))});
  EXPECT_THAT(Facts(), SizeIs(29));
  EXPECT_FALSE(writer_->ConfirmPosition().ok());
  std::filesystem::remove(SegmentFolderOf(path_));
  EXPECT_THAT(writer_->ConfirmPosition(), IsOk());
  EXPECT_THAT(Files(), SizeIs(1));
  EXPECT_THAT(Facts(), SizeIs(29));
}

// A folder stands where a file is to be removed; it is not empty.
TEST_F(SegmentedFactsTest, AreNotConfirmedWhileAFileCannotBeRemoved) {
  const std::string obstacle = SegmentFolderOf(path_) + "/obstacle";
  std::filesystem::create_directories(obstacle + "/within");
  Apply({PurgeChange("articles/5")});
  EXPECT_THAT(writer_->ConfirmPosition(), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("cannot remove")));
  std::filesystem::remove(obstacle + "/within");
  EXPECT_EQ(writer_->ConfirmPosition()->offset, 22);
  EXPECT_FALSE(std::filesystem::exists(obstacle));
}

// What was committed and cannot be shown is not told to the feed's follower: reads would wait for it in vain.
TEST_F(SegmentedFactsTest, TellNoPositionThatIsNotShown) {
  std::filesystem::remove_all(SegmentFolderOf(path_));
  std::ofstream(SegmentFolderOf(path_)) << "not a folder";
  feed_.Add({PurgeChange("articles/5")});
  EXPECT_FALSE(feed_.Give(*writer_).ok());
  EXPECT_EQ(Facts(), held_);
  EXPECT_FALSE(writer_->Position().ok());
  std::filesystem::remove(SegmentFolderOf(path_));
  EXPECT_EQ(writer_->Position()->offset, 22);
  std::erase(held_, 5);
  EXPECT_EQ(Facts(), held_);
}

}  // namespace
}  // namespace dateline::index
