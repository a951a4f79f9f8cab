#include "ingest_service/extraction/entities/find_entities.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;

TEST(FindEntities, OfNothingIsEmpty) {
  const Annotated article({});
  const Entities entities = FindEntities(article.document, article.analysis, TestLexicon());
  EXPECT_TRUE(entities.entities.empty());
  EXPECT_TRUE(entities.mentions.empty());
}

TEST(FindEntities, TakesTitleIntoMention) {
  EXPECT_THAT(MentionsOf(Annotated({"President/NNP [PERSON Jane/NNP Roe/NNP ] left/VBD"}), Mention::Kind::kName),
              ElementsAre("President Jane Roe = Jane Roe"));
}

TEST(FindEntities, FindsTitleThatSomebodyIsElectedTo) {
  const Annotated article(
      {"[PERSON An/NNP Binh/NNP ] congratulated/VBD [PERSON Jane/NNP Roe/NNP ] on/IN her/PRP$ election/NN as/IN "
       "President/NNP"});
  const Entities entities = FindEntities(article.document, article.analysis, TestLexicon());
  ASSERT_EQ(entities.titles.size(), 1u);
  EXPECT_EQ(entities.entities[entities.titles[0].holder].display_name, "Jane Roe");
}

}  // namespace
}  // namespace dateline::extraction
