#include "query_service/segments/segment_builder.h"

#include "gmock/gmock.h"
#include "tests/query_service/segments/segment_samples.h"

namespace dateline::segments {
namespace {

using ::dateline::testing::RandomDocuments;
using ::dateline::testing::SegmentOf;

TEST(SegmentBuilder, OfNothingMakesAnEmptySegment) {
  const auto segment = Segment::FromMemory(SegmentBuilder().Build(), "");
  EXPECT_EQ(segment->fact_count(), 0u);
  EXPECT_EQ(segment->term_count(), 0u);
  EXPECT_FALSE(segment->FindTerm("a").has_value());
}

// Where a segment was cut into parts does not show.
TEST(SegmentBuilder, MakesTheSameOfFactsAndOfTheirSegments) {
  for (uint32_t seed = 1; seed <= 20; ++seed) {
    const std::vector<FactDocument> documents = RandomDocuments(seed, 100);
    std::mt19937 random(seed);
    SegmentBuilder by_segments;
    for (size_t begin = 0; begin < documents.size();) {
      const size_t end = std::min(documents.size(), begin + 1 + random() % 40);
      by_segments.Append(*SegmentOf({documents.begin() + static_cast<std::ptrdiff_t>(begin),
                                     documents.begin() + static_cast<std::ptrdiff_t>(end)}));
      begin = end;
    }
    EXPECT_EQ(by_segments.fact_count(), documents.size());
    EXPECT_EQ(by_segments.Build(), SegmentOf(documents)->image()) << "seed " << seed;
  }
}

}  // namespace
}  // namespace dateline::segments
