#include "ingest_service/extraction/statements/statement_finder.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::StatusIs;
using dateline::testing::Treebank;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<Candidate> Statements(const Treebank& text) {
  static const StatementFinder* finder = new StatementFinder(*StatementFinder::Load(DATELINE_DATA_DIRECTORY));
  const language::Tree tree(text.analysis);
  return finder->Find(text.document, tree, text.entities, ClauseTimes(tree, {}));
}

TEST(StatementFinder, MissingFileIsNamed) {
  EXPECT_THAT(StatementFinder::Load("/nowhere"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere/cues.tsv")));
}

TEST(StatementFinder, ThatClauseIsTheTheme) {
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj PERSON:Son\n"
      "stressed stress VERB VBD 0 root\n"
      "that that SCONJ IN 5 mark\n"
      "Laos Laos PROPN NNP 5 nsubj\n"
      "agreed agree VERB VBD 2 ccomp\n");
  const auto statements = Statements(text);
  ASSERT_THAT(statements, SizeIs(1));
  EXPECT_EQ(text.TextOf(statements[0].theme), "Laos agreed");
  EXPECT_EQ(text.TextOf(statements[0].trigger), "stressed");
  ASSERT_THAT(statements[0].participants, SizeIs(1));
  EXPECT_EQ(statements[0].participants[0].role, Role::kSpeaker);
}

TEST(StatementFinder, CueInParenthesisReportsTheClauseAroundIt) {
  const Treebank text(
      "Laos Laos PROPN NNP 2 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      ", , PUNCT , 5 punct\n"
      "he he PRON PRP 5 nsubj PERSON:Son\n"
      "said say VERB VBD 2 parataxis\n");
  const auto statements = Statements(text);
  ASSERT_THAT(statements, SizeIs(1));
  EXPECT_EQ(text.TextOf(statements[0].theme), "Laos agreed");
}

TEST(StatementFinder, AccordingToNamesTheSource) {
  const Treebank text(
      "Laos Laos PROPN NNP 2 nsubj\n"
      "agreed agree VERB VBD 0 root\n"
      ", , PUNCT , 6 punct\n"
      "according accord VERB VBG 6 case\n"
      "to to ADP IN 4 fixed\n"
      "Reuters Reuters PROPN NNP 2 obl ORGANIZATION:Reuters\n");
  const auto statements = Statements(text);
  ASSERT_THAT(statements, SizeIs(1));
  EXPECT_EQ(text.TextOf(statements[0].theme), "Laos agreed");
}

TEST(StatementFinder, NobodySpeakingIsNoStatement) {
  const Treebank text(
      "It it PRON PRP 3 expl\n"
      "was be AUX VBD 3 aux:pass\n"
      "said say VERB VBN 0 root\n"
      "that that SCONJ IN 6 mark\n"
      "Laos Laos PROPN NNP 6 nsubj\n"
      "agreed agree VERB VBD 3 ccomp\n");
  EXPECT_THAT(Statements(text), IsEmpty());
}

TEST(Attribute, InnermostStatementCounts) {
  Candidate outer, inner, event;
  outer.said = {{0, 100}};
  outer.participants = {{Role::kSpeaker, 1, {101, 105}}};
  inner.said = {{20, 60}, {70, 80}};
  inner.participants = {{Role::kSpeaker, 2, {10, 15}}};
  std::vector<Candidate> events;
  for (const uint32_t begin : {30u, 65u, 72u, 90u, 120u}) {
    event.trigger = {begin, begin + 5};
    events.push_back(event);
  }
  Attribute({outer, inner}, events);
  std::vector<int> speakers;
  for (const Candidate& one : events)
    speakers.push_back(one.attribution.has_value() ? one.attribution->speaker.entity : 0);
  EXPECT_THAT(speakers, ElementsAre(2, 1, 2, 1, 0));
}

}  // namespace
}  // namespace dateline::extraction
