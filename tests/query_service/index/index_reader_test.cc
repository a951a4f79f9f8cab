#include "query_service/index/index_reader.h"

#include <filesystem>

#include "gmock/gmock.h"
#include "query_service/index/segmented_facts.h"
#include "tests/query_service/index/index_fixture.h"

namespace dateline::index {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;

using IndexReaderTest = testing::IndexFixture;

TEST_F(IndexReaderTest, CountsTheBytesOfTablesAndSegments) {
  for (int fact = 1; fact <= 8; ++fact) Apply({FactChange(FactOf("articles/a/facts/" + std::to_string(fact)))});
  FinishSegments();
  int64_t segments = 0;
  for (const auto& file : std::filesystem::directory_iterator(SegmentFolderOf(path_))) {
    segments += static_cast<int64_t>(file.file_size());
  }
  EXPECT_GT(segments, 0);
  EXPECT_GT(reader_.StoreBytes(), segments + 4096);
}

TEST_F(IndexReaderTest, ShowsNothingOfAnEmptyIndex) {
  EXPECT_EQ(reader_.Newest()->state.position.feed_id, "");
  EXPECT_TRUE(reader_.Newest()->facts->views().empty());
}

}  // namespace
}  // namespace dateline::index
