#include "ingest_service/extraction/times/duration_value.h"

#include "gtest/gtest.h"

namespace dateline::extraction {
namespace {

TEST(DurationValue, WritesWholeCounts) {
  EXPECT_EQ(DurationValue(3, Unit::kDay), "P3D");
  EXPECT_EQ(DurationValue(2, Unit::kHour), "PT2H");
  EXPECT_EQ(DurationValue(2, Unit::kDecade), "P20Y");
}

TEST(DurationValue, WritesPartsInSmallerUnits) {
  EXPECT_EQ(DurationValue(5.5, Unit::kHour), "PT5H30M");
  EXPECT_EQ(DurationValue(2.5, Unit::kYear), "P2Y6M");
  EXPECT_EQ(DurationValue(1.5, Unit::kDay), "P1DT12H");
  EXPECT_EQ(DurationValue(0.5, Unit::kHour), "PT30M");
}

TEST(DurationValue, WritesVagueCounts) {
  EXPECT_EQ(DurationValue(std::nullopt, Unit::kYear), "PXY");
  EXPECT_EQ(DurationValue(std::nullopt, Unit::kMinute), "PTXM");
}

TEST(SetValue, WritesWhatRepeats) {
  Meaning meaning;
  meaning.type = TimeExpression::Type::kSet;
  meaning.count = 1;
  meaning.unit = Unit::kYear;
  EXPECT_EQ(SetValue(meaning), "P1Y");
  meaning.weekday = 4;
  EXPECT_EQ(SetValue(meaning), "XXXX-WXX-4");
}

}  // namespace
}  // namespace dateline::extraction
