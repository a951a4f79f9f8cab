#include "ingest_service/extraction/times/words.h"

#include <string>

#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/extraction/times/words_testing.h"

namespace dateline::extraction {
namespace {

std::string Split(absl::string_view text) {
  return absl::StrJoin(SentenceWords(text).words, "|", [](std::string* out, const Word& word) { *out += word.lower; });
}

TEST(SplitWords, TakesHyphensAndDigitsApart) {
  EXPECT_EQ(Split("mid-November 16th 2026–2030"), "mid|-|november|16|th|2026|–|2030");
  EXPECT_EQ(Split("$7.5bn 7:15"), "$|7.5|bn|7|:|15");
}

TEST(SplitWords, KeepsNumbersAndAbbreviationsWhole) {
  EXPECT_EQ(Split("1,000 2.5 p.m. U.S."), "1,000|2.5|pm|us");
  EXPECT_EQ(Split("Việt Nam’s"), "việt|nam|’|s");
}

TEST(SplitWords, CoversEveryByteOfItsTokens) {
  const SentenceWords sentence("On 3-4 May, “Lý’s” 1,0000,5 $€x..y");
  size_t covered = 0, tokens = 0;
  for (const Word& word : sentence.words) covered += word.span.size_bytes();
  for (const auto& token : sentence.analysis.tokens) tokens += token.span.size_bytes();
  EXPECT_EQ(covered, tokens);
}

double Value(absl::string_view text) {
  const auto number = NumberAt(SentenceWords(text).words, 0);
  return number ? number->value : -1;
}

TEST(NumberAt, ReadsDigits) {
  EXPECT_EQ(Value("1,234,567 people"), 1234567);
  EXPECT_EQ(Value("2.5 million"), 2.5e6);
  EXPECT_EQ(Value("2 1/2 years"), 2.5);
}

TEST(NumberAt, ReadsWords) {
  EXPECT_EQ(Value("twenty-five"), 25);
  EXPECT_EQ(Value("two hundred and six thousand"), 206000);
  EXPECT_EQ(Value("a hundred"), 100);
  EXPECT_EQ(Value("three dozen"), 36);
  EXPECT_EQ(Value("one million two hundred thousand"), 1200000);
}

TEST(NumberAt, ReadsNoArticleAndNoWord) {
  EXPECT_EQ(Value("a year"), -1);
  EXPECT_EQ(Value("people"), -1);
}

TEST(OrdinalAt, ReadsDigitsAndWords) {
  EXPECT_EQ(OrdinalAt(SentenceWords("21st meeting").words, 0)->value, 21);
  EXPECT_EQ(OrdinalAt(SentenceWords("twenty-first century").words, 0)->value, 21);
  EXPECT_FALSE(OrdinalAt(SentenceWords("21 meetings").words, 0));
}

TEST(At, AnswersBeyondTheEnds) {
  const SentenceWords sentence("one");
  EXPECT_EQ(At(sentence.words, -1).lower, "");
  EXPECT_EQ(At(sentence.words, 7).number, -1);
}

}  // namespace
}  // namespace dateline::extraction
