#include "ingest_service/language/names/name_features.h"

#include <algorithm>

#include "gtest/gtest.h"
#include "tests/ingest_service/language/names/marked_text.h"

namespace dateline::language {
namespace {

// Features of a text's sentences, token by token.
std::vector<std::vector<uint64_t>> Features(const MarkedText& text) {
  const NameFeatureExtractor extractor(text.tokens, text.simple.sentences);
  TokenFeatures features;
  std::vector<std::vector<uint64_t>> all;
  for (const Sentence& sentence : text.simple.sentences) {
    extractor.Extract(sentence, features);
    for (int token = 0; token < sentence.end_token - sentence.begin_token; ++token) {
      const auto values = features.Of(token);
      all.emplace_back(values.begin(), values.end());
    }
  }
  return all;
}

TEST(NameFeatureExtractor, GivesEveryTokenFeatures) {
  const auto features = Features(MarkedText("Hanoi said\nso"));
  ASSERT_EQ(features.size(), 3u);
  for (const auto& token : features) EXPECT_FALSE(token.empty());
}

TEST(NameFeatureExtractor, SeesCapitals) {
  EXPECT_NE(Features(MarkedText("a turkey ran"))[1], Features(MarkedText("a Turkey ran"))[1]);
}

TEST(NameFeatureExtractor, SeesNeighbours) {
  EXPECT_NE(Features(MarkedText("in Miramar today"))[1], Features(MarkedText("by Miramar today"))[1]);
}

TEST(NameFeatureExtractor, SeesOtherPlacesOfTheDocument) {
  EXPECT_NE(Features(MarkedText("as Zorvex fell\nMr Zorvex rose"))[1],
            Features(MarkedText("as Zorvex fell\nMr Torvex rose"))[1]);
}

TEST(NameFeatureExtractor, SeesNoFurtherThanItsDocument) {
  EXPECT_EQ(Features(MarkedText("as Zorvex fell\nnobody rose"))[1],
            Features(MarkedText("as Zorvex fell\nnobody ran"))[1]);
}

TEST(NameFeatureExtractor, IsDeterministic) {
  const MarkedText text("U.S. President Donald Trump met the ASEAN Secretariat.\nTrump left.");
  EXPECT_EQ(Features(text), Features(text));
}

}  // namespace
}  // namespace dateline::language
