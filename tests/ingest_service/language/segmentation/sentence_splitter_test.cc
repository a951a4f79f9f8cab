#include "ingest_service/language/segmentation/sentence_splitter.h"

#include "gmock/gmock.h"
#include "ingest_service/language/encoding/word_features.h"

namespace dateline::language {
namespace {

using ::testing::ElementsAre;

std::vector<BoundaryWord> Words(const std::vector<std::string>& forms) {
  std::vector<BoundaryWord> words;
  for (const std::string& form : forms) words.push_back({NormalizeWord(form), WordShape(form), true});
  return words;
}

TEST(MayEndSentence, IsRuledOutBetweenSmallLetters) {
  const std::vector<BoundaryWord> words = Words({"they", "met", "Son", "."});
  EXPECT_FALSE(MayEndSentence(words, 0));
  EXPECT_TRUE(MayEndSentence(words, 1));
}

TEST(MayEndSentence, IsPossibleAfterPunctuation) { EXPECT_TRUE(MayEndSentence(Words({"met", ".", "iPhones"}), 1)); }

TEST(SentenceState, KnowsWhereAQuotationBegan) {
  SentenceState state;
  for (const BoundaryWord& word : Words({"He", "said", "\""})) state.Read(word);
  EXPECT_EQ(state.quotes, 'm');
  for (const BoundaryWord& word : Words({"Yes", "\""})) state.Read(word);
  EXPECT_EQ(state.quotes, '-');
  SentenceState quoted;
  quoted.Read(Words({"“"})[0]);
  EXPECT_EQ(quoted.quotes, 's');
}

TEST(SentenceState, CountsBrackets) {
  SentenceState state;
  for (const BoundaryWord& word : Words({")", "(", "["})) state.Read(word);
  EXPECT_EQ(state.open_brackets, 2);
}

TEST(SentenceSplitter, CutsEndlessSentences) {
  const std::vector<int16_t> weights(2, -1);
  FeatureList features;
  std::vector<int> lengths;
  SentenceSplitter(LinearClassifier(weights)).Split(Words(std::vector<std::string>(1000, "and")), features, lengths);
  EXPECT_THAT(lengths, ElementsAre(kMaxSentenceTokens, kMaxSentenceTokens, 200));
}

TEST(SentenceSplitter, KeepsATitleWithTheName) {
  const std::vector<int16_t> weights(2, 1);
  FeatureList features;
  std::vector<int> lengths;
  SentenceSplitter(LinearClassifier(weights)).Split(Words({"Rep.", "Lee", ".", "Sen.", "Ito"}), features, lengths);
  EXPECT_THAT(lengths, ElementsAre(3, 2));
}

TEST(SentenceSplitter, KeepsInitialsWithTheName) {
  const std::vector<int16_t> weights(2, 1);
  FeatureList features;
  const auto split = [&](const std::vector<std::string>& forms, int glued = -1) {
    std::vector<BoundaryWord> words = Words(forms);
    if (glued >= 0) words[glued].space_after = false;
    std::vector<int> lengths;
    SentenceSplitter(LinearClassifier(weights)).Split(words, features, lengths);
    return lengths;
  };
  EXPECT_THAT(split({"J.", "K", ".", "Rowling", "."}, /*glued=*/1), ElementsAre(5));
  EXPECT_THAT(split({"V", ".", "D.", "Savarkar", "."}, /*glued=*/0), ElementsAre(5));
  EXPECT_THAT(split({"J.", "K.", "Rowling", "."}), ElementsAre(4));
  EXPECT_THAT(split({"V.", "D.", "C.", "Savarkar", "."}), ElementsAre(5));
  EXPECT_THAT(split({"D.", "C.", "The", "end", "."}), ElementsAre(2, 3));
  EXPECT_THAT(split({"J.", "K", ".", "Rowling", "."}), ElementsAre(1, 2, 2));  // "K ." is no initial
  EXPECT_THAT(split({"B.", "Police", "left", "."}), ElementsAre(1, 3));
}

TEST(SentenceSplitter, FindsNoSentenceWithoutWords) {
  const std::vector<int16_t> weights(2, 1);
  FeatureList features;
  std::vector<int> lengths;
  SentenceSplitter(LinearClassifier(weights)).Split({}, features, lengths);
  EXPECT_TRUE(lengths.empty());
}

}  // namespace
}  // namespace dateline::language
