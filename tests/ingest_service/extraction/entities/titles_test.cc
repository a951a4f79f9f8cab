#include "ingest_service/extraction/entities/titles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;

Entities EntitiesOf(const Annotated& article) {
  return FindEntities(article.document, article.analysis, TestLexicon());
}

TEST(Titles, TellGenderAndCountryOfTheirHolder) {
  const Entities entities =
      EntitiesOf(Annotated({"[NATIONALITY:GB British/JJ ] Queen/NNP [PERSON Jane/NNP Roe/NNP ] left/VBD"}));
  const ArticleEntity& queen = entities.entities[entities.titles.at(0).holder];
  EXPECT_EQ(queen.gender, Gender::kFemale);
  EXPECT_EQ(queen.country_code, "GB");
}

TEST(Titles, GiveBodyTheCountryBeforeIt) {
  const Entities entities = EntitiesOf(
      Annotated({"the/DT [NATIONALITY:KH Cambodian/JJ ] [ORGANIZATION National/NNP Assembly/NNP ] met/VBD"}));
  EXPECT_EQ(entities.entities[1].country_code, "KH");
}

TEST(Titles, LeaveMembershipOfNothingOut) {
  EXPECT_TRUE(EntitiesOf(Annotated({"[PERSON Jane/NNP Roe/NNP ] ,/, a/DT member/NN ,/, left/VBD"})).titles.empty());
}

}  // namespace
}  // namespace dateline::extraction
