#include "cli/checksum_comparison.h"

#include "gmock/gmock.h"

namespace dateline::cli {
namespace {

using ::testing::HasSubstr;

IndexAt At(const std::string& address, int64_t offset, const std::string& checksum, const std::string& feed = "f") {
  IndexAt index;
  index.address = address;
  index.status.set_feed_id(feed);
  index.status.set_applied_offset(offset);
  index.status.set_content_checksum(checksum);
  return index;
}

TEST(CompareChecksums, AgreesWhereTheyAreEqual) {
  const ChecksumComparison comparison = CompareChecksums({At("a", 7, "x"), At("b", 7, "x")});
  EXPECT_EQ(comparison.compared, 2);
  EXPECT_EQ(comparison.difference, "");
}

TEST(CompareChecksums, NamesThoseThatDiffer) {
  const ChecksumComparison comparison = CompareChecksums({At("a", 7, "x"), At("b", 7, "y"), At("c", 7, "x")});
  EXPECT_EQ(comparison.compared, 3);
  EXPECT_THAT(comparison.difference, HasSubstr("at change 7: a, c have x; b has y"));
}

TEST(CompareChecksums, ComparesOnlyOneStateOfOneFeed) {
  const std::vector<IndexAt> indexes = {At("a", 7, "x"), At("b", 8, "y"), At("c", 7, "z", "another feed"),
                                        At("d", 7, ""), At("e", 7, "")};
  EXPECT_EQ(CompareChecksums(indexes).compared, 0);
  EXPECT_EQ(CompareChecksums(indexes).difference, "");
}

}  // namespace
}  // namespace dateline::cli
