#include "ingest_service/extraction/entities/acronym.h"

#include "gtest/gtest.h"

namespace dateline::extraction {
namespace {

TEST(IsAcronym, HasNoSmallLetter) {
  EXPECT_TRUE(IsAcronym("ASEAN"));
  EXPECT_TRUE(IsAcronym("G20"));
  EXPECT_TRUE(IsAcronym("U.N."));
  EXPECT_FALSE(IsAcronym("Asean"));
  EXPECT_FALSE(IsAcronym("20G"));
  EXPECT_FALSE(IsAcronym("A"));
  EXPECT_FALSE(IsAcronym(""));
}

}  // namespace
}  // namespace dateline::extraction
