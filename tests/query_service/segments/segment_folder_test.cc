#include "query_service/segments/segment_folder.h"

#include <filesystem>
#include <fstream>

#include "gmock/gmock.h"
#include "tests/query_service/segments/segment_samples.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::segments {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::RandomDocuments;
using ::dateline::testing::SegmentOf;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::HasSubstr;

class SegmentFolderTest : public ::testing::Test {
 protected:
  SegmentFolderTest() {
    const std::vector<FactDocument> documents = RandomDocuments(1, 30);
    parts_ = {SegmentOf({documents.begin(), documents.begin() + 10}),
              SegmentOf({documents.begin() + 10, documents.end()})};
    whole_ = SegmentOf(documents);
  }
  std::string PathOf(const SegmentFile& file) { return directory_.File("segments") + "/" + file.Name(); }

  testing::TemporaryDirectory directory_;
  const SegmentFolder folder_{directory_.File("segments")};
  std::vector<std::shared_ptr<const Segment>> parts_;
  std::shared_ptr<const Segment> whole_;
};

TEST_F(SegmentFolderTest, GivesBackWhatWasWritten) {
  const absl::StatusOr<SegmentFile> file = folder_.Write(parts_);
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->first_recorded_from, 2);
  EXPECT_EQ(file->last_recorded_from, 60);
  EXPECT_EQ(file->fact_count, 30);
  const auto segment = folder_.Open(*file);
  ASSERT_THAT(segment, IsOk());
  EXPECT_EQ((*segment)->image(), whole_->image());
  for (Doc doc = 0; doc < 30; ++doc) {
    std::string expected, bytes;
    ASSERT_THAT(whole_->AppendContent(doc, expected), IsOk());
    ASSERT_THAT((*segment)->AppendContent(doc, bytes), IsOk());
    EXPECT_EQ(bytes, expected);
  }
  EXPECT_THAT(folder_.CheckContent(*file), IsOk());
}

TEST_F(SegmentFolderTest, RefusesADamagedImageOrAnotherLength) {
  const SegmentFile file = *folder_.Write(parts_);
  {
    std::fstream damaged(PathOf(file), std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekp(300);
    damaged.put('\x7F');
  }
  EXPECT_THAT(folder_.Open(file), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("damaged")));
  std::filesystem::resize_file(PathOf(file), 300);
  EXPECT_THAT(folder_.Open(file), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("not as long")));
  std::filesystem::remove(PathOf(file));
  EXPECT_THAT(folder_.Open(file), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("cannot be opened")));
}

TEST_F(SegmentFolderTest, NoticesDamagedContent) {
  const SegmentFile file = *folder_.Write(parts_);
  {
    std::fstream damaged(PathOf(file), std::ios::in | std::ios::out | std::ios::binary);
    damaged.seekp(-1, std::ios::end);
    damaged.put('\x7F');
  }
  EXPECT_THAT(folder_.Open(file), IsOk());
  EXPECT_THAT(folder_.CheckContent(file), StatusIs(absl::StatusCode::kDataLoss, _));
}

TEST_F(SegmentFolderTest, RemovesAllButSomeWhichReadersKeep) {
  const SegmentFile file = *folder_.Write(parts_);
  const SegmentFile other = *folder_.Write({&parts_[1], 1});
  const auto segment = *folder_.Open(other);
  std::ofstream(directory_.File("segments") + "/unfinished.new") << "x";
  EXPECT_THAT(folder_.RemoveAllBut({file}), IsOk());
  EXPECT_TRUE(std::filesystem::exists(PathOf(file)));
  EXPECT_FALSE(std::filesystem::exists(PathOf(other)));
  EXPECT_EQ(folder_.Bytes(), file.image_bytes + file.content_bytes);
  std::string bytes;
  EXPECT_THAT(segment->AppendContent(0, bytes), IsOk());
}

TEST_F(SegmentFolderTest, HasNothingToRemoveBeforeTheFirstFile) {
  EXPECT_THAT(folder_.RemoveAllBut({}), IsOk());
  EXPECT_EQ(folder_.Bytes(), 0);
}

// What cannot be read is neither gone nor damaged.
TEST_F(SegmentFolderTest, SaysThatItCannotReadTheFolder) {
  const SegmentFile file = *folder_.Write(parts_);
  std::filesystem::remove_all(directory_.File("segments"));
  std::ofstream(directory_.File("segments")) << "not a folder";
  EXPECT_THAT(folder_.RemoveAllBut({}), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("read the folder")));
  EXPECT_THAT(folder_.Open(file), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("cannot open")));
}

TEST_F(SegmentFolderTest, SaysWhereItCannotWrite) {
  const SegmentFolder nowhere("/proc/nowhere");
  EXPECT_THAT(nowhere.Write(parts_), StatusIs(absl::StatusCode::kUnavailable, HasSubstr("/proc/nowhere")));
}

}  // namespace
}  // namespace dateline::segments
