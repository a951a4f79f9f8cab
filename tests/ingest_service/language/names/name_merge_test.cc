#include "ingest_service/language/names/name_merge.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/ingest_service/language/names/marked_text.h"

namespace dateline::language {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Merges the spans with what the rules find in the one sentence of `text`; words and the type's number.
std::vector<std::string> Merge(absl::string_view text, std::vector<LabeledSpan> spans) {
  const MarkedText marked(text);
  const Sentence& sentence = marked.simple.sentences[0];
  std::vector<std::string> merged;
  for (const CandidateName& candidate :
       MergeCandidates(marked.tokens, sentence, FindCandidates(marked.tokens, sentence), spans)) {
    constexpr absl::string_view kTypes[] = {"person", "organization", "country", "place", "nationality"};
    merged.push_back(marked.Words(candidate.name) + ": " + std::string(kTypes[static_cast<int>(candidate.name.type)]));
  }
  return merged;
}

TEST(MergeCandidates, TellsCountriesFromPlaces) {
  EXPECT_THAT(Merge("in Laos and Lumberton", {{1, 2, LabelType::kLocation}, {3, 4, LabelType::kLocation}}),
              ElementsAre("Laos: country", "Lumberton: place"));
}

TEST(MergeCandidates, AddsNationalitiesThatAnnotatorsLeaveOut) {
  EXPECT_THAT(Merge("the Thai side", {}), ElementsAre("Thai: nationality"));
}

TEST(MergeCandidates, LeavesOutGuessesOfTheRules) { EXPECT_THAT(Merge("as Zorvex fell", {}), IsEmpty()); }

TEST(MergeCandidates, MakesAnOrganizationWhole) {
  EXPECT_THAT(Merge("the Ministry of Foreign Affairs of Cambodia said",
                    {{1, 5, LabelType::kOrganization}, {6, 7, LabelType::kLocation}}),
              ElementsAre("Ministry of Foreign Affairs of Cambodia: organization"));
}

TEST(MergeCandidates, DropsTheTitleOfAPerson) {
  EXPECT_THAT(Merge("as President Patrice Talon said", {{1, 4, LabelType::kPerson}}),
              ElementsAre("Patrice Talon: person"));
}

TEST(MergeCandidates, PartsACountryFromItsPresident) {
  EXPECT_THAT(Merge("as President of Ukraine Volodymyr Zelenskyy said", {{3, 6, LabelType::kPerson}}),
              ElementsAre("Ukraine: country", "Volodymyr Zelenskyy: person"));
}

TEST(MergeCandidates, DropsTheArticleThatOpensASentence) {
  EXPECT_THAT(Merge("The European Union said", {{0, 3, LabelType::kOrganization}}),
              ElementsAre("European Union: organization"));
}

TEST(MergeCandidates, BelievesATitleMoreThanTheRecognizer) {
  EXPECT_THAT(Merge("as Prime Minister Mahan said", {{3, 4, LabelType::kLocation}}), ElementsAre("Mahan: person"));
}

TEST(MergeCandidates, BelievesTheRecognizerThatAPersonIsNamedLikeACountry) {
  EXPECT_THAT(Merge("as Jordan smiled", {{1, 2, LabelType::kPerson}}), ElementsAre("Jordan: person"));
}

TEST(MergeCandidates, KnowsTheWorldsAcronymsForOrganizations) {
  EXPECT_THAT(Merge("in the EU today", {{2, 3, LabelType::kLocation}}), ElementsAre("EU: organization"));
}

TEST(MergeCandidates, NeverOverlaps) {
  const MarkedText marked("the US Army and Vietnam -Thailand Joint Commission met President To Lam");
  const Sentence& sentence = marked.simple.sentences[0];
  const int length = sentence.end_token;
  for (int begin = 0; begin < length; ++begin) {
    for (int end = begin + 1; end <= length; ++end) {
      const auto merged = MergeCandidates(marked.tokens, sentence, FindCandidates(marked.tokens, sentence),
                                          {{begin, end, LabelType::kOrganization}});
      for (size_t i = 1; i < merged.size(); ++i) EXPECT_LE(merged[i - 1].name.end_token, merged[i].name.begin_token);
    }
  }
}

}  // namespace
}  // namespace dateline::language
