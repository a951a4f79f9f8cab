#include "query_service/answers/title_words.h"

#include "gtest/gtest.h"
#include "platform/unicode/fold.h"

namespace dateline::answers {
namespace {

v1::Fact ForeignMinister(const std::string& title) {
  v1::Fact fact;
  fact.mutable_office()->set_title(title);
  fact.mutable_office()->set_normalized_title("Minister of Foreign Affairs");
  v1::Participant& holder = *fact.add_participants();
  holder.set_role(v1::PARTICIPANT_ROLE_HOLDER);
  holder.set_display_name("Le Hoang Khai");
  v1::Participant& country = *fact.add_participants();
  country.set_role(v1::PARTICIPANT_ROLE_COUNTRY);
  country.set_display_name("Việt Nam");
  country.mutable_mention()->set_text("Vietnamese");
  return fact;
}

// Whether the office explains all words.
bool Explains(const v1::Fact& office, const std::string& words) {
  TitleWords title(unicode::FoldedWords(words));
  title.Remove(office);
  return title.empty();
}

TEST(TitleWords, AreExplainedByTheTitleAsWrittenAndSpelledOut) {
  EXPECT_TRUE(Explains(ForeignMinister("Foreign Minister"), "Foreign Minister"));
  EXPECT_TRUE(Explains(ForeignMinister("Top Diplomat"), "Minister for Foreign Affairs"));
  EXPECT_TRUE(Explains(ForeignMinister("Top Diplomat"), "top diplomat"));
  EXPECT_FALSE(Explains(ForeignMinister("Foreign Minister"), "Prime Minister"));
}

TEST(TitleWords, AreExplainedByCountryAndOrganization) {
  EXPECT_TRUE(Explains(ForeignMinister("FM"), "Vietnamese FM"));
  EXPECT_TRUE(Explains(ForeignMinister("FM"), "Viet Nam's FM"));
  EXPECT_FALSE(Explains(ForeignMinister("FM"), "Thai FM"));
}

TEST(TitleWords, AreNotExplainedByTheHoldersName) { EXPECT_FALSE(Explains(ForeignMinister("FM"), "FM Hoang")); }

TEST(TitleWords, MayBeInitials) {
  EXPECT_TRUE(Explains(ForeignMinister("Top Diplomat"), "FM"));
  EXPECT_FALSE(Explains(ForeignMinister("Top Diplomat"), "PM"));
  EXPECT_FALSE(Explains(ForeignMinister("Top Diplomat"), "M"));
}

TEST(TitleWords, OfTwoOfficesNeedBoth) {
  v1::Fact deputy = ForeignMinister("Deputy PM");
  deputy.mutable_office()->set_normalized_title("Deputy Prime Minister");
  TitleWords title(unicode::FoldedWords("Deputy PM and FM"));
  title.Remove(deputy);
  EXPECT_FALSE(title.empty());
  title.Remove(ForeignMinister("FM"));
  EXPECT_TRUE(title.empty());
}

}  // namespace
}  // namespace dateline::answers
