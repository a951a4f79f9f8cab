#include "ingest_service/extraction/entities/name_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ingest_service/extraction/entities/reading.h"
#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;
using ::testing::ElementsAre;

TEST(NameGroups, JoinsNamesAcrossCommasAndAnd) {
  const Annotated article({"A/NNP ,/, B/NNP and/CC C/NNP met/VBD"});
  const ArticleView view(article.document, article.analysis);
  Reading reading(view, TestLexicon());
  for (int i = 0; i < 3; ++i) reading.AddUnnamed(language::NameType::kPerson, "x", "");
  NameGroups groups(reading);
  groups.Join(0, 1, {0});
  groups.Join(2, 3, {1});
  EXPECT_TRUE(reading.discourse.LatestFirst().empty());
  groups.Join(4, 5, {2});
  ASSERT_EQ(reading.discourse.LatestFirst().size(), 1u);
  EXPECT_THAT(reading.discourse.LatestFirst()[0]->entities, ElementsAre(0, 1, 2));
}

}  // namespace
}  // namespace dateline::extraction
