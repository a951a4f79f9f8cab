#include "ingest_service/extraction/entities/name_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dateline::extraction {
namespace {

using ::testing::ElementsAre;

TEST(NameWords, FoldsAndPartsAtHyphens) {
  EXPECT_THAT(NameWords("Haider al-Abadi"), ElementsAre("haider", "al", "abadi"));
}
TEST(NameWords, DropsPeriodsAndArticle) { EXPECT_THAT(NameWords("the U.S."), ElementsAre("us")); }
TEST(NameWords, DropsSuffix) { EXPECT_THAT(NameWords("Edward DeBartolo Jr."), ElementsAre("edward", "debartolo")); }
TEST(NameWords, PartsAtTypographicApostrophe) { EXPECT_THAT(NameWords("Cambodia’s"), ElementsAre("cambodia", "s")); }
TEST(NameWords, OfPunctuationIsEmpty) { EXPECT_TRUE(NameWords("—").empty()); }

TEST(FindPart, TellsWherePartStands) {
  const std::vector<std::string> full = {"bui", "thanh", "son"};
  EXPECT_EQ(FindPart({"son"}, full), PartPosition::kLast);
  EXPECT_EQ(FindPart({"bui"}, full), PartPosition::kFirst);
  EXPECT_EQ(FindPart({"thanh"}, full), PartPosition::kMiddle);
  EXPECT_EQ(FindPart({"bui", "son"}, full), PartPosition::kWhole);
  EXPECT_EQ(FindPart({"son", "bui"}, full), PartPosition::kNone);
  EXPECT_EQ(FindPart({}, full), PartPosition::kNone);
}

TEST(Initials, SkipSmallWords) { EXPECT_EQ(Initials({"house", "of", "the", "people"}), "hp"); }

}  // namespace
}  // namespace dateline::extraction
