#include "ingest_service/language/tagging/lemmatizer.h"

#include <cstdlib>
#include <cstring>

#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::dateline::testing::AlignedBytes;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;

TEST(FindLemmaRule, CutsAndAppends) {
  EXPECT_EQ(FindLemmaRule("ministries", "ministry"), (LemmaRule{LemmaCase::kLower, 3, "y"}));
  EXPECT_EQ(FindLemmaRule("held", "hold"), (LemmaRule{LemmaCase::kLower, 3, "old"}));
}

TEST(FindLemmaRule, KeepsCaseOnlyWhereTheLemmaHasIt) {
  EXPECT_EQ(FindLemmaRule("Affairs", "Affair"), (LemmaRule{LemmaCase::kKeep, 1, ""}));
  EXPECT_EQ(FindLemmaRule("Talks", "talk"), (LemmaRule{LemmaCase::kLower, 1, ""}));
}

TEST(FindLemmaRule, MakesTheLemmaThatItWasFoundFor) {
  for (const auto& [form, lemma] :
       {std::pair("Sơn", "Sơn"), {"was", "be"}, {"n't", "not"}, {"ĐÀO", "đào"}, {"é", "è"}}) {
    EXPECT_EQ(FindLemmaRule(form, lemma).Apply(form), lemma);
  }
}

TEST(FindLemmaRule, TakesTheCaseItIsTold) {
  EXPECT_EQ(FindLemmaRule("i", "I", LemmaCase::kCapitalize), (LemmaRule{LemmaCase::kCapitalize, 0, ""}));
  EXPECT_EQ(FindLemmaRule("i", "I", LemmaCase::kLower), (LemmaRule{LemmaCase::kLower, 1, "I"}));
}

TEST(LemmaRule, CapitalizesTheFirstCharacter) {
  EXPECT_EQ((LemmaRule{LemmaCase::kCapitalize, 0, ""}).Apply("ĐÀ"), "Đà");
  EXPECT_EQ((LemmaRule{LemmaCase::kCapitalize, 0, ""}).Apply(""), "");
}

TEST(LemmaRule, CutsWholeCharactersAndNoMoreThanThereAre) {
  EXPECT_EQ((LemmaRule{LemmaCase::kKeep, 1, ""}).Apply("Sơ"), "S");
  EXPECT_EQ((LemmaRule{LemmaCase::kKeep, 9, "x"}).Apply("ơ"), "x");
}

TEST(Ending, CountsCharacters) {
  EXPECT_EQ(Ending("sơn", 2), "ơn");
  EXPECT_EQ(Ending("sơn", 9), "sơn");
  EXPECT_EQ(Ending("sơn", 0), "");
}

class LemmatizerTest : public ::testing::Test {
 protected:
  LemmatizerTest() {
    builder_.Add("tagging/lemmas", WriteLemmaSection({{LemmaCase::kLower, 3, "y"}, {LemmaCase::kLower, 3, "old"}},
                                                     {LemmaEndingKey("ies", PartOfSpeech::kNoun, "NNS"),
                                                      LemmaWordKey("held", PartOfSpeech::kVerb, "VBD")},
                                                     {0, 1}));
  }
  ModelFileBuilder builder_;
};

TEST_F(LemmatizerTest, PrefersTheWordsOwnRuleThenItsEndingThenTheForm) {
  const AlignedBytes bytes(builder_.Build());
  const auto model = ModelFile::Parse(bytes.view());
  const auto lemmatizer = Lemmatizer::Load(**model);
  ASSERT_THAT(lemmatizer, IsOk());
  EXPECT_EQ((*lemmatizer)->Lemma("Held", PartOfSpeech::kVerb, "VBD"), "hold");
  EXPECT_EQ((*lemmatizer)->Lemma("ministries", PartOfSpeech::kNoun, "NNS"), "ministry");
  EXPECT_EQ((*lemmatizer)->Lemma("Ministries", PartOfSpeech::kVerb, "VBZ"), "ministries");
  EXPECT_EQ((*lemmatizer)->Lemma("Hanoi", PartOfSpeech::kPropn, "NNP"), "Hanoi");
}

TEST_F(LemmatizerTest, RefusesACaseThatThereIsNot) {
  builder_.Add("tagging/lemmas", WriteLemmaSection({{static_cast<LemmaCase>(3), 0, ""}}, {7}, {0}));
  const AlignedBytes bytes(builder_.Build());
  EXPECT_THAT(Lemmatizer::Load(**ModelFile::Parse(bytes.view())), StatusIs(absl::StatusCode::kDataLoss, _));
}

TEST_F(LemmatizerTest, RefusesARuleThatThereIsNot) {
  builder_.Add("tagging/lemmas", WriteLemmaSection({{LemmaCase::kLower, 0, ""}}, {7}, {1}));
  const AlignedBytes bytes(builder_.Build());
  EXPECT_THAT(Lemmatizer::Load(**ModelFile::Parse(bytes.view())), StatusIs(absl::StatusCode::kDataLoss, _));
}

}  // namespace
}  // namespace dateline::language
