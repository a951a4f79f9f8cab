// A short form of what `./dev soak orders` does with hundreds of articles.
#include "tests/soak/shuffled_articles.h"

#include <algorithm>
#include <random>

#include "gtest/gtest.h"
#include "tests/testing/article_files.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::soak {
namespace {

using ::dateline::testing::IsOk;

v1::Article ArticleOf(const std::string& body) {
  v1::Article article;
  article.set_body(body);
  return article;
}

TEST(ShuffledArticles, LeaveTheSameKnowledgeInEveryOrder) {
  const auto pipeline = pipeline::Pipeline::Create(DATELINE_DATA_DIRECTORY);
  ASSERT_THAT(pipeline, IsOk());
  auto articles = testing::ReadArticleFiles({DATELINE_SOURCE_DIRECTORY "/deploy/samples"});
  ASSERT_THAT(articles, IsOk());
  articles->push_back(ArticleOf("date 2025-03-04 Swedish Foreign Minister Astrid Lindqvist visited Oslo on Monday."));
  articles->push_back(ArticleOf("date 2025-03-05 Swedish Foreign Minister Lindqvist met Mads Holm on Tuesday."));
  articles->push_back(ArticleOf("The Mekong Water Board (MWB) met the governor in Pakse on Monday."));
  articles->push_back(ArticleOf("MWB spokesman Anders Holm said on Tuesday that the MWB would sue Laos."));
  auto writes = ReadAll(**pipeline, *articles);
  ASSERT_THAT(writes, IsOk());
  const auto expected = KnowledgeOf(*writes);
  ASSERT_THAT(expected, IsOk());
  EXPECT_GE(CountMerged(*expected), 2);
  std::mt19937 random(3);
  for (int order = 0; order < 10; ++order) {
    std::shuffle(writes->begin(), writes->end(), random);
    EXPECT_EQ(*KnowledgeOf(*writes), *expected);
  }
  writes->pop_back();
  EXPECT_NE(*KnowledgeOf(*writes), *expected);
}

}  // namespace
}  // namespace dateline::soak
