#include "ingest_service/text/document.h"

#include "gtest/gtest.h"

namespace dateline::text {
namespace {

TEST(OffsetMap, IsTheIdentityWithoutRuns) { EXPECT_EQ(OffsetMap().ToBody({3, 7}), (Span{3, 7})); }

TEST(OffsetMap, ShiftsInsideARun) {
  const OffsetMap map({{0, 10, 5}, {5, 40, 5}});
  EXPECT_EQ(map.ToBody({1, 4}), (Span{11, 14}));
  EXPECT_EQ(map.ToBody({6, 10}), (Span{41, 45}));
}

TEST(OffsetMap, EndsWithTheRunThatEndsThere) {
  EXPECT_EQ(OffsetMap({{0, 10, 5}, {5, 40, 5}}).ToBody({0, 5}), (Span{10, 15}));
}

TEST(OffsetMap, SpansRuns) { EXPECT_EQ(OffsetMap({{0, 10, 5}, {5, 40, 5}}).ToBody({4, 6}), (Span{14, 41})); }

TEST(OffsetMap, MapsWhatIsInNoRunToTheGap) {
  const OffsetMap map({{0, 0, 4}, {5, 9, 4}});  // "A &amp; B" -> "A & B" would leave a gap like this
  EXPECT_EQ(map.ToBody({4, 5}), (Span{4, 9}));
}

TEST(OffsetMap, TellsTwoGapsApartByAnEmptyRun) {
  const OffsetMap map({{0, 0, 0}, {1, 4, 0}, {2, 8, 0}});  // "&lt;&gt;" -> "<>"
  EXPECT_EQ(map.ToBody({0, 1}), (Span{0, 4}));
  EXPECT_EQ(map.ToBody({1, 2}), (Span{4, 8}));
}

TEST(OffsetMap, KeepsAnEmptySpanEmpty) { EXPECT_EQ(OffsetMap({{0, 10, 5}}).ToBody({2, 2}), (Span{12, 12})); }

}  // namespace
}  // namespace dateline::text
