#include "ingest_service/extraction/statements/cue_lexicon.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/treebank.h"

namespace dateline::extraction {
namespace {

using dateline::testing::IsOk;
using dateline::testing::StatusIs;
using dateline::testing::Treebank;
using ::testing::HasSubstr;

TEST(CueLexicon, MissingFileIsNamed) {
  EXPECT_THAT(CueLexicon::Load("/nowhere"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere/cues.tsv")));
}

TEST(CueLexicon, MalformedLineIsNamed) {
  EXPECT_THAT(CueLexicon::Parse("# comment\nsay\tverb\treports\tsentence\tA said.\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("cues.tsv:2")));
  EXPECT_THAT(CueLexicon::Parse("say\tverb\treports\tclause\tA said.\nsay\tverb\treports\tclause\tA said.\n"),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("cues.tsv:2")));
}

TEST(CueLexicon, ParticleAndPartOfSpeechTellCuesApart) {
  const auto cues = CueLexicon::Parse(
      "point\tverb\treports\tclause +to\tA pointed to B.\n"
      "point out\tverb\treports\tobject\tA pointed out B.\n"
      "point\tnoun\tholds\tclause\tA’s point that B.\n");
  ASSERT_THAT(cues, IsOk());
  const Treebank text(
      "Son Son PROPN NNP 2 nsubj\n"
      "pointed point VERB VBD 0 root\n"
      "out out ADP RP 2 compound:prt\n"
      "points point NOUN NNS 2 obj\n");
  const language::Tree tree(text.analysis);
  EXPECT_EQ(cues->Find(tree, 1), cues->Named("point out", "verb"));
  EXPECT_EQ(cues->Find(tree, 3), cues->Named("point", "noun"));
  EXPECT_EQ(cues->Find(tree, 0), nullptr);
}

TEST(CueLexicon, LemmaOfARareVerbMayBeGuessedWithAnE) {
  const auto cues = CueLexicon::Parse("boast\tverb\treports\tclause\tA boasted that B.\n");
  ASSERT_THAT(cues, IsOk());
  const Treebank text("boasted boaste VERB VBD 0 root\n");
  EXPECT_NE(cues->Find(language::Tree(text.analysis), 0), nullptr);
}

}  // namespace
}  // namespace dateline::extraction
