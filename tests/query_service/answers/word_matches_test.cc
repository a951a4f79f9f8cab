#include "query_service/answers/word_matches.h"

#include "gmock/gmock.h"
#include "tests/query_service/segments/segment_samples.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::DocumentOf;
using ::dateline::testing::FactSaying;
using ::testing::ElementsAre;

class WordMatchesTest : public ::testing::Test {
 protected:
  std::vector<segments::Doc> Matches(const std::string& query) {
    segments::DocSet facts(segment_->fact_count());
    facts.SetBelow(segment_->fact_count());
    KeepMatches(*ParseSearchQuery(query), *segment_, facts);
    std::vector<segments::Doc> docs;
    facts.ForEach([&](segments::Doc doc) { docs.push_back(doc); });
    return docs;
  }
  int Occurrences(const std::string& word, segments::Doc doc) {
    return WordMatches(*ParseSearchQuery(word), *segment_).Occurrences(doc);
  }
  static segments::FactDocument WithTheme(const std::string& evidence, const std::string& theme) {
    v1::Fact fact = FactSaying("articles/a/facts/9", evidence);
    fact.mutable_theme()->set_text(theme);
    return DocumentOf(9, fact);
  }

  const std::shared_ptr<const segments::Segment> segment_ =
      testing::SegmentOf({DocumentOf(1, FactSaying("articles/a/facts/1", "trade deal trade deal")),
                          DocumentOf(2, FactSaying("articles/a/facts/2", "deal on trade")),
                          DocumentOf(3, FactSaying("articles/a/facts/3", "trader")), WithTheme("a trade", "deal b")});
};

TEST_F(WordMatchesTest, FindWordsPhrasesAndBeginnings) {
  EXPECT_THAT(Matches("trade"), ElementsAre(0, 1, 3));
  EXPECT_THAT(Matches("\"trade deal\""), ElementsAre(0));
  EXPECT_THAT(Matches("trad*"), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(Matches("nothing"), ElementsAre());
  EXPECT_THAT(Matches("\"trade nothing\""), ElementsAre());
}

TEST_F(WordMatchesTest, CombineThem) {
  EXPECT_THAT(Matches("trade -on"), ElementsAre(0, 3));
  EXPECT_THAT(Matches("on OR trader"), ElementsAre(1, 2));
  EXPECT_THAT(Matches("trad* -(on OR trader) deal"), ElementsAre(0, 3));
}

TEST_F(WordMatchesTest, CountOccurrences) {
  EXPECT_EQ(Occurrences("trade", 0), 2);
  EXPECT_EQ(Occurrences("trade", 1), 1);
  EXPECT_EQ(Occurrences("trade", 2), 0);
  EXPECT_EQ(Occurrences("\"trade deal\"", 0), 2);
  EXPECT_EQ(Occurrences("\"trade deal\"", 3), 0);
  EXPECT_EQ(Occurrences("trad*", 0), 2);
  EXPECT_EQ(Occurrences("nothing", 0), 0);
}

TEST_F(WordMatchesTest, CountFacts) {
  segments::DocSet facts(segment_->fact_count());
  facts.SetBelow(2);
  EXPECT_EQ(WordMatches(*ParseSearchQuery("trade"), *segment_).CountIn(facts), 2u);
  EXPECT_EQ(WordMatches(*ParseSearchQuery("\"trade deal\""), *segment_).CountIn(facts), 1u);
  EXPECT_EQ(WordMatches(*ParseSearchQuery("trader"), *segment_).CountIn(facts), 0u);
}

}  // namespace
}  // namespace dateline::answers
