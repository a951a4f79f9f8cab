#include "ingest_service/facts/fact_builder.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/treebank.h"

namespace dateline::facts {
namespace {

using dateline::testing::Treebank;
using extraction::Candidate;
using ::testing::SizeIs;

constexpr char kSentence[] =
    "Son Son PROPN NNP 2 nsubj PERSON:Son\n"
    "met meet VERB VBD 0 root\n"
    "Maris Maris PROPN NNP 2 obj PERSON:Maris\n";

class BuildFactsTest : public ::testing::Test {
 protected:
  BuildFactsTest() : text_(kSentence) { meeting_ = MeetingOf(text_); }

  static Candidate MeetingOf(const Treebank& text) {
    Candidate meeting;
    meeting.event_type = extraction::EventType::kConsult;
    meeting.trigger = text.analysis.tokens[1].span;
    for (int i : {0, 1}) {
      meeting.participants.push_back({extraction::Role::kActor, i, text.entities.mentions[i].span, 1});
    }
    meeting.reliability = 0.8f;
    return meeting;
  }

  std::vector<v1::Fact> Build(const Treebank& text, absl::string_view body, const std::vector<Candidate>& candidates) {
    return BuildFacts(
        {"articles/a", body, text.document, text.analysis, text.entities, times_, quantities_, entity_names_},
        candidates);
  }

  Treebank text_;
  Candidate meeting_;
  std::vector<extraction::TimeExpression> times_;
  std::vector<extraction::Quantity> quantities_;
  std::vector<std::string> entity_names_ = {"entities/son", "entities/maris"};
};

TEST_F(BuildFactsTest, SpansAreTheBytesTheyName) {
  const auto facts = Build(text_, text_.document.text, {meeting_});
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_EQ(facts[0].trigger().text(), "met");
  EXPECT_EQ(facts[0].trigger().begin_byte(), 4);
  EXPECT_EQ(facts[0].evidence().text(), "Son met Maris");
  EXPECT_EQ(facts[0].participants(1).mention().text(), "Maris");
  EXPECT_EQ(facts[0].participants(1).entity(), "entities/maris");
  EXPECT_EQ(facts[0].trigger().plain_text(), "");
}

TEST_F(BuildFactsTest, WordsAroundTheEvidenceAreWholeCodePoints) {
  text_.document.offsets = text::OffsetMap({{0, 40, static_cast<uint32_t>(text_.document.text.size())}});
  std::string many;
  for (int i = 0; i < 20; ++i) many += "đ";  // two bytes each
  const auto facts = Build(text_, many + text_.document.text + "€€€€€€€€€€€€", {meeting_});
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_EQ(facts[0].evidence_prefix(), many.substr(0, 32));
  EXPECT_EQ(facts[0].evidence_suffix(), "€€€€€€€€€€");  // the eleventh ends behind the 32nd byte
}

TEST_F(BuildFactsTest, MarkupStaysInTheTextAndLeavesThePlainText) {
  const std::string body = "<p>Son <b>met</b> Maris</p>";
  text_.document.offsets = text::OffsetMap({{0, 3, 4}, {4, 10, 3}, {7, 17, 6}});
  const auto facts = Build(text_, body, {meeting_});
  ASSERT_THAT(facts, SizeIs(1));
  EXPECT_EQ(facts[0].trigger().text(), "met");
  EXPECT_EQ(facts[0].evidence().text(), "Son <b>met</b> Maris");
  EXPECT_EQ(facts[0].evidence().plain_text(), "Son met Maris");
}

TEST_F(BuildFactsTest, SameContentIsOneFact) {
  EXPECT_THAT(Build(text_, text_.document.text, {meeting_, meeting_}), SizeIs(1));
}

TEST_F(BuildFactsTest, WeakestLinkLowersConfidence) {
  const double certain = Build(text_, text_.document.text, {meeting_})[0].confidence();
  meeting_.participants[1].certainty = 0.5f;
  const double uncertain = Build(text_, text_.document.text, {meeting_})[0].confidence();
  EXPECT_LT(uncertain, certain);
  EXPECT_GT(uncertain, 0.5);
  EXPECT_LT(certain, 1);
}

TEST_F(BuildFactsTest, FactsStandInTheOrderOfTheArticle) {
  Candidate earlier = meeting_;
  earlier.trigger = text_.analysis.tokens[0].span;
  const auto facts = Build(text_, text_.document.text, {meeting_, earlier});
  ASSERT_THAT(facts, SizeIs(2));
  EXPECT_LT(facts[0].trigger().begin_byte(), facts[1].trigger().begin_byte());
}

TEST_F(BuildFactsTest, ThemeBeyondTheSentenceStretchesTheEvidence) {
  const Treebank two(
      "Son Son PROPN NNP 2 nsubj PERSON:Son\nmet meet VERB VBD 0 root\n\nThey they PRON PRP 2 nsubj PERSON:Maris\n"
      "left leave VERB VBD 0 root\n");
  Candidate meeting = MeetingOf(two);
  meeting.theme = two.analysis.sentences[1].span;
  const auto facts = Build(two, two.document.text, {meeting});
  EXPECT_EQ(facts[0].evidence().text(), "Son met They left");
}

}  // namespace
}  // namespace dateline::facts
