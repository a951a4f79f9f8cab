#include "ingest_service/language/tagging/verb_forms.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/directories.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using dateline::testing::IsOk;
using dateline::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(RegularForms, FollowSpelling) {
  EXPECT_THAT(RegularForms("raid"), ElementsAre("raids", "raiding", "raided"));
  EXPECT_THAT(RegularForms("probe"), ElementsAre("probes", "probing", "probed"));
  EXPECT_THAT(RegularForms("vilify"), ElementsAre("vilifies", "vilifying", "vilified"));
  EXPECT_THAT(RegularForms("stop"), ElementsAre("stops", "stopping", "stopped"));
  EXPECT_THAT(RegularForms("amass"), ElementsAre("amasses", "amassing", "amassed"));
}

TEST(VerbForms, UnknownLemmaIsCorrectedByItsForm) {
  const VerbForms verbs = VerbForms::Parse("boycott\nshoot\tshot\n");
  EXPECT_EQ(verbs.Corrected("Boycotted", "boycot"), "boycott");
  EXPECT_EQ(verbs.Corrected("shot", "shot"), "shoot");
}

TEST(VerbForms, KnownLemmaAndUnknownFormStay) {
  const VerbForms verbs = VerbForms::Parse("found\nfind\tfound\n");
  EXPECT_EQ(verbs.Corrected("founded", "found"), "found");
  EXPECT_EQ(verbs.Corrected("googled", "googl"), "googl");
}

TEST(VerbForms, CorrectsVerbsOnly) {
  const VerbForms verbs = VerbForms::Parse("shoot\tshot\n");
  std::vector<Token> tokens(2);
  for (Token& token : tokens) token.lemma = "shot";
  tokens[0].part_of_speech = PartOfSpeech::kVerb;
  tokens[1].part_of_speech = PartOfSpeech::kNoun;
  verbs.Correct({"shot", "shot"}, absl::MakeSpan(tokens));
  EXPECT_EQ(tokens[0].lemma, "shoot");
  EXPECT_EQ(tokens[1].lemma, "shot");
}

TEST(VerbForms, MissingFileIsNamed) {
  EXPECT_THAT(VerbForms::Load(DATELINE_DATA_DIRECTORY), IsOk());
  EXPECT_THAT(VerbForms::Load("/nowhere"), StatusIs(absl::StatusCode::kNotFound, HasSubstr("/nowhere/verbs.tsv")));
}

}  // namespace
}  // namespace dateline::language
