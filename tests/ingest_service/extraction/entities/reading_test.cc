#include "ingest_service/extraction/entities/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ingest_service/extraction/entities/mentions_of.h"
#include "tests/testing/annotated.h"

namespace dateline::extraction {
namespace {

using ::dateline::testing::Annotated;

TEST(Reading, FindsCountryByCode) {
  const Annotated article({"Nothing/NN"});
  const ArticleView view(article.document, article.analysis);
  Reading reading(view, TestLexicon());
  EXPECT_EQ(reading.CountryEntity("VN"), -1);
  const int country = reading.AddUnnamed(language::NameType::kCountry, "Vietnam", "VN");
  EXPECT_EQ(reading.CountryEntity("VN"), country);
}

TEST(Reading, RemembersMention) {
  const Annotated article({"Officials/NNS met/VBD"});
  const ArticleView view(article.document, article.analysis);
  Reading reading(view, TestLexicon());
  Mention mention;
  mention.end_token = 1;
  mention.entities = {reading.AddUnnamed(language::NameType::kPerson, "officials", "")};
  reading.AddMention(mention, true);
  ASSERT_EQ(reading.discourse.LatestFirst().size(), 1u);
  EXPECT_TRUE(reading.discourse.LatestFirst()[0]->plural);
  EXPECT_EQ(reading.last_token[0], 0);
}

}  // namespace
}  // namespace dateline::extraction
