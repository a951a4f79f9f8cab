#include "ingest_service/extraction/times/number_words.h"

#include "gtest/gtest.h"

namespace dateline::extraction {
namespace {

TEST(NumberWords, KnowsSmallNumbers) {
  EXPECT_EQ(SmallNumberOf("zero"), 0);
  EXPECT_EQ(SmallNumberOf("nineteen"), 19);
  EXPECT_EQ(SmallNumberOf("ninety"), 90);
  EXPECT_EQ(SmallNumberOf("hundred"), std::nullopt);
}

TEST(NumberWords, KnowsScales) {
  EXPECT_EQ(ScaleOf("hundred"), 100);
  EXPECT_EQ(ScaleOf("trillion"), 1'000'000'000'000);
  EXPECT_EQ(ScaleOf("ten"), std::nullopt);
}

TEST(NumberWords, KnowsOrdinals) {
  EXPECT_EQ(OrdinalOf("first"), 1);
  EXPECT_EQ(OrdinalOf("twentieth"), 20);
  EXPECT_EQ(OrdinalOf("one"), std::nullopt);
}

}  // namespace
}  // namespace dateline::extraction
